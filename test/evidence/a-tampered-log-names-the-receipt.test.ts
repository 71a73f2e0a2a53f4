import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { signCheckpoint } from '../../src/evidence/log/checkpoint.js';
import { deriveLogKey } from '../../src/evidence/log/keys.js';
import { LogUnreachable, openLog } from '../../src/evidence/verify/log-source.js';
import { verifyLog } from '../../src/evidence/verify/verify-log.js';
import { checkpointOf, entriesOf, headOf, LOG_KEY, logFiles, memoryLog, sampleReceipts, TENANT } from './sample-log.js';

const receipts = sampleReceipts(600, 7);
const entries = entriesOf(receipts);
const verifierKeys = [LOG_KEY.verifierKey];
const verifyFiles = (files: Map<string, Uint8Array>) => verifyLog(memoryLog(files), verifierKeys);

describe('a log that nobody touched', () => {
  it('verifies with every workflow in it', async () => {
    const report = await verifyFiles(logFiles(entries));
    expect(report).toMatchObject({
      ok: true,
      size: 600,
      workflows: 7,
      receipts: 600,
      parents: { verified: 3, outside: 0 },
    });
    expect(report.checkpoint?.origin).toBe(`revgraph.example/log/${TENANT}`);
  });

  it.each([0, 1, 255, 256, 257, 512])('verifies at size %i', async (size) => {
    expect(await verifyFiles(logFiles(entries.slice(0, size)))).toMatchObject({ ok: true, size, receipts: size });
  });

  it('verifies from full tiles where the partial ones are gone', async () => {
    const files = logFiles(entries);
    files.set('checkpoint', logFiles(entries.slice(0, 300)).get('checkpoint') as Uint8Array);
    files.set('tile/1/000.p/1', (files.get('tile/1/000.p/2') as Uint8Array).slice(0, 32));
    expect(await verifyFiles(files)).toMatchObject({ ok: true, size: 300 });
  });

  it('verifies as the continuation of a checkpoint seen before', async () => {
    const log = memoryLog(logFiles(entries));
    for (const size of [0, 1, 256, 333, 600]) {
      const earlierCheckpoint = checkpointOf(receipts.slice(0, size));
      expect(await verifyLog(log, verifierKeys, { earlierCheckpoint })).toMatchObject({ ok: true });
    }
  });

  it('verifies with the old key and the new while the key is being changed', async () => {
    const next = deriveLogKey('5a'.repeat(32), 'revgraph.example', TENANT, 2);
    const log = memoryLog(logFiles(entries.slice(0, 3), [LOG_KEY, next]));
    expect((await verifyLog(log, [next.verifierKey])).ok).toBe(true);
    expect((await verifyLog(log, verifierKeys)).ok).toBe(true);
  });
});

