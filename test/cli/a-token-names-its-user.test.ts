import { beforeAll, describe, expect, it } from '@jest/globals';
import { createWorld, type Person } from '../kit/world.js';
import { revgraph, tenantHandle } from './command-line.js';

const world = await createWorld();
const others = await createWorld({
  people: [
    { handle: 'admin', roles: ['revops_admin'] },
    { handle: 'admin2', roles: ['revops_admin'] },
    ...['analyst', 'sdr'].map((handle): Person => ({ handle, roles: ['sdr'] })),
  ],
});
let tenant: string;
beforeAll(async () => {
  tenant = await tenantHandle(world);
});
const token = (...args: string[]) => revgraph(['token', '--tenant', tenant, ...args]);

describe('token', () => {
  it.each([
    ['sales_manager', 'manager'],
    ['legal', 'legal'],
    ['revops_admin', 'admin'],
    ['observer', 'observer'],
  ])('--as %s is a token that the API takes for %s', async (as, handle) => {
    const { code, out, err } = await token('--as', as);
    expect([code, err]).toEqual([0, expect.stringContaining(`This is ${handle} of ${tenant}, until 2`)]);
    const { viewer } = await world.anyone(out.trim()).ask('{ viewer { user { id } } }');
    expect(viewer.user.id).toBe(world.id(handle));
  });

  it('--as a role is of the holder who is called so, whoever else holds it', async () => {
    const { err } = await revgraph(['token', '--tenant', await tenantHandle(others), '--as', 'sdr']);
    expect(err).toContain('This is sdr of');
  });

  it('is good for as long as it was asked for', async () => {
    const { out } = await token('--as', 'ae', '--ttl', '30m');
    const { iat, exp } = JSON.parse(Buffer.from(out.split('.')[1] as string, 'base64url').toString());
    expect(exp - iat).toBe(1_800);
  });

  it.each([
    [['--as', 'operator'], /^Nobody holds the role operator in t[0-9a-f]+; --tenant names another tenant\.\n$/],
    [['--as', 'nobody'], /^Nobody is called "nobody" in t[0-9a-f]+; --tenant names another tenant\.\n$/],
    [['--as', 'ae', '--ttl', '1y'], /^--ttl "1y" is no time: write 30m, 8h or 7d, 30d at most\.\n$/],
    [
      ['--as', 'ae', '--ttl', '-1h'],
      /^--ttl needs a value, and "-1h" looks like another option; write --ttl=… to give it even so\.\n$/,
    ],
    [['--as', 'ae', '--ttl=-1h'], /^--ttl "-1h" is no time: write 30m, 8h or 7d, 30d at most\.\n$/],
    [['--as', 'ae', '--ttl'], /^--ttl needs a value; --help shows what there is\.\n$/],
    [['--as', '--ttl', '1h'], /^--as needs a value, and "--ttl" looks like another option; /],
    [[], /^Say whose token it is: --as with a role/],
  ])('%j: says in one sentence why there is none', async (args, sentence) => {
    const { code, out, err } = await token(...args);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(sentence);
  });

  it('says so where tokens are signed by somebody else, where the tenant is unknown, and where Neo4j is away', async () => {
    const elsewhere = await revgraph(['token', '--as', 'ae'], { REVGRAPH_TOKEN_PRIVATE_KEY_FILE: '' });
    expect(elsewhere.err).toMatch(/^No token can be signed here: .*\n$/);
    const unknown = await revgraph(['token', '--as', 'ae', '--tenant', 'nowhere']);
    expect(unknown.err).toBe('There is no tenant "nowhere".\n');
    const away = await revgraph(['token', '--as', 'ae'], { NEO4J_URI: 'bolt://127.0.0.1:9' });
    expect([away.code, away.err]).toEqual([
      1,
      expect.stringMatching(/^Neo4j at bolt:\/\/127\.0\.0\.1:9 does not answer: .*\n$/),
    ]);
  });
});
