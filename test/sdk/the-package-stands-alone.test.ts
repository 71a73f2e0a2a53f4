import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

/** What of the package another program imports, in a Node without this project around it. */
const PROGRAM = `
  import * as sdk from 'revgraph-sdk';
  import { revgraphExpress } from 'revgraph-sdk/express';
  import { revgraphFastify } from 'revgraph-sdk/fastify';
  sdk.configure({ url: 'http://127.0.0.1:9', keys: { t1: 'k' }, tenantId: 't1', timeoutMs: 200 });
  await sdk.trackUsage('t1', 'api_call').recordSuccess();
  await sdk.ChatAudit.messageReceived('t1', 's1', 1);
  const { allowed } = await sdk.enforceQuota('t1', 'tokens', 150);
  console.log(JSON.stringify([allowed, typeof revgraphExpress, typeof revgraphFastify, Object.keys(sdk).sort()]));
`;

describe('the package of the SDK', () => {
  let place: string;
  let built: string;
  beforeAll(() => {
    place = mkdtempSync(join(tmpdir(), 'sdk-'));
    built = join(place, 'node_modules', 'revgraph-sdk');
    execFileSync(process.execPath, [
      'node_modules/typescript/bin/tsc',
      '-p',
      'sdk/tsconfig.json',
      '--outDir',
      join(built, 'dist'),
    ]);
    cpSync('sdk/package.json', join(built, 'package.json'));
  });
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  it('asks for no other package', () => {
    const { dependencies, peerDependencies } = JSON.parse(readFileSync('sdk/package.json', 'utf8'));
    expect([dependencies, peerDependencies]).toEqual([undefined, undefined]);
    const files = readdirSync(join(built, 'dist')).filter((file) => file.endsWith('.js'));
    const imported = files.flatMap((file) =>
      [...readFileSync(join(built, 'dist', file), 'utf8').matchAll(/from '([^']+)'/g)].map(
        ([, name]) => name as string,
      ),
    );
    expect(imported.length).toBeGreaterThan(10);
    expect(imported.filter((name) => !name.startsWith('./'))).toEqual([]);
  });

  it('has every file that it names, with its types', () => {
    const { exports } = JSON.parse(readFileSync('sdk/package.json', 'utf8')) as {
      exports: Record<string, Record<string, string>>;
    };
    const named = Object.values(exports).flatMap((entry) => Object.values(entry));
    expect(named.filter((path) => !existsSync(join(built, path)))).toEqual([]);
  });

  it('sends what waits before its program ends, without being asked to', async () => {
    const arrived: { path: string | undefined; events: { type?: string; event_type?: string }[] }[] = [];
    const server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      arrived.push({ path: request.url, ...JSON.parse(Buffer.concat(parts).toString()) });
      response.setHeader('content-type', 'application/json').end('{"results":[{"result":"accepted"}]}');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const program = `
      import { configure, KBAudit, trackUsage } from 'revgraph-sdk';
      configure({ url: 'http://127.0.0.1:${port}', keys: { t1: 'k' }, flushAfterMs: 60_000 });
      await trackUsage('t1', 'search').recordSuccess();
      await KBAudit.deleted('t1', 'kb-1');
    `;
    const begun = Date.now();
    const running = spawn(process.execPath, ['--input-type=module', '-e', program], { cwd: place });
    const [code] = await once(running, 'exit');
    server.close();
    expect(code).toBe(0);
    expect(Date.now() - begun).toBeLessThan(20_000);
    expect(arrived.sort((a, b) => (String(a.path) < String(b.path) ? -1 : 1))).toMatchObject([
      { path: '/v1/audit', events: [{ event_type: 'kb_deleted' }] },
      { path: '/v1/events', events: [{ type: 'search' }] },
    ]);
  });

  it('runs in a program of its own, which ends by itself though nobody can be reached', () => {
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', PROGRAM], {
      cwd: place,
      encoding: 'utf8',
      timeout: 20_000,
    });
    const [allowed, onExpress, onFastify, names] = JSON.parse(said);
    expect([allowed, onExpress, onFastify]).toEqual([true, 'function', 'function']);
    // Functions and classes that R2 and R4 name.
    expect(names).toEqual(
      expect.arrayContaining([
        ...['trackUsage', 'UsageTracker', 'enforceQuota', 'enforceMultipleQuotas', 'getQuotaStatus'],
        ...['TrialAudit', 'KBAudit', 'KBaudit', 'ChatAudit', 'ConfigAudit', 'ErrorAudit'],
        ...['logEvent', 'logSessionEvent', 'getSessionId', 'incrementUsage'],
      ]),
    );
  });
});