describe('a log that was tampered with', () => {
  it('fails for any changed byte of any resource; in entries and leaf hashes it names the receipt', async () => {
    const paths = [...logFiles(entries).keys()];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (path, at, flip) => {
          const files = logFiles(entries);
          const data = Uint8Array.from(files.get(path) as Uint8Array);
          data[at % data.length] = (data[at % data.length] as number) ^ flip;
          files.set(path, data);
          const report = await verifyFiles(files);
          expect(report.ok).toBe(false);
          if (path.startsWith('tile/0/')) {
            const leafIndex = Number(path.slice(7, 10)) * 256 + Math.floor((at % data.length) / 32);
            const { id, workflow_id, workflow_seq } = receipts[leafIndex]?.body ?? {};
            expect(report.failure).toMatchObject({
              leafIndex,
              receiptId: id,
              workflowId: workflow_id,
              seq: workflow_seq,
            });
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('fails for any missing resource', async () => {
    for (const path of logFiles(entries).keys()) {
      const files = logFiles(entries);
      files.delete(path);
      const report = await verifyFiles(files);
      expect({ path, ok: report.ok }).toEqual({ path, ok: false });
      expect(report.failure?.reason).toMatch(/missing|no checkpoint/);
    }
  });

  it('fails when history was rewritten and everything hashed again, for whoever kept a checkpoint', async () => {
    const rewritten = sampleReceipts(600, 5);
    const log = memoryLog(logFiles(entriesOf(rewritten)));
    expect((await verifyLog(log, verifierKeys)).ok).toBe(true);
    const report = await verifyLog(log, verifierKeys, { earlierCheckpoint: checkpointOf(receipts.slice(0, 300)) });
    expect(report.failure?.reason).toContain('the checkpoint of size 300');
    const shrunk = await verifyLog(memoryLog(logFiles(entries.slice(0, 10))), verifierKeys, {
      earlierCheckpoint: checkpointOf(receipts),
    });
    expect(shrunk.failure?.reason).toContain('shrunk');
  });

  it.each([
    ['left out', (all: Buffer[]) => all.toSpliced(7, 1), 13, 'workflow_seq is 3, expected 2'],
    ['put in twice', (all: Buffer[]) => all.toSpliced(7, 0, all[7] as Buffer), 8, 'workflow_seq is 2, expected 3'],
    ['no JSON', (all: Buffer[]) => all.with(7, Buffer.from('x')), 7, 'not JSON'],
    ['not canonical', (all: Buffer[]) => all.with(7, Buffer.from(` ${all[7]}`)), 7, 'canonical'],
    ['malformed', (all: Buffer[]) => all.with(7, Buffer.from('{"v":2}')), 7, 'malformed'],
    [
      'rewritten',
      (all: Buffer[]) => all.with(7, Buffer.from(String(all[7]).replace('ALLOWED', 'BLOCKED'))),
      14,
      'previous_sha256',
    ],
  ])('fails when an entry was %s before the log was signed', async (_, change, leafIndex, reason) => {
    const { failure } = await verifyFiles(logFiles(change(entries)));
    expect(failure).toMatchObject({ leafIndex, reason: expect.stringContaining(reason) });
  });

  it("fails under another log's key, and when the signer's root is not the entries'", async () => {
    const other = deriveLogKey('5b'.repeat(32), 'revgraph.example', TENANT, 1);
    const log = memoryLog(logFiles(entries));
    expect((await verifyLog(log, [other.verifierKey])).failure?.reason).toContain('no trusted key');
    const files = logFiles(entries);
    files.set('checkpoint', Buffer.from(signCheckpoint({ ...headOf(entries), root: Buffer.alloc(32) }, [LOG_KEY])));
    expect((await verifyFiles(files)).failure?.reason).toContain('do not have the root');
  });
});

describe('a log at a URL or in a folder', () => {
  const files = logFiles(entries);
  let server: Server;
  let url: string;
  let folder: string;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const path = (request.url ?? '').slice('/log/'.length);
      if (request.headers.authorization !== 'Bearer let-me-in') response.writeHead(403).end();
      else if (request.url === '/elsewhere/checkpoint') response.writeHead(302, { location: '/log/checkpoint' }).end();
      else if (request.url === '/huge/checkpoint') response.end(Buffer.alloc(2_000_000));
      else if (files.has(path)) response.end(files.get(path));
      else response.writeHead(404).end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    folder = await mkdtemp(join(tmpdir(), 'revgraph-log-'));
    for (const [path, data] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), data);
    }
  });
  afterAll(async () => {
    await new Promise((done) => server.close(done));
    await rm(folder, { recursive: true });
  });

  it('verifies the same', async () => {
    expect(await verifyLog(openLog(`${url}/log`, 'let-me-in'), verifierKeys)).toMatchObject({ ok: true, size: 600 });
    expect(await verifyLog(openLog(folder), verifierKeys)).toMatchObject({ ok: true, size: 600 });
  });

  it('says that it is not there, or cannot be reached, in one sentence', async () => {
    expect((await verifyLog(openLog(`${url}/none`, 'let-me-in'), verifierKeys)).failure?.reason).toBe(
      'the log has no checkpoint',
    );
    expect((await verifyLog(openLog(join(folder, 'none')), verifierKeys)).failure?.reason).toBe(
      'the log has no checkpoint',
    );
    await expect(verifyLog(openLog(`${url}/log`), verifierKeys)).rejects.toThrow('answered 403');
    await expect(verifyLog(openLog('http://127.0.0.1:1/log'), verifierKeys)).rejects.toThrow(LogUnreachable);
  });

  it('follows no redirect, and reads no more than a resource may have', async () => {
    await expect(verifyLog(openLog(`${url}/elsewhere`, 'let-me-in'), verifierKeys)).rejects.toThrow(LogUnreachable);
    expect((await verifyLog(openLog(`${url}/huge`, 'let-me-in'), verifierKeys)).failure?.reason).toContain(
      'larger than',
    );
  });
});
