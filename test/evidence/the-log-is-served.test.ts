import { beforeAll, describe, expect, it } from '@jest/globals';
import { logVerifierKey, openLog, verifyLog } from '../../src/evidence/index.js';
import { CONFIG, createWorld } from '../kit/world.js';
import { leaveReceipts } from './chains.js';

const open = await createWorld({ config: `${CONFIG}log:\n  public: true\n` });
const closed = await createWorld();
const NOBODY = '01936d2e-7c1a-7000-8000-00000000dead';

beforeAll(async () => {
  await leaveReceipts(open, 'logged', 300);
  await leaveReceipts(closed, 'logged', 10);
  await Promise.all([open.settle(), closed.settle()]);
});

const get = (path: string, world = open, token: string | null = null) => world.anyone(token).http('GET', path);
const logPath = (world = open) => `/log/${world.tenantId}`;

describe('a log that is public', () => {
  it('verifies over HTTP, without a login, by the key that is pinned', async () => {
    const key = await logVerifierKey(open.composition.logSettings, open.tenantId);
    const report = await verifyLog(openLog(`${open.url}${logPath()}`), [key]);
    expect(report).toMatchObject({ ok: true, checkpoint: { origin: `revgraph.test/log/${open.tenantId}` } });
    expect(report.size).toBeGreaterThan(300);
  });

  it.each([
    ['checkpoint', 'text/plain; charset=utf-8', 'public, no-cache'],
    ['tile/0/000', 'application/octet-stream', 'public, max-age=31536000, immutable'],
    ['tile/entries/000', 'application/octet-stream', 'public, max-age=31536000, immutable'],
    ['tile/0/001.p/5', 'application/octet-stream', 'public, max-age=60'],
    ['tile/0/000.p/200', 'application/octet-stream', 'public, max-age=60'],
    ['tile/1/000.p/1', 'application/octet-stream', 'public, max-age=60'],
  ])('serves %s with its type, to be kept as long as it lasts', async (path, type, lasting) => {
    const answer = await get(`${logPath()}/${path}`);
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
      200,
      type,
      lasting,
    ]);
  });

  it('keeps the checkpoint of every size it had', async () => {
    const [{ size }] = await open.cypher(
      'MATCH (c:Checkpoint {tenantId: $tenantId}) WHERE c.size > 0 RETURN min(c.size) AS size',
    );
    const earlier = await (await get(`${logPath()}/checkpoint/${size}`)).text();
    expect(earlier.split('\n')[1]).toBe(String(size));
    await leaveReceipts(open, 'later', 1);
    await open.settle();
    expect(await (await get(`${logPath()}/checkpoint/${size}`)).text()).toBe(earlier);
    const key = await logVerifierKey(open.composition.logSettings, open.tenantId);
    const report = await verifyLog(openLog(`${open.url}${logPath()}`), [key], { earlierCheckpoint: earlier });
    expect(report.ok).toBe(true);
  });

  it.each([
    'tile/0/009',
    'tile/0/000.p/256',
    'tile/0/0',
    'tile/x/000',
    'tile/entries/001.p/255',
    'checkpoint/1000000',
    'checkpoint/01',
    'checkpoint/-1',
  ])('has no %s', async (path) => {
    expect((await get(`${logPath()}/${path}`)).status).toBe(404);
  });
});

describe('a log that is not', () => {
  const answerOf = async (path: string, token: string | null) => {
    const answer = await get(path, closed, token);
    const { error } = (await answer.json()) as { error: Record<string, unknown> };
    return { status: answer.status, code: error.code, message: error.message };
  };
  const NOT_THERE = { status: 404, code: 'NOT_FOUND', message: 'There is nothing here.' };

  it('looks, to strangers and to users of other tenants, like one that is not there', async () => {
    const other = await open.token('auditor');
    for (const path of ['checkpoint', 'checkpoint/0', 'tile/0/000.p/1', 'tile/entries/000.p/1']) {
      for (const token of [null, other]) {
        expect(await answerOf(`${logPath(closed)}/${path}`, token)).toEqual(NOT_THERE);
        expect(await answerOf(`/log/${NOBODY}/${path}`, token)).toEqual(NOT_THERE);
      }
    }
  });

  it('is open to its own users, and to keys with the scope log:read alone', async () => {
    const admin = await closed.as('admin');
    const keyWith = async (scope: string) => {
      const made = await admin.mutate(
        'createApiKey',
        { name: scope, scopes: [scope] },
        '... on ApiKeyCreated { secret } ... on InvalidInput { message }',
      );
      return made.secret as string;
    };
    const statusOf = async (token: string) => (await get(`${logPath(closed)}/checkpoint`, closed, token)).status;
    expect(await statusOf(await closed.token('sdr'))).toBe(200);
    expect(await statusOf(await keyWith('log:read'))).toBe(200);
    expect(await statusOf(await keyWith('leads:write'))).toBe(403);
  });

  it('may be kept by who reads it, and by nobody in between', async () => {
    const answer = await get(`${logPath(closed)}/checkpoint`, closed, await closed.token('sdr'));
    expect(answer.headers.get('cache-control')).toBe('private, no-cache');
  });
});
