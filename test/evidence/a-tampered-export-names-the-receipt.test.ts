import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalText, sha256Hex } from '../../src/evidence/receipt/canonical.js';
import { chainReceipt } from '../../src/evidence/receipt/chain.js';
import { verifyExport } from '../../src/evidence/verify/verify-export.js';
import { checkpointOf, entriesOf, LOG_KEY, linesOf, logFiles, memoryLog, sampleReceipts } from './sample-log.js';

const receipts = sampleReceipts(24);
const lines = linesOf(receipts);
const verifierKeys = [LOG_KEY.verifierKey];

/** The paths of all values of a JSON object that are no objects themselves. */
function leavesOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, member]) => leavesOf(member, [...path, key]));
}

/** Another value of the same type, so that only its meaning is wrong. */
function otherThan(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (value === null) return { forged: true };
  const text = String(value);
  const last = text.at(-1) === '0' ? '1' : '0';
  return /[0-9a-f]$/.test(text) ? text.slice(0, -1) + last : `${text}X`;
}

function tampered(line: string, path: string[], change: (old: unknown) => unknown = otherThan): string {
  const parsed = JSON.parse(line);
  const owner = path.slice(0, -1).reduce((at, key) => at[key], parsed);
  const key = path.at(-1) as string;
  owner[key] = change(owner[key]);
  return JSON.stringify(parsed);
}

const withLine = (at: number, line: string) => lines.map((old, i) => (i === at ? line : old));

describe('an export that nobody touched', () => {
  it('verifies, and is counted', async () => {
    expect(await verifyExport(lines)).toEqual({
      ok: true,
      size: null,
      checkpoint: null,
      workflows: 4,
      receipts: 24,
      payloads: { verified: 24 + 8, withheld: 0 },
      parents: { verified: 2, outside: 0 },
    });
  });

  it('verifies against the checkpoint of the whole log, and against the log', async () => {
    const whole = await verifyExport(lines, { verifierKeys, checkpoint: checkpointOf(receipts) });
    expect(whole).toMatchObject({ ok: true, size: 24 });
    const log = memoryLog(logFiles(entriesOf(sampleReceipts(600))));
    const part = await verifyExport(lines, { verifierKeys, log, checkpoint: checkpointOf(sampleReceipts(300)) });
    expect(part).toMatchObject({ ok: true, size: 600, receipts: 24 });
  });

  it('verifies in any order that keeps each workflow in its own, a child before its parent too', async () => {
    const byWorkflow = [...receipts].sort((a, b) => b.body.workflow_id.localeCompare(a.body.workflow_id));
    expect(await verifyExport(linesOf(byWorkflow))).toMatchObject({ ok: true, parents: { verified: 2, outside: 0 } });
  });

  it('verifies without payloads that were erased or withheld, and counts them', async () => {
    const erased = lines.map((line) => JSON.stringify({ ...JSON.parse(line), personal: null, personal_salt: null }));
    expect(await verifyExport(erased)).toMatchObject({ ok: true, payloads: { verified: 24, withheld: 8 } });
  });

  it('counts a parent that is not in the file', async () => {
    const deals = receipts.filter(({ body }) => body.workflow_kind === 'deal');
    expect(await verifyExport(linesOf(deals))).toMatchObject({ ok: true, parents: { verified: 0, outside: 2 } });
  });
});

