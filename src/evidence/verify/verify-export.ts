import { leafHash } from '../log/merkle.js';
import { tilesOfLevel } from '../log/tiles.js';
import { type ExportLine, exportLineSchema } from '../receipt/body.js';
import { canonicalBytes, sha256Hex } from '../receipt/canonical.js';
import { commitment } from '../receipt/payload.js';
import { ahead, GrowingTree, readCheckpoint, readTile, verifiedCheckpoint } from './log-reader.js';
import type { LogSource } from './log-source.js';
import { emptyReport, type Place, receiptFailed, reporting, type VerifyReport, wholeFailed } from './report.js';
import { parseStrictJson } from './strict-json.js';
import { firstIssue, WorkflowChains } from './workflow-chains.js';

/** What an export is checked against, besides itself. Without a log or a checkpoint, a chain rewritten to its end goes unseen. */
export interface VerifyExportOptions {
  /** Verifier keys pinned out of band; needed with a checkpoint or a log. */
  verifierKeys?: readonly string[];
  /** A signed checkpoint: the export must then be the whole log in its order. */
  checkpoint?: string;
  /** The log itself: every receipt must then be in it; the export may be a part of it. */
  log?: LogSource;
}

/**
 * Verifies an export, line by line: form, content hash, chain of every workflow, parents, commitments, and with a checkpoint or log
 * that every receipt is in the log. A payload that is null with its salt was erased or withheld: counted, not an error.
 * Prints nothing. Throws `LogUnreachable`, and a TypeError for options that prove nothing together.
 */
export function verifyExport(
  lines: AsyncIterable<string> | Iterable<string>,
  options: VerifyExportOptions = {},
): Promise<VerifyReport> {
  const report = emptyReport();
  return reporting(report, async () => {
    const witness = await openWitness(options, report);
    const chains = new WorkflowChains(report);
    let line = 0;
    for await (const text of lines) {
      line += 1;
      const place = { line };
      const parsed = parseLine(text, place);
      const entry = canonicalBytes(parsed.body);
      if (sha256Hex(entry) !== parsed.sha256)
        throw receiptFailed('sha256 is not the hash of the body', place, parsed.body);
      chains.accept(parsed.body, parsed.sha256, place);
      for (const kind of ['business', 'personal'] as const) checkPayload(parsed, kind, place, report);
      const missing = witness.add(leafHash(entry));
      if (missing !== null) throw receiptFailed(missing, place, parsed.body);
    }
    if (line === 0 && options.checkpoint === undefined) throw wholeFailed('the export holds no receipt');
    witness.end();
  });
}

function parseLine(text: string, place: Place): ExportLine {
  let raw: unknown;
  try {
    raw = parseStrictJson(text);
  } catch (error) {
    throw receiptFailed(`the line is not JSON: ${(error as Error).message}`, place, null);
  }
  const parsed = exportLineSchema.safeParse(raw);
  if (parsed.success) return parsed.data as ExportLine;
  throw receiptFailed(`the line is malformed: ${firstIssue(parsed.error)}`, place, (raw as ExportLine | null)?.body);
}

function checkPayload(line: ExportLine, kind: 'business' | 'personal', place: Place, report: VerifyReport): void {
  const [payload, salt, committed] = [line[kind], line[`${kind}_salt`], line.body[`${kind}_commitment`]];
  if (salt === null) {
    if (committed !== null) report.payloads.withheld += 1;
    return;
  }
  if (committed === null)
    throw receiptFailed(`a ${kind} payload is shown, but none was committed to`, place, line.body);
  if (committed !== commitmentOrNull(salt, payload)) {
    throw receiptFailed(`the ${kind} payload does not match its commitment`, place, line.body);
  }
  report.payloads.verified += 1;
}

/** A payload that has no canonical form (a number beyond 2^53, say) matches no commitment. */
function commitmentOrNull(salt: string, payload: unknown): string | null {
  try {
    return commitment(salt, payload);
  } catch {
    return null;
  }
}

/** What says whether a receipt is in the log. */
interface Witness {
  /** Why the next leaf is not in the log, or null. */
  add(leaf: Uint8Array): string | null;
  /** Throws `VerificationFailed` when the export is not all that it must be. */
  end(): void;
}

async function openWitness(options: VerifyExportOptions, report: VerifyReport): Promise<Witness> {
  const { verifierKeys = [], checkpoint: note, log } = options;
  const asksForProof = note !== undefined || log !== undefined;
  if (asksForProof !== verifierKeys.length > 0) {
    throw new TypeError('a verifier key goes with a checkpoint or a log: neither proves anything without the other');
  }
  if (!asksForProof) return { add: () => null, end: () => undefined };
  const pinned = note === undefined ? null : verifiedCheckpoint(note, verifierKeys);
  const checkpoint = log === undefined ? pinned : verifiedCheckpoint(await readCheckpoint(log), verifierKeys);
  if (checkpoint === null) throw new TypeError('no checkpoint');
  report.checkpoint = checkpoint;
  report.size = checkpoint.size;
  if (log === undefined) return wholeLogWitness(new GrowingTree([checkpoint]), checkpoint.size);
  if (pinned !== null && pinned.size > checkpoint.size)
    throw wholeFailed('the log is shorter than the checkpoint given');
  const tree = new GrowingTree(pinned === null ? [checkpoint] : [checkpoint, pinned]);
  return leafWitness(await readLeaves(log, tree, checkpoint.size), checkpoint.size);
}

/** Leaf by leaf the export must rebuild the tree under the checkpoint. Batches of 256 cost no more than one leaf. */
function wholeLogWitness(tree: GrowingTree, size: number): Witness {
  let batch: Uint8Array[] = [];
  let seen = 0;
  const flush = () => {
    tree.append(batch);
    batch = [];
  };
  return {
    add(leaf) {
      seen += 1;
      if (seen > size) return `it is not covered by the checkpoint, which ends at ${size}`;
      if (batch.push(leaf) === 256) flush();
      return null;
    },
    end() {
      if (seen < size) throw wholeFailed(`the export holds ${seen} of the ${size} receipts under the checkpoint`);
      flush();
    },
  };
}

function leafWitness(leaves: ReadonlySet<string>, size: number): Witness {
  return {
    add: (leaf) => (leaves.has(keyOf(leaf)) ? null : `it is not in the log, which has ${size} entries`),
    end: () => undefined,
  };
}

async function readLeaves(log: LogSource, tree: GrowingTree, size: number): Promise<Set<string>> {
  const leaves = new Set<string>();
  for await (const tile of ahead(tilesOfLevel(size, 0), (address) => readTile(log, address))) {
    const hashes = Array.from({ length: tile.length / 32 }, (_, i) => tile.subarray(i * 32, (i + 1) * 32));
    tree.append(hashes);
    for (const hash of hashes) leaves.add(keyOf(hash));
  }
  return leaves;
}

/** 32 bytes as 32 one-byte characters: a quarter of what a hex text would take per leaf in the set. */
const keyOf = (hash: Uint8Array): string => Buffer.from(hash.buffer, hash.byteOffset, hash.length).toString('latin1');
