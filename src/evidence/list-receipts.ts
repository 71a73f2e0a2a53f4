import {
  payloadsFindByIds,
  policyDecisionsFindByIds,
  receiptsFindByIds,
  receiptsList,
  receiptsListByResource,
  receiptsListByStep,
  receiptsListBySubject,
  receiptsListByWorkflow,
} from '../../cypher/generated/evidence.js';
import type { PayloadRow, PolicyDecisionRow, ReceiptRecord } from '../../cypher/rows.js';
import { CodedError } from '../kernel/errors.js';
import type { Runtime } from '../kernel/runtime.js';
import type { Instant } from '../kernel/values/instants.js';
import { pageBack } from '../kernel/values/newest-first.js';

export type { ReceiptRecord };

type Reading = Pick<Runtime, 'graph'>;

/** At most one of the first four narrows a list: each has its own index. The period goes with each of them. */
export interface ReceiptFilter {
  resourceId?: string | null | undefined;
  workflowId?: string | null | undefined;
  step?: string | null | undefined;
  subjectId?: string | null | undefined;
  /** Inclusive. */
  from?: Instant | null | undefined;
  /** Exclusive. */
  to?: Instant | null | undefined;
}

/** Behind which receipt a page begins: of a workflow by its sequence, else by time and id. */
export type AfterReceipt = { seq: number } | { at: Instant; id: string };

/**
 * Lists a tenant's receipts: a workflow's in the order of its chain, all others newest first. Throws BAD_USER_INPUT for
 * two filters that have no index together.
 */
export async function listReceipts(
  { graph }: Reading,
  tenantId: string,
  filter: ReceiptFilter,
  page: { after: AfterReceipt | null; most: number },
): Promise<ReceiptRecord[]> {
  const { resourceId, workflowId, step, subjectId } = filter;
  const given = Object.entries({ resourceId, workflowId, step, subjectId }).filter(([, value]) => value);
  if (given.length > 1) {
    const names = given.map(([name]) => name).join(' and ');
    throw new CodedError('BAD_USER_INPUT', `filter: ${names} cannot be combined; take one of them.`);
  }
  const { most, after } = page;
  if (workflowId) {
    const { from, before } = pageBack(filter, { after: null, most });
    const afterSeq = after && 'seq' in after ? after.seq : 0;
    return graph.read(receiptsListByWorkflow, tenantId, { workflowId, afterSeq, from, before, most });
  }
  const range = pageBack(filter, { after: after && 'at' in after ? after : null, most });
  if (resourceId) return graph.read(receiptsListByResource, tenantId, { resourceId, ...range });
  if (step) return graph.read(receiptsListByStep, tenantId, { step, ...range });
  if (subjectId) return graph.read(receiptsListBySubject, tenantId, { subjectId, ...range });
  return graph.read(receiptsList, tenantId, range);
}

/** Reads receipts by their ids; what is not the tenant's is left out. */
export const receiptsById = ({ graph }: Reading, tenantId: string, ids: readonly string[]): Promise<ReceiptRecord[]> =>
  graph.read(receiptsFindByIds, tenantId, { ids });

/** What stands behind a receipt; null where it has none, or it is gone. */
export interface ReceiptPayloads {
  /** The receipt's. */
  id: string;
  business: PayloadRow | null;
  personal: PayloadRow | null;
  /** Payloads that left when their time was up; what is gone else was erased. */
  removed: string[];
}

/** Reads the payloads of receipts. Who may see which is for the caller of this to ask (`visiblePayloads`). */
export const payloadsById = (
  { graph }: Reading,
  tenantId: string,
  ids: readonly string[],
): Promise<ReceiptPayloads[]> => graph.read(payloadsFindByIds, tenantId, { ids });

/** A verdict of a policy, with what it applies to and the receipt that holds its facts. */
export interface PolicyDecision extends Omit<PolicyDecisionRow, 'content'> {
  /** Null once the receipt's business payload is removed. */
  verdict: StoredVerdict | null;
}

/** A policy's verdict as a receipt keeps it. */
export type StoredVerdict = Record<string, unknown>;

/** The verdict that a receipt's business payload holds (ledger, Body), without the facts; null once the payload is removed. */
export function verdictIn(content: string | null): StoredVerdict | null {
  if (content === null) return null;
  const { policy_decision } = JSON.parse(content) as { policy_decision: StoredVerdict };
  const { facts: _facts, package: _package, ...verdict } = policy_decision;
  return verdict;
}

/** Reads one decision of a policy; null when there is none. */
export async function policyDecision({ graph }: Reading, tenantId: string, id: string): Promise<PolicyDecision | null> {
  const [row] = await graph.read(policyDecisionsFindByIds, tenantId, { ids: [id] });
  if (!row) return null;
  const { content, ...decision } = row;
  return { ...decision, verdict: verdictIn(content) };
}
