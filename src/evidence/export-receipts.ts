import {
  logHeadFind,
  receiptsListChain,
  receiptsListLeaves,
  receiptWorkflowsListByResource,
  workflowFind,
} from '../../cypher/generated/evidence.js';
import type { PayloadRow, StoredReceipt } from '../../cypher/rows.js';
import type { Caller } from '../kernel/caller.js';
import { DefectError } from '../kernel/errors.js';
import { type NotFound, notFound } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import type { PlanLimitReached } from './counted-export.js';
import { type PayloadRights, payloadRights } from './payload-rights.js';
import type { EvidenceRuntime } from './runtime.js';

/** What is exported: one workflow; every workflow in which a resource occurs, each whole; or the whole log in its order. */
export type ExportSelection = { workflowId: string } | { resourceId: string } | { all: true };

/** An export that may begin. */
export interface ReceiptExport {
  __typename: 'ReceiptExport';
  /** Receipts in the log at this moment: the most that can come. */
  most: number;
  /** Export lines (docs/receipt-format.md), some at a time, each ending in a newline; read as they are taken. */
  text: AsyncGenerator<string>;
}

/** Receipts read at a time: with a policy's facts about 2 MB. */
const PAGE = 200;

/**
 * Exports sealed receipts as lines that verify offline, up to the log's size at this moment. Payloads that the caller may
 * not see, or does not want (`personal: false`), are withheld as null. The export itself is counted under the plan, and leaves a
 * receipt in the caller's activity chain, before its first line.
 */
export async function exportReceipts(
  runtime: Pick<EvidenceRuntime, 'graph' | 'countExport'>,
  caller: Caller,
  selection: ExportSelection,
  { personal = true }: { personal?: boolean } = {},
): Promise<ReceiptExport | NotFound | PlanLimitReached> {
  const workflows = await workflowsOf(runtime, caller.tenantId, selection);
  if (workflows?.length === 0) return notFound('workflowId' in selection ? 'workflow' : 'resource');
  const [log] = await runtime.graph.read(logHeadFind, caller.tenantId, {});
  const size = log?.size ?? 0;
  const rights = (kind: string): PayloadRights => {
    const may = payloadRights(caller, kind);
    return { ...may, personal: may.personal && personal };
  };
  const counted = await runtime.countExport(caller, {
    action: 'exportReceipts',
    command: selection,
    step: 'EXPORT_RECEIPTS',
    resource: resourceOf(caller.tenantId, selection),
    business: {
      selection: 'all' in selection ? 'all' : selection,
      log_size: size,
      personal_payloads: rights('deal').personal,
    },
  });
  if (counted.__typename === 'PlanLimitReached') return counted;
  if (counted.__typename === 'IdempotencyConflict') throw new DefectError('An export without a key had one');
  const reading = { graph: runtime.graph, tenantId: caller.tenantId, size };
  return {
    __typename: 'ReceiptExport',
    most: size,
    text: linesFor(rights, workflows ? chains(reading, workflows) : leaves(reading)),
  };
}

/** Null for the whole log; empty when what is selected is not there. */
async function workflowsOf(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  selection: ExportSelection,
): Promise<string[] | null> {
  if ('all' in selection) return null;
  if ('workflowId' in selection) {
    const { workflowId } = selection;
    return (await graph.read(workflowFind, tenantId, { workflowId })).map(({ id }) => id);
  }
  const rows = await graph.read(receiptWorkflowsListByResource, tenantId, selection);
  return rows.map(({ workflowId }) => workflowId).sort();
}

function resourceOf(tenantId: string, selection: ExportSelection) {
  if ('workflowId' in selection) return { type: 'RevWorkflow', id: selection.workflowId, version: null };
  if ('resourceId' in selection) return { type: 'Resource', id: selection.resourceId, version: null };
  return { type: 'Log', id: tenantId, version: null };
}

interface Reading {
  graph: Runtime['graph'];
  tenantId: string;
  size: number;
}

async function* leaves({ graph, tenantId, size }: Reading): AsyncGenerator<StoredReceipt[]> {
  for (let from = 0; from < size; from += PAGE) {
    yield graph.read(receiptsListLeaves, tenantId, { from, to: Math.min(from + PAGE, size) });
  }
}

async function* chains({ graph, tenantId, size }: Reading, workflows: string[]): AsyncGenerator<StoredReceipt[]> {
  for (const workflowId of workflows) {
    for (let afterSeq = 0; ; afterSeq += PAGE) {
      const page = await graph.read(receiptsListChain, tenantId, { workflowId, afterSeq, most: PAGE });
      const sealed = page.filter(({ leafIndex }) => leafIndex !== null && leafIndex < size);
      yield sealed;
      if (sealed.length < PAGE) break;
    }
  }
}

async function* linesFor(
  rights: (kind: string) => PayloadRights,
  pages: AsyncGenerator<StoredReceipt[]>,
): AsyncGenerator<string> {
  for await (const page of pages) {
    const lines = page.map((row) => {
      const may = rights(row.workflowKind);
      return exportLine(row, may.business ? row.business : null, may.personal ? row.personal : null);
    });
    if (lines.length > 0) yield lines.join('');
  }
}

/** Bodies and payloads are stored as canonical JSON: they go out as they are, and are hashed as such. */
function exportLine({ body, sha256 }: StoredReceipt, business: PayloadRow | null, personal: PayloadRow | null): string {
  const salt = (payload: PayloadRow | null) => (payload ? `"${payload.salt}"` : 'null');
  return `{"body":${body},"sha256":"${sha256}","business":${business?.content ?? 'null'},"business_salt":${salt(
    business,
  )},"personal":${personal?.content ?? 'null'},"personal_salt":${salt(personal)}}\n`;
}
