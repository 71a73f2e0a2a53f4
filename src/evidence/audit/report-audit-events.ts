import { z } from 'zod';
import { auditDetailsLink, auditEventsKeep, headsLock } from '../../../cypher/generated/evidence.js';
import type { KnownAuditEvent, NewAuditEvent, StoredAuditEvent } from '../../../cypher/rows.js';
import type { Caller } from '../../kernel/caller.js';
import { instantNow } from '../../kernel/clock.js';
import { type IdempotencyConflict, type Outcome, parseCommand, type SharedOutcome } from '../../kernel/outcomes.js';
import { workflowId } from '../../kernel/receipts.js';
import type { Runtime } from '../../kernel/runtime.js';
import { newId } from '../../kernel/values/ids.js';
import type { WriteStep } from '../../kernel/write-step.js';
import { canonicalText, sha256Hex } from '../receipt/canonical.js';
import { commitmentTo, newSalt } from '../receipt/payload.js';
import { type AuditReading, type ReadAuditEvent, type ReportedAuditEvent, readAuditEvent } from './audit-event.js';

/** Audit events of one batch at most. */
export const MOST_AUDIT_EVENTS = 1_000;

const command = z.strictObject({
  events: z
    .array(z.unknown())
    .min(1, 'holds at least one event')
    .max(MOST_AUDIT_EVENTS, `holds at most ${MOST_AUDIT_EVENTS} events`),
  idempotencyKey: z.string().min(1).max(200).nullish(),
});

/** What became of one event of a batch; `conflict`: its id is there with another content. */
export interface AuditEventResult {
  externalId: string | null;
  source: string | null;
  result: 'accepted' | 'duplicate' | 'conflict' | 'rejected';
  reason: string | null;
}

/** A result for each event, in the order in which they were sent. What is accepted is in the graph. */
export interface AuditEventsReported extends Outcome {
  __typename: 'AuditEventsReported';
  results: AuditEventResult[];
}

/** An event with the id and the salt that it gets, drawn before the transaction, which may run again. */
interface Drawn extends ReadAuditEvent {
  id: string;
  salt: string;
}

/**
 * Takes in what other programs report to have done, each event once by its source and external id, with one receipt for the batch
 * that has the digest of its rows (R4, audit events; ledger, What leaves a receipt). A batch may be sent again.
 */
