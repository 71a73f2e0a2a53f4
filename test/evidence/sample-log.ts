import { type Checkpoint, signCheckpoint } from '../../src/evidence/log/checkpoint.js';
import { deriveLogKey, type LogKey } from '../../src/evidence/log/keys.js';
import { appendLeaves, EMPTY_EDGE, leafHash } from '../../src/evidence/log/merkle.js';
import { encodeBundle, tilePath, tilesOfLevel } from '../../src/evidence/log/tiles.js';
import type { ExportLine, WorkflowKind } from '../../src/evidence/receipt/body.js';
import { type ChainedReceipt, chainReceipt, emptyHead, type WorkflowHead } from '../../src/evidence/receipt/chain.js';
import { commitment } from '../../src/evidence/receipt/payload.js';
import type { LogSource } from '../../src/evidence/verify/log-source.js';

/** An id that is the same in every run: UUIDv7 form, told apart by a number. */
const sampleId = (n: number): string => `01936d2e-7c1a-7000-8000-${n.toString(16).padStart(12, '0')}`;

export const TENANT = sampleId(1);
export const LOG_KEY: LogKey = deriveLogKey('5a'.repeat(32), 'revgraph.example', TENANT, 1);

/** A receipt with its payloads, as it would be exported. */
export interface SampleReceipt extends ChainedReceipt {
  line: ExportLine;
}

/**
 * So many receipts, round-robin over a few workflows in log order: even workflows are leads, odd ones are deals that name the lead
 * before them as their parent. Every receipt has a business payload, every third a personal one.
 */
export function sampleReceipts(count: number, workflows = 4): SampleReceipt[] {
  const heads: WorkflowHead[] = Array.from({ length: workflows }, (_, i) =>
    emptyHead(sampleId(0x100 + i), (i % 2 === 0 ? 'lead' : 'deal') satisfies WorkflowKind),
  );
  return Array.from({ length: count }, (_, n) => {
    const at = n % workflows;
    const head = heads[at] as WorkflowHead;
    const lead = heads[at - 1];
    const business = { amount_minor: n * 100, currency: 'USD', rule_ids: ['discount.manager'] };
    const personal = n % 3 === 0 ? { comment: `grüße № ${n}` } : null;
    const salt = (kind: number) => `${kind}${n.toString(16)}`.padStart(32, '0');
    const receipt = chainReceipt(head, {
      id: sampleId(0x10000 + n),
      tenant_id: TENANT,
      workflow_step: head.kind === 'lead' ? 'ROUTE_LEAD' : 'EVALUATE_QUOTE',
      outcome: 'ALLOWED',
      subject: { type: 'user', id: sampleId(2) },
      on_behalf_of: null,
      resource_ref: { type: head.kind === 'lead' ? 'Lead' : 'Quote', id: sampleId(0x200 + at), version: head.seq + 1 },
      policy: {
        package: 'discount_approvals',
        version: 'c'.repeat(64),
        config_version: 1,
        config_sha256: 'd'.repeat(64),
      },
      business_commitment: commitment(salt(1), business),
      personal_commitment: personal === null ? null : commitment(salt(2), personal),
      timestamp: new Date(Date.UTC(2026, 10, 20, 10, 0, 0, 0) + n * 7).toISOString(),
      parent:
        head.kind === 'deal' && head.seq === 0 && lead?.sha256
          ? { workflow_id: lead.workflowId, seq: lead.seq, sha256: lead.sha256 }
          : null,
    });
    heads[at] = receipt.head;
    const line: ExportLine = {
      body: receipt.body,
      sha256: receipt.sha256,
      business,
      business_salt: salt(1),
      personal,
      personal_salt: personal === null ? null : salt(2),
    };
    return { ...receipt, line };
  });
}

/** The lines of an export. */
export const linesOf = (receipts: SampleReceipt[]): string[] => receipts.map(({ line }) => JSON.stringify(line));

/** The head of a log with these entries. */
export function headOf(entries: Uint8Array[]): Checkpoint {
  const { root } = appendLeaves(EMPTY_EDGE, entries.map(leafHash));
  return { origin: LOG_KEY.name, size: entries.length, root };
}

export const checkpointOf = (receipts: SampleReceipt[], keys: LogKey[] = [LOG_KEY]): string =>
  signCheckpoint(headOf(entriesOf(receipts)), keys);

export const entriesOf = (receipts: SampleReceipt[]): Buffer[] =>
  receipts.map(({ canonical }) => Buffer.from(canonical));

/** All static resources of a log, by path: to be read, and to be tampered with. */
export function logFiles(entries: Uint8Array[], keys: LogKey[] = [LOG_KEY]): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const { edge, fullTiles } = appendLeaves(EMPTY_EDGE, entries.map(leafHash));
  for (const { level, index, data } of fullTiles) files.set(tilePath({ level, index, width: 256 }), data);
  edge.levels.forEach((data, level) => {
    const partial = [...tilesOfLevel(edge.size, level)].find(({ width }) => width < 256);
    if (partial !== undefined) files.set(tilePath(partial), data);
  });
  for (const bundle of tilesOfLevel(entries.length, 'entries')) {
    files.set(tilePath(bundle), encodeBundle(entries.slice(bundle.index * 256, bundle.index * 256 + bundle.width)));
  }
  files.set('checkpoint', Buffer.from(signCheckpoint(headOf(entries), keys)));
  return files;
}

/** A log in memory. */
export const memoryLog = (files: Map<string, Uint8Array>): LogSource => ({
  read: async (path, maxBytes) => {
    const data = files.get(path) ?? null;
    if (data !== null && data.length > maxBytes) throw new Error(`${path} is larger than asked for`);
    return data;
  },
});
