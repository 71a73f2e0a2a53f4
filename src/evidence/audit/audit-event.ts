import { z } from 'zod';
import { type FieldProblem, parseCommand } from '../../kernel/outcomes.js';
import { epochMs, type Instant, instantOf } from '../../kernel/values/instants.js';
import { isVisible } from '../../kernel/values/text.js';
import { fields } from '../../tenancy/index.js';
import { canonicalText } from '../receipt/canonical.js';

/** Who did it, and how it went (R4, AuditEventPayload). */
export const AUDIT_ACTORS = ['system', 'admin', 'tenant', 'visitor'] as const;
export const AUDIT_RESULTS = ['success', 'failure', 'partial'] as const;

/** Details over so many bytes of canonical JSON are refused: an audit event is no file. */
const MOST_DETAIL_BYTES = 16_384;
/** A reporter's clock may be ahead by so much. */
const MOST_AHEAD_MS = 5 * 60_000;

const reference = z.string().min(1).max(200).refine(isVisible, 'has no visible character');
const word = z.string().regex(/^[A-Za-z][\w.:-]{0,99}$/, 'is a name such as kb_uploaded');
const values = z.record(z.string(), z.unknown()).nullish();
const text = z.string().max(4_000).nullish();

const schema = z.strictObject({
  externalId: reference,
  source: reference.default('app'),
  occurredAt: fields.instant.nullish(),
  /** May stand in R4's payload; it is the key that says whose event it is. */
  tenantId: reference.nullish(),
  eventType: word,
  entityType: word.nullish(),
  entityId: reference.nullish(),
  action: word.nullish(),
  actorType: z.enum(AUDIT_ACTORS).default('system'),
  actorId: reference.nullish(),
  result: z.enum(AUDIT_RESULTS).default('success'),
  requestId: reference.nullish(),
  oldValues: values,
  newValues: values,
  changesSummary: text,
  errorMessage: text,
  ipAddress: z.string().max(64).nullish(),
  userAgent: z.string().max(500).nullish(),
});

/** What of an audit event may be about people: kept apart, and erasable. */
export interface AuditDetail {
  oldValues: Record<string, unknown> | null;
  newValues: Record<string, unknown> | null;
  changesSummary: string | null;
  errorMessage: string | null;
  ipAddress: string | null;
  userAgent: string | null;
}

/** What another program reports to have done, in R4's one shape; ids, codes and outcome. */
export interface ReportedAuditEvent {
  source: string;
  externalId: string;
  eventType: string;
  entityType: string | null;
  entityId: string | null;
  action: string | null;
  actorType: (typeof AUDIT_ACTORS)[number];
  actorId: string | null;
  result: (typeof AUDIT_RESULTS)[number];
  requestId: string | null;
}

/** One item of a batch, read: the event, when it happened, and its detail as canonical JSON (null: it says nothing of people). */
export interface ReadAuditEvent {
  event: ReportedAuditEvent;
  occurredAt: Instant;
  detail: string | null;
}

/** Read, or why not; the identity where it could be read. */
export type AuditReading =
  | ({ ok: true } & ReadAuditEvent)
  | { ok: false; externalId: string | null; source: string | null; reason: string };

/** Reads one reported event; says in one sentence, which names the field, why it cannot be taken. */
export function readAuditEvent(item: unknown, arrival: { tenantId: string; now: Instant }): AuditReading {
  const refused = (reason: string): AuditReading => ({ ok: false, ...identityIn(item), reason });
  const parsed = parseCommand(schema, item);
  if (!parsed.ok) return refused(problemIn(parsed.invalid.fields));
  const { occurredAt, tenantId, oldValues, newValues, changesSummary, errorMessage, ipAddress, userAgent, ...said } =
    parsed.command;
  if (tenantId && tenantId !== arrival.tenantId) return refused('tenantId: is not the tenant of whoever reports');
  const at = occurredAt ? instantOf(epochMs(occurredAt)) : arrival.now;
  if (epochMs(at) - epochMs(arrival.now) > MOST_AHEAD_MS) return refused('occurredAt: lies more than 5 minutes ahead');
  const detail = detailText({
    oldValues: oldValues ?? null,
    newValues: newValues ?? null,
    changesSummary: changesSummary ?? null,
    errorMessage: errorMessage ?? null,
    ipAddress: ipAddress ?? null,
    userAgent: userAgent ?? null,
  });
  if (detail === undefined) {
    return refused(
      `newValues: all details together hold more than ${MOST_DETAIL_BYTES} bytes, or what is not plain JSON`,
    );
  }
  const event = {
    ...said,
    entityType: said.entityType ?? null,
    entityId: said.entityId ?? null,
    action: said.action ?? null,
    actorId: said.actorId ?? null,
    requestId: said.requestId ?? null,
  };
  return { ok: true, event, occurredAt: at, detail };
}

/** Canonical JSON; null when nothing is said, undefined when it cannot be kept. */
function detailText(detail: AuditDetail): string | null | undefined {
  if (Object.values(detail).every((value) => value === null)) return null;
  try {
    const canonical = canonicalText(detail);
    return Buffer.byteLength(canonical) > MOST_DETAIL_BYTES ? undefined : canonical;
  } catch {
    return undefined;
  }
}

function problemIn([field]: readonly FieldProblem[]): string {
  const message = field?.message ?? 'cannot be read';
  return `${field?.path || 'event'}: ${/received undefined$/.test(message) ? 'is missing' : message}`;
}

function identityIn(item: unknown): { externalId: string | null; source: string | null } {
  const { externalId, source } = (typeof item === 'object' && item !== null ? item : {}) as Record<string, unknown>;
  const named = (value: unknown) => (typeof value === 'string' ? value.slice(0, 200) : null);
  return { externalId: named(externalId), source: named(source) };
}