describe('an export that was tampered with', () => {
  it('fails for every field of every line, and names that receipt', async () => {
    for (const [at, line] of lines.entries()) {
      for (const path of leavesOf(JSON.parse(line))) {
        const report = await verifyExport([...lines.slice(0, at), tampered(line, path)]);
        expect({ path, ok: report.ok, line: report.failure?.line }).toEqual({ path, ok: false, line: at + 1 });
        expect(report.receipts).toBeLessThanOrEqual(at + 1);
        if (path[0] !== 'body') {
          const { id, workflow_id, workflow_seq } = JSON.parse(line).body;
          expect(report.failure).toMatchObject({ receiptId: id, workflowId: workflow_id, seq: workflow_seq });
        }
      }
    }
  });

  it('fails for any other value in any field, a missing field and an added one', async () => {
    const anyPath = fc.nat(lines.length - 1).chain((at) =>
      fc.record({
        at: fc.constant(at),
        path: fc.constantFrom(...leavesOf(JSON.parse(lines[at] as string))),
        value: fc.jsonValue(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(anyPath, async ({ at, path, value }) => {
        const forged = tampered(lines[at] as string, path, () => value);
        fc.pre(forged !== lines[at] && canonicalDiffers(forged, lines[at] as string));
        expect((await verifyExport(withLine(at, forged))).failure?.line).toBe(at + 1);
        const without = tampered(lines[at] as string, path, () => undefined);
        expect((await verifyExport(withLine(at, without))).failure?.line).toBe(at + 1);
        if (path.includes('rule_ids')) return;
        const added = tampered(lines[at] as string, [...path.slice(0, -1), 'forged'], () => 1);
        expect((await verifyExport(withLine(at, added))).failure?.line).toBe(at + 1);
      }),
      { numRuns: 80 },
    );
  });

  const canonicalDiffers = (a: string, b: string) => {
    try {
      return canonicalText(JSON.parse(a)) !== canonicalText(JSON.parse(b));
    } catch {
      return true;
    }
  };

  it.each([
    ['left out', (all: string[]) => all.toSpliced(5, 1), 'workflow_seq is 3, expected 2'],
    ['repeated', (all: string[]) => all.toSpliced(5, 0, all[5] as string), 'workflow_seq is 2, expected 3'],
    [
      'swapped with the next of its workflow',
      (all: string[]) => all.with(5, all[9] as string).with(9, all[5] as string),
      'workflow_seq',
    ],
    ['of another tenant', (all: string[]) => [...all, foreignLine()], 'tenant_id'],
    ['no JSON', (all: string[]) => all.with(5, '{'), 'not JSON'],
    ['null', (all: string[]) => all.with(5, 'null'), 'malformed'],
    [
      'two readings of one key',
      (all: string[]) => all.with(5, (all[5] as string).replace('{"body"', '{"sha256":"","body"')),
      'twice',
    ],
    [
      'a prototype',
      (all: string[]) => all.with(5, (all[5] as string).replace('"business":{', '"business":{"__proto__":{},')),
      '__proto__',
    ],
    [
      'a payload without its salt',
      (all: string[]) =>
        all.with(
          5,
          tampered(all[5] as string, ['business_salt'], () => null),
        ),
      'salt',
    ],
    [
      'nested beyond reason',
      (all: string[]) =>
        all.with(
          5,
          tampered(all[5] as string, ['business'], () => ({ a: nested() })),
        ),
      'business',
    ],
  ])('fails when a line is %s', async (_, change, reason) => {
    const report = await verifyExport(change(lines));
    expect(report.ok).toBe(false);
    expect(report.failure?.reason).toContain(reason);
  });

  it('fails when a payload is shown that was never committed to', async () => {
    const line = JSON.stringify({
      ...JSON.parse(lines[1] as string),
      personal: { a: 1 },
      personal_salt: '0'.repeat(32),
    });
    expect((await verifyExport(withLine(1, line))).failure).toMatchObject({
      line: 2,
      reason: expect.stringContaining('none was committed'),
    });
  });

  it('fails at the child when the parent was rewritten, whichever of them comes first', async () => {
    const forged = rehashed(lines[0] as string, { outcome: 'DENIED' });
    const onlyFirsts = [forged, lines[1] as string];
    for (const file of [onlyFirsts, onlyFirsts.toReversed()]) {
      const report = await verifyExport(file);
      expect(report.failure).toMatchObject({ workflowId: receipts[1]?.body.workflow_id, seq: 1 });
      expect(report.failure?.reason).toContain('parent.sha256');
    }
  });
});

describe('an export whose last receipt was rewritten with a hash that fits', () => {
  const forged = withLine(23, rehashed(lines[23] as string, { outcome: 'DENIED' }));

  it('still hangs together by itself: this is what the log is for', async () => {
    expect((await verifyExport(forged)).ok).toBe(true);
  });

  it('fails against the log, naming the receipt', async () => {
    const log = memoryLog(logFiles(entriesOf(receipts)));
    const report = await verifyExport(forged, { verifierKeys, log });
    expect(report.failure).toMatchObject({ line: 24, seq: 6, reason: expect.stringContaining('not in the log') });
  });

  it('fails against the checkpoint', async () => {
    const report = await verifyExport(forged, { verifierKeys, checkpoint: checkpointOf(receipts) });
    expect(report.failure?.reason).toContain('do not have the root');
  });
});

describe('a checkpoint or log that does not fit the export', () => {
  it.each([
    ['shorter than the export', checkpointOf(receipts.slice(0, 20)), 21, 'not covered'],
    ['longer than the export', checkpointOf(sampleReceipts(30)), undefined, '24 of the 30'],
    ['altered', checkpointOf(receipts).replace('\n24\n', '\n25\n'), undefined, 'does not verify'],
    ['no note', 'hello', undefined, 'not valid'],
  ])('fails when the checkpoint is %s', async (_, checkpoint, line, reason) => {
    const { failure } = await verifyExport(lines, { verifierKeys, checkpoint });
    expect(failure?.line).toBe(line);
    expect(failure?.reason).toContain(reason);
  });

  it('fails when the log does not begin with what the checkpoint covered', async () => {
    const log = memoryLog(logFiles(entriesOf(receipts)));
    const other = checkpointOf(sampleReceipts(24, 2).slice(0, 10));
    expect((await verifyExport(lines, { verifierKeys, log, checkpoint: other })).failure?.reason).toContain('size 10');
  });

  it('refuses a key with nothing to verify, and a checkpoint without a key', async () => {
    await expect(verifyExport(lines, { verifierKeys })).rejects.toThrow('verifier key');
    await expect(verifyExport(lines, { checkpoint: checkpointOf(receipts) })).rejects.toThrow('verifier key');
  });
});

/** The line with another body and the hash that belongs to it. */
function rehashed(line: string, change: object): string {
  const parsed = JSON.parse(line);
  const body = { ...parsed.body, ...change };
  return JSON.stringify({ ...parsed, body, sha256: sha256Hex(canonicalText(body)) });
}

function foreignLine(): string {
  const [first] = sampleReceipts(1);
  if (first === undefined) throw new Error('no sample');
  const head = { ...first.head, workflowId: 'another', seq: 0, sha256: null, lastReceiptId: null, lastTimestamp: null };
  const { v, workflow_id, workflow_kind, workflow_seq, previous_receipt_id, previous_sha256, ...draft } = first.body;
  const foreign = chainReceipt(head, { ...draft, workflow_step: 'ROUTE_LEAD', tenant_id: 'another' });
  return JSON.stringify({ ...first.line, body: foreign.body, sha256: foreign.sha256 });
}

const nested = (): unknown => Array.from({ length: 100 }).reduce((inner) => [inner], 1);
