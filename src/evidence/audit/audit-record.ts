import type { AuditEventRow, ReceiptRecord } from '../../../cypher/rows.js';
import type { Instant } from '../../kernel/values/instants.js';
import type { Outcome, ReceiptBody } from '../receipt/body.js';
import type { ActorOf, AuditActor } from './audit-actors.js';
import type { AUDIT_RESULTS } from './audit-event.js';

/** How it went, in R4's words. */
export type AuditResult = (typeof AUDIT_RESULTS)[number];

/** Who tells of the product's own. */
const OWN_SOURCE = 'revgraph';

/** Something that was done or refused: a receipt, or what another program reported, in R4's one shape. */
export interface AuditRecord {
  id: string;
  source: string;
  externalId: string;
  occurredAt: Instant;
  /** When we learned of it. */
  createdAt: Instant;
  /** A receipt's step, or the type that was reported. */
  eventType: string;
  entityType: string | null;
  entityId: string | null;
  action: string | null;
  actorType: AuditActor;
  actorId: string | null;
  result: AuditResult;
  /** Of a receipt it stands in its payload (`AuditDetails`). */
  requestId: string | null;
  /** The chain that evidences it. */
  workflowId: string;
  /** The receipt that it is; null of what was reported. */
  body: ReceiptBody | null;
  /** Commitment to what of a reported event may be about people; null: it has none, or is a receipt. */
  detailCommitment: string | null;
}

/** Outcomes of receipts by R4's result. A batch that was taken in part is a success whose receipt counts what was not. */
export const OUTCOMES_OF: Readonly<Record<AuditResult, readonly Outcome[]>> = {
  success: ['ALLOWED'],
  failure: ['DENIED', 'BLOCKED', 'FAILED'],
  partial: [],
};

/** The result that R4 calls an outcome. */
export const resultOf = (outcome: string): AuditResult => (outcome === 'ALLOWED' ? 'success' : 'failure');

/** A receipt in R4's shape. */
export function recordOfReceipt({ id, at, body: text }: ReceiptRecord, actorOf: ActorOf): AuditRecord {
  const body = JSON.parse(text) as ReceiptBody;
  const { workflow_step: step, resource_ref: resource, subject } = body;
  return {
    ...{ id, source: OWN_SOURCE, externalId: id, occurredAt: at, createdAt: at, eventType: step },
    entityType: resource?.type ?? null,
    entityId: resource?.id ?? null,
    // VERB_NOUN: the noun is the entity's.
    action: (step.split('_')[0] as string).toLowerCase(),
    actorType: actorOf(subject, at),
    actorId: subject.id,
    result: resultOf(body.outcome),
    requestId: null,
    workflowId: body.workflow_id,
    body,
    detailCommitment: null,
  };
}

/** A reported event in R4's shape, which it has. */
export const recordOfReported = ({ batchId, actorType, result, ...event }: AuditEventRow): AuditRecord => ({
  ...event,
  actorType: actorType as AuditActor,
  result: result as AuditResult,
  workflowId: `batch:${batchId}`,
  body: null,
});
