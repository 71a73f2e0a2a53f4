import { z } from 'zod';
import {
  auditEventLock,
  auditResolutionInsert,
  auditResolutionsFindByEvents,
} from '../../../cypher/generated/evidence.js';
import type { AuditResolutionRow } from '../../../cypher/rows.js';
import type { Caller } from '../../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome } from '../../kernel/outcomes.js';
import { workflowId } from '../../kernel/receipts.js';
import type { Runtime } from '../../kernel/runtime.js';
import { newId } from '../../kernel/values/ids.js';
import { fields } from '../../tenancy/index.js';

export type { AuditResolutionRow };

interface AuditEventResolved extends Outcome {
  __typename: 'AuditEventResolved';
  eventId: string;
}

/** Somebody was quicker: theirs stands. */
interface AuditEventAlreadyResolved extends Outcome {
  __typename: 'AuditEventAlreadyResolved';
  eventId: string;
  message: string;
}

const schema = z.strictObject({
  eventId: fields.id,
  reasonCode: z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/, 'is a code such as FALSE_ALARM'),
  note: z.string().trim().min(1).max(2_000).nullish(),
  idempotencyKey: fields.idempotencyKey,
});

/**
 * Marks an audit event, a receipt or a reported one, as resolved: by whom, when and with which reason code (R4, resolve_audit_event).
 * The event itself stays as it is; a note is personal, and stands in the receipt alone.
 */
export async function resolveAuditEvent(
  { unitOfWork }: Pick<Runtime, 'unitOfWork'>,
  caller: Caller,
  input: unknown,
): Promise<AuditEventResolved | AuditEventAlreadyResolved | SharedOutcome> {
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const { eventId, reasonCode, note } = command;
  const id = newId();
  const chain = { id: workflowId('admin', `audit:${eventId}`), kind: 'admin' };
  const spec = { caller, action: 'resolveAuditEvent', command, idempotencyKey };
  return unitOfWork.write<AuditEventResolved | AuditEventAlreadyResolved | SharedOutcome>(spec, async (step) => {
    const locked = await step.lock(auditEventLock, { heads: [chain], eventId });
    if (!locked?.isThere) return notFound('audit event');
    if (locked.resolution) {
      const message = `It was resolved at ${locked.resolution.createdAt} as ${locked.resolution.reasonCode}.`;
      return { __typename: 'AuditEventAlreadyResolved', eventId, message };
    }
    const resolution = { id, createdAt: step.now, eventId, reasonCode, resolvedBy: caller.id };
    step.write(auditResolutionInsert, { resolution });
    step.receipt({
      workflow: chain.id,
      step: 'RESOLVE_AUDIT_EVENT',
      outcome: 'ALLOWED',
      resource: { type: 'AuditResolution', id, version: null },
      business: { reason_code: reasonCode, snapshot: [{ type: 'AuditResolution', ...resolution }] },
      personal: note ? { content: { note }, about: [caller.id] } : null,
    });
    return { __typename: 'AuditEventResolved', eventId };
  });
}

/** What was resolved of some audit events. */
export const auditResolutions = (
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  ids: readonly string[],
): Promise<AuditResolutionRow[]> => graph.read(auditResolutionsFindByEvents, tenantId, { ids });