export async function reportAuditEvents(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<AuditEventsReported | SharedOutcome> {
  const { events: sent, ...rest } = (input ?? {}) as { events?: unknown };
  // Each event is read by itself: what is wrong with one is said of it alone.
  const parsed = parseCommand(command, { ...rest, events: Array.isArray(sent) ? sent.map(() => null) : sent });
  if (!parsed.ok) return parsed.invalid;
  await runtime.unitOfWork.authorize(caller, 'reportAuditEvents');
  const arrival = { tenantId: caller.tenantId, now: instantNow(runtime.clock) };
  const items = (sent as unknown[]).map((item) => readAuditEvent(item, arrival));
  const drawn = items.flatMap((item): Drawn[] => (item.ok ? [{ ...item, id: newId(), salt: newSalt() }] : []));
  const kept = drawn.length > 0 ? await keep(runtime, caller, drawn, parsed.command.idempotencyKey) : null;
  if (kept?.__typename === 'IdempotencyConflict') return kept;
  const results = kept?.results.values() ?? [].values();
  return { __typename: 'AuditEventsReported', results: items.map((item) => told(item, results)) };
}

interface AuditEventsKept extends Outcome {
  __typename: 'AuditEventsKept';
  results: AuditEventResult['result'][];
}

function keep(
  { unitOfWork }: Runtime,
  caller: Caller,
  drawn: readonly Drawn[],
  idempotencyKey: string | null | undefined,
): Promise<AuditEventsKept | IdempotencyConflict> {
  const batchId = newId();
  const chain = { id: workflowId('batch', batchId), kind: 'batch' };
  const said = drawn.map(({ event, detail }) => [auditSha256(event), detail && sha256Hex(detail)]);
  const spec = { caller, action: 'reportAuditEvents', command: said, idempotencyKey };
  return unitOfWork.write<AuditEventsKept>(spec, async (step) => {
    await step.lock(headsLock, { heads: [chain] });
    const rows = drawn.map((one) => newAuditEvent(one, batchId, step.now));
    const events = rows.toSorted((a, b) => compare(identityOf(a.event), identityOf(b.event)));
    const known = await step.read(auditEventsKeep, { events });
    const there = new Map(known.map((row) => [identityOf(row), row]));
    const results = drawn.map((one) => resultOf(one, there.get(identityOf(one.event))));
    const accepted = rows.filter((_, n) => results[n] === 'accepted');
    if (accepted.length > 0) leaveReceipt(step, chain.id, batchId, accepted);
    return { __typename: 'AuditEventsKept', results };
  });
}

function newAuditEvent({ event, occurredAt, detail, id, salt }: Drawn, batchId: string, now: string): NewAuditEvent {
  const commitment = detail && commitmentTo(salt, detail);
  const stored = { ...event, id, occurredAt, createdAt: now, batchId, sha256: auditSha256(event) };
  return {
    event: { ...stored, detailCommitment: commitment },
    detail: detail === null ? null : { id, createdAt: now, salt, content: detail },
  };
}

/** Links details to the users they are about, and leaves the batch's receipt. */
function leaveReceipt(step: WriteStep, workflow: string, batchId: string, accepted: readonly NewAuditEvent[]): void {
  const links = accepted.flatMap(({ event, detail }) =>
    detail && event.actorId ? [{ id: event.id, userId: event.actorId }] : [],
  );
  if (links.length > 0) step.write(auditDetailsLink, { links });
  const types = new Map<string, number>();
  for (const { event } of accepted) types.set(event.eventType, (types.get(event.eventType) ?? 0) + 1);
  step.receipt({
    workflow,
    step: 'REPORT_AUDIT_EVENTS',
    outcome: 'ALLOWED',
    resource: { type: 'AuditBatch', id: batchId, version: null },
    business: {
      events: accepted.length,
      types: Object.fromEntries(types),
      rows_sha256: auditRowsDigest(accepted.map(({ event }) => event)),
    },
  });
}

/** Hex SHA-256 of what a reported event says, its time and its detail aside: those stand beside it in the digest of its batch. */
export function auditSha256(event: ReportedAuditEvent): string {
  const { source, externalId, eventType, entityType, entityId, action, actorType, actorId, result, requestId } = event;
  const said = [source, externalId, eventType, entityType, entityId, action, actorType, actorId, result, requestId];
  return sha256Hex(canonicalText(said));
}

/**
 * What a batch's receipt has of its events, whatever their order: hex SHA-256 of id, time, content and the commitment to the detail
 * of each. It holds though details are erased.
 */
export const auditRowsDigest = (
  rows: readonly Pick<StoredAuditEvent, 'id' | 'occurredAt' | 'sha256' | 'detailCommitment'>[],
): string =>
  sha256Hex(
    canonicalText(
      rows.map(({ id, occurredAt, sha256, detailCommitment }) => [id, occurredAt, sha256, detailCommitment]).sort(),
    ),
  );

const identityOf = ({ source, externalId }: { source: string; externalId: string }): string =>
  JSON.stringify([source, externalId]);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Made under this id, or by an earlier report; an erased detail is no longer compared. */
function resultOf({ event, detail, id }: Drawn, there: KnownAuditEvent | undefined): AuditEventResult['result'] {
  if (!there) return 'rejected';
  if (there.id === id) return 'accepted';
  const isErased = there.detailCommitment !== null && there.salt === null;
  const commitment = detail !== null && there.salt !== null ? commitmentTo(there.salt, detail) : null;
  const isSame = there.sha256 === auditSha256(event) && (isErased || commitment === there.detailCommitment);
  return isSame ? 'duplicate' : 'conflict';
}

function told(item: AuditReading, results: Iterator<AuditEventResult['result']>): AuditEventResult {
  if (!item.ok) return { externalId: item.externalId, source: item.source, result: 'rejected', reason: item.reason };
  const { externalId, source } = item.event;
  const result = results.next().value ?? 'rejected';
  const reason =
    result === 'conflict' ? 'externalId: an event of this source and id is there with another content' : null;
  return { externalId, source, result, reason };
}
