import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { dealOf } from '../dealdesk/deal.js';
import { createWorld } from '../kit/world.js';
import { revgraph, tenantHandle } from './command-line.js';

jest.setTimeout(120_000);

const world = await createWorld();
let tenant: string;
let quoteId: string;

beforeAll(async () => {
  const deal = await dealOf(world);
  quoteId = await deal.submitted(await world.as('ae'), { discount: 2_500 });
  await world.settle();
  tenant = await tenantHandle(world);
});

const verify = (...args: string[]) => revgraph(['verify', '--state', ...args]);
const setStatus = (status: string) =>
  world.cypher('MATCH (q:Quote {tenantId: $tenantId, id: $quoteId}) SET q.status = $status', { quoteId, status });

describe('verify --state', () => {
  it('says what was compared, of a tenant named by handle or by id', async () => {
    const byHandle = await verify('--tenant', tenant);
    expect(byHandle).toMatchObject({ code: 0, err: '' });
    expect(byHandle.out).toMatch(
      new RegExp(`^${tenant}: the graph is as its receipts tell\\.\\n  [\\d,]+ receipts of `),
    );
    expect(byHandle.out).toMatch(/Approval 1, .*Quote 1, /);
    expect(await verify('--tenant', world.tenantId)).toEqual(byHandle);
  });

  it('names what differs with the receipt that says otherwise, for people and for programs', async () => {
    await setStatus('approved');
    const [text, json] = [await verify('--tenant', tenant), await verify('--tenant', tenant, '--json')];
    await setStatus('pending_approval');
    expect(text.code).toBe(1);
    expect(text.out).toMatch(
      new RegExp(
        `^${tenant}: 1 finding\\.\\n  Quote ${quoteId} status is approved, receipt \\S+ \\(EVALUATE_QUOTE, deal:\\S+ #4\\) says pending_approval\\n`,
      ),
    );
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject({
      tenant: { id: world.tenantId, handle: tenant },
      ok: false,
      findings: [{ kind: 'differs', node: { label: 'Quote', id: quoteId }, property: 'status' }],
    });
  });

  it('finds a tenant whose node was taken away by its chains', async () => {
    const [node] = await world.cypher(
      'MATCH (t:Tenant {tenantId: $tenantId}) WITH t, properties(t) AS p DETACH DELETE t RETURN p',
    );
    const { code, out } = await verify('--tenant', world.tenantId);
    await world.cypher('CREATE (t:Tenant:Entity) SET t = $p', node);
    expect(code).toBe(1);
    expect(out).toContain(`Tenant ${world.tenantId} is not there, receipt `);
  });

  it.each([
    [['--tenant', 'nobody-has-this-handle'], /^There is no tenant "nobody-has-this-handle"\.$/],
    [['export.jsonl'], /^--state goes with --tenant and --json alone/],
    [['--key', 'k'], /^--state goes with --tenant and --json alone/],
  ])('refuses %j in one sentence', async (args, reason) => {
    const { code, out, err } = await verify(...args);
    expect([code, out, err.trim()]).toEqual([2, '', expect.stringMatching(reason)]);
  });

  it('needs a store that answers, and takes none for a failed proof', async () => {
    const nowhere = { NEO4J_URI: 'bolt://127.0.0.1:1' };
    const { code, err } = await revgraph(['verify', '--state', '--tenant', tenant], nowhere);
    expect([code, err.trim()]).toEqual([2, expect.stringMatching(/^Neo4j at \S+ does not answer/)]);
    expect(await revgraph(['verify', 'a.jsonl', '--tenant', tenant])).toMatchObject({
      code: 2,
      err: '--tenant goes with --state.\n',
    });
  });
});
