import { logHeadLock, receiptsFindSealed, receiptsSeal } from '../../cypher/generated/evidence.js';
import type { UnsealedRow } from '../../cypher/rows.js';
import type { Clock } from '../kernel/clock.js';
import { instantNow } from '../kernel/clock.js';
import type { Graph, GraphTransaction } from '../kernel/graph.js';
import { signCheckpoint } from './log/checkpoint.js';
import { deriveLogKey, type LogKey, logOrigin } from './log/keys.js';
import { appendLeaves, decodeEdge, encodeEdge, type FullTile, leafHash } from './log/merkle.js';

/** Receipts sealed in one transaction: above 2,000 the commit grows faster than the gain. */
const MOST_AT_ONCE = 2_000;

/** What signs the logs of all tenants. */
export interface LogSettings {
  graph: Graph;
  clock: Clock;
  /** First part of every log's origin, such as `revgraph.example`. */
  name: string;
  /** 64 hexadecimal digits, from which each tenant's key is derived. */
  masterSecret: string;
}

/**
 * Seals a tenant's next receipts into its log: places, full tiles and signed checkpoint in one transaction, behind the
 * lock of the log's head, so that two sealers seal once. Gives how many were sealed, and the log's size.
 */
export async function sealNext(settings: LogSettings, tenantId: string): Promise<{ sealed: number; size: number }> {
  return settings.graph.transact(async (tx) => {
    const at = instantNow(settings.clock);
    const [log] = await tx.run(logHeadLock, { tenantId, most: MOST_AT_ONCE, at, edge: new Int8Array(0) });
    if (!log) throw new Error(`The log of ${tenantId} could not be locked`);
    const ready = await withoutGaps(tx, tenantId, log.waiting);
    if (ready.length === 0) return { commit: false, value: { sealed: 0, size: log.size } };
    const entries = inOrder(ready);
    const grown = appendLeaves(
      decodeEdge(log.size, unsigned(log.edge)),
      entries.map(({ body }) => leafHash(Buffer.from(body, 'utf8'))),
    );
    const { size } = grown.edge;
    const key = tenantLogKey(settings, tenantId, log.generation);
    await tx.run(receiptsSeal, {
      tenantId,
      sealed: entries.map(({ id }, index) => ({ id, leafIndex: log.size + index })),
      tiles: grown.fullTiles.map(storedTile),
      size,
      edge: signed(encodeEdge(grown.edge)),
      note: signCheckpoint({ origin: logOrigin(settings.name, tenantId), size, root: grown.root }, [key]),
      at,
    });
    return { commit: true, value: { sealed: entries.length, size } };
  });
}

const keys = new Map<string, LogKey>();
const MOST_KEYS = 10_000;

/** The key of a tenant's log; derived once a process. */
export function tenantLogKey(
  { name, masterSecret }: Omit<LogSettings, 'graph' | 'clock'>,
  tenantId: string,
  generation: number,
): LogKey {
  const at = `${name} ${tenantId} ${generation}`;
  const known = keys.get(at);
  if (known) return known;
  if (keys.size >= MOST_KEYS) keys.clear();
  const derived = deriveLogKey(masterSecret, name, tenantId, generation);
  keys.set(at, derived);
  return derived;
}

/**
 * A reader may see a chain's receipt that was committed while it read, and not the one before. What follows a gap waits
 * for the next round: only links whose predecessor is sealed, or comes with them, are given.
 */
async function withoutGaps(tx: GraphTransaction, tenantId: string, waiting: UnsealedRow[]): Promise<UnsealedRow[]> {
  const first = new Map<string, number>();
  for (const { workflowId, workflowSeq } of waiting) if (!first.has(workflowId)) first.set(workflowId, workflowSeq);
  const links = [...first]
    .filter(([, seq]) => seq > 1)
    .map(([workflowId, seq]) => ({ workflowId, workflowSeq: seq - 1 }));
  const found = links.length > 0 ? await tx.run(receiptsFindSealed, { tenantId, links }) : [];
  const next = new Map([...first].filter(([, seq]) => seq === 1));
  for (const { workflowId } of found) next.set(workflowId, first.get(workflowId) as number);
  return waiting.filter(({ workflowId, workflowSeq }) => {
    if (next.get(workflowId) !== workflowSeq) return false;
    next.set(workflowId, workflowSeq + 1);
    return true;
  });
}

/** By time over all chains; within a chain time never runs back, and equal times keep their sequence. */
function inOrder(receipts: UnsealedRow[]): UnsealedRow[] {
  return receipts.sort((a, b) =>
    a.createdAt < b.createdAt
      ? -1
      : a.createdAt > b.createdAt
        ? 1
        : a.workflowId < b.workflowId
          ? -1
          : a.workflowId > b.workflowId
            ? 1
            : a.workflowSeq - b.workflowSeq,
  );
}

/** The driver stores bytes as such only from an Int8Array; a Buffer would become a list of numbers. */
const signed = (bytes: Uint8Array): Int8Array => new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Stored bytes as they were. */
export const unsigned = (bytes: Int8Array): Uint8Array =>
  new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const storedTile = ({ level, index, data }: FullTile) => ({ level, index, data: signed(data) });
