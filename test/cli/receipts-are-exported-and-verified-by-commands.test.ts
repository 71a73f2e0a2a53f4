import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifierKeyText } from '../../src/evidence/log/signed-note.js';
import { dealOf } from '../dealdesk/deal.js';
import { CONFIG, createWorld } from '../kit/world.js';
import { revgraph, tenantHandle } from './command-line.js';

const world = await createWorld({ config: `${CONFIG}log:\n  public: true\n` });
const folder = mkdtempSync(join(tmpdir(), 'revgraph-cli-'));
const inFolder = (name: string) => join(folder, name);
let tenant: string;
let workflow: string;
let key: string;
let logUrl: string;

beforeAll(async () => {
  const deal = await dealOf(world);
  await deal.submitted(await world.as('ae'), { discount: 2_500 });
  await world.settle();
  workflow = `deal:${deal.opportunityId}`;
  logUrl = `${world.url}/log/${world.tenantId}`;
  tenant = await tenantHandle(world);
  key = (await revgraph(['log', 'key', '--tenant', tenant])).out.trim();
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const exportTo = (file: string, ...more: string[]) =>
  revgraph(['receipts', 'export', '--tenant', tenant, '--out', file, ...more]);
/** Verifying needs no store: none is in reach. */
const verify = (...args: string[]) =>
  revgraph(['verify', ...args], { NEO4J_URI: undefined, REDIS_URL: undefined, REVGRAPH_LOG_MASTER_SECRET: undefined });

describe('receipts export', () => {
  it('writes a file for its owner alone, which verify accepts, by itself and against the log', async () => {
    const file = inFolder('deal.jsonl');
    const done = await exportTo(file, '--workflow', workflow);
    expect(done).toMatchObject({ code: 0, err: expect.stringContaining('4 receipts are in') });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await verify(file)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^It holds: 4 receipts of 1 workflow\.\n[\s\S]*would go unseen/),
    });
    const { code, out } = await verify(file, '--key', key, '--log', logUrl);
    expect([code, out]).toEqual([0, expect.stringContaining(`Checkpoint: revgraph.test/log/${world.tenantId}, `)]);
  });

  it('withholds what is personal unless it is asked for', async () => {
    const [without, with_] = [inFolder('without.jsonl'), inFolder('with.jsonl')];
    await exportTo(without);
    await exportTo(with_, '--personal');
    expect(readFileSync(without, 'utf8')).not.toContain('@');
    expect(readFileSync(with_, 'utf8')).toContain(`ae@${tenant}.example`);
  });

  it('never writes over a file', async () => {
    const file = inFolder('mine.txt');
    writeFileSync(file, 'mine');
    expect(await exportTo(file)).toEqual({ code: 1, out: '', err: `${file} is there already: name a new file.\n` });
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it.each([
    [['--workflow', 'deal:nothing'], 'No workflow with this id.'],
    [['--workflow', 'a', '--resource', 'b'], '--workflow and --resource cannot be combined; take one of them.'],
    [['--wokflow', 'a'], "Unknown option '--wokflow'; --help shows what there is."],
  ])('says in one sentence what is wrong with %j', async (args, sentence) => {
    const { code, out, err } = await revgraph(['receipts', 'export', '--tenant', tenant, ...args]);
    expect([code, out, err]).toEqual([1, '', `${sentence}\n`]);
  });
});

describe('verify', () => {
  it('accepts the log at its address, and says so as JSON too', async () => {
    const { code, out } = await verify(logUrl, '--key', key, '--json');
    const report = JSON.parse(out);
    expect([code, report.ok, report.size]).toEqual([0, true, report.receipts]);
    expect(report.checkpoint.root).toMatch(/^[A-Za-z0-9+/]{43}=$/);
  });

  it('accepts a whole log under a checkpoint that was kept', async () => {
    const [file, checkpoint] = [inFolder('all.jsonl'), inFolder('checkpoint')];
    await exportTo(file);
    const size = readFileSync(file, 'utf8').trimEnd().split('\n').length;
    writeFileSync(checkpoint, await (await fetch(`${logUrl}/checkpoint/${size}`)).text());
    expect((await verify(file, '--key', key, '--checkpoint', checkpoint)).code).toBe(0);
    await world.settle();
    expect((await verify(logUrl, '--key', key, '--checkpoint', checkpoint)).code).toBe(0);
  });

  it('names the receipt that was changed, and ends with 1', async () => {
    const file = inFolder('changed.jsonl');
    await exportTo(file, '--workflow', workflow);
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('"workflow_step":"SUBMIT_QUOTE"', '"workflow_step":"APPROVE_QUOTE"'),
    );
    const { code, out } = await verify(file);
    expect(code).toBe(1);
    expect(out).toContain('It does not hold: sha256 is not the hash of the body.');
    expect(out).toMatch(new RegExp(`First failure: receipt 3 of ${workflow} \\([0-9a-f-]+\\), line 3\\.`));
    expect(out).toContain('Before that, 2 receipts of 1 workflow held.');
  });

  it('does not accept the key of another log', async () => {
    const foreign = key.replace(/\+[0-9a-f]{8}\+/, '+00000000+');
    expect(await verify(logUrl, '--key', foreign)).toMatchObject({ code: 2, err: expect.stringContaining('its own') });
    const { publicKey } = generateKeyPairSync('ed25519');
    const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
    const another = verifierKeyText(key.split('+')[0] as string, raw);
    expect(await verify(logUrl, '--key', another)).toMatchObject({
      code: 1,
      out: 'It does not hold: the checkpoint is not valid: no trusted key has signed it.\nBefore that, 0 receipts of 0 workflows held.\n',
    });
  });

  it('tells what could not be read from what does not hold', async () => {
    const { code, err } = await verify('http://127.0.0.1:9/log/x', '--key', key);
    expect([code, err]).toEqual([2, expect.stringMatching(/^It could not be verified: .* cannot be reached/)]);
    expect(await verify(inFolder('nowhere'))).toEqual({
      code: 2,
      out: '',
      err: `${inFolder('nowhere')} cannot be read: there is no such file.\n`,
    });
  });

  it('asks for the key that makes a proof of it', async () => {
    expect(await verify(logUrl)).toEqual({
      code: 2,
      out: '',
      err: 'A log is verified with the key that you pinned: add --key.\n',
    });
    const file = inFolder('again.jsonl');
    await exportTo(file, '--workflow', workflow);
    expect((await verify(file, '--log', logUrl)).err).toMatch(/^Nothing was verified: a verifier key goes with/);
  });
});
