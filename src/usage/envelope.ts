import { z } from 'zod';
import { canonicalText, textDigest } from '../evidence/index.js';
import { type InvalidInput, parseCommand } from '../kernel/outcomes.js';
import { epochMs, type Instant, instantOf } from '../kernel/values/instants.js';
import { isVisible } from '../kernel/values/text.js';
import { fields } from '../tenancy/index.js';
import type { EventSender } from './catalogue.js';
import { type ArrivedEvent, SEAT_TYPES_AT_EVENT } from './event.js';
import type { TenantCatalogue } from './tenant-catalogue.js';

/** Metadata over so many bytes of canonical JSON is refused: an event is no file. */
const MAX_METADATA_BYTES = 16_384;
/** A sender's clock may be ahead by so much. */
export const MAX_AHEAD_MS = 5 * 60_000;
const METADATA_TOO_LARGE = `metadata: holds more than ${MAX_METADATA_BYTES} bytes, or what is not plain JSON`;
const DAY_MS = 86_400_000;
/** Whoever could take the ids of Stripe's events first would keep the real ones out. */
const STRIPE = 'stripe';

const reference = z.string().min(1).max(200).refine(isVisible, 'has no visible character');
const optional = reference.nullish();

/** The plain envelope (R1); CloudEvents are turned into it. Instants are ISO 8601 with an offset. */
const envelopeSchema = z.strictObject({
  /** May stand in R4's payload; it is the key that says whose event it is. */
  tenantId: optional,
  externalId: reference,
  source: reference,
  type: reference,
  category: reference.nullish(),
  occurredAt: fields.instant.nullish(),
  userId: optional,
  workspaceId: optional,
  sessionId: optional,
  seatType: z.enum(SEAT_TYPES_AT_EVENT).nullish(),
  entitlement: optional,
  amount: z
    .string()
    .regex(/^-?\d{1,24}(\.\d{1,18})?$/, 'must be a decimal as text, such as "12.50"')
    .nullish(),
  currency: z
    .string()
    .regex(/^[A-Za-z0-9]{2,12}$/, 'must be an ISO 4217 code or the code of a crypto asset')
    .nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
});

/** What a sender says of an event. */
type Given = Omit<z.output<typeof envelopeSchema>, 'tenantId'>;

/** Parsed, or why not; `externalId` and `source` where they could be read. */
export type Parsed =
  | { ok: true; event: ArrivedEvent }
  | { ok: false; externalId: string | null; source: string | null; reason: string };

/** Who sends, when it came in, and which types the tenant has. */
export interface Arrival {
  tenantId: string;
  sender: EventSender;
  now: Instant;
  catalogue: TenantCatalogue;
}

/** Reads one event; says in one sentence, which names the field, why it cannot be taken. */
export function parseEvent(item: unknown, { tenantId, sender, now, catalogue }: Arrival): Parsed {
  const refused = (reason: string): Parsed => ({ ok: false, ...namesOf(item), reason });
  const parsed = parseCommand(envelopeSchema, item);
  if (!parsed.ok) return refused(problemOf(parsed.invalid, ''));
  const { tenantId: named, ...given } = parsed.command;
  if (named && named !== tenantId) return refused('tenantId: is not the tenant of whoever sends');
  if (given.source === STRIPE && sender !== 'product')
    return refused('source: "stripe" is kept for what Stripe itself tells');
  const type = catalogue.typeOf(given.type);
  if (!type) return refused(unknownType(given.type, catalogue));
  const unsendable = sender !== 'product' && !type.senders.includes(sender);
  if (unsendable) return refused(`type: "${given.type}" is not for a ${sender} to send`);
  if (given.category && given.category !== type.category) {
    return refused(`category: ${given.type} belongs to ${type.category}, not to ${given.category}`);
  }
  if ((given.amount == null) !== (given.currency == null))
    return refused('amount: an amount and its currency come together');
  // Before a tenant's schema looks at it: what that costs grows with what it looks at.
  if (!isSmall(given.metadata ?? {})) return refused(METADATA_TOO_LARGE);
  const metadata = parseCommand(type.metadata, given.metadata ?? {});
  if (!metadata.ok) return refused(problemOf(metadata.invalid, 'metadata'));
  if (type.dedup.rule === 'once_a_session' && !given.sessionId) {
    return refused(`sessionId: ${given.type} is counted once a session, so it names one (X-Session-Id)`);
  }
  const occurredAt = given.occurredAt ? instantOf(epochMs(given.occurredAt)) : now;
  const late = untimely(occurredAt, now, type.retention === 'metered' ? catalogue.meteredDaysBack : null);
  if (late) return refused(late);
  const content = contentOf(given, metadata.command);
  if (content === null) return refused(METADATA_TOO_LARGE);
  const event = { type, name: given.type, occurredAt, metadata: metadata.command, contentSha256: textDigest(content) };
  return { ok: true, event: { ...namedBy(given), ...event } };
}

function unknownType(name: string, catalogue: TenantCatalogue): string {
  const near = catalogue.nearest(name);
  return `type: "${name}" is in no catalogue of yours${near ? `; did you mean "${near}"?` : ''}`;
}

/** Who and what an event is about, as it was given. */
function namedBy(given: Given) {
  return {
    source: given.source,
    externalId: given.externalId,
    userId: given.userId ?? null,
    workspaceId: given.workspaceId ?? null,
    sessionId: given.sessionId ?? null,
    seatType: given.seatType ?? null,
    entitlement: given.entitlement ?? null,
    amount: given.amount ?? null,
    asset: given.currency?.toUpperCase() ?? null,
  };
}

/** Events from the future are wrong clocks; metered ones close after a while, so that what was billed on them stays. */
function untimely(occurredAt: Instant, now: Instant, daysBack: number | null): string | null {
  const ahead = epochMs(occurredAt) - epochMs(now);
  if (ahead > MAX_AHEAD_MS) return 'occurredAt: lies more than 5 minutes ahead';
  if (daysBack !== null && -ahead > daysBack * DAY_MS) return `occurredAt: lies more than ${daysBack} days back`;
  return null;
}

/** What a sender said, as text that is the same whenever they say the same: a time that was not given is not part of it. */
function contentOf(given: Given, metadata: Record<string, unknown>): string | null {
  try {
    const said = Object.fromEntries(Object.entries({ ...given, metadata }).filter(([, value]) => value != null));
    return canonicalText(said);
  } catch {
    return null;
  }
}

/** Whether it is no file. As long as its canonical form, which is JSON of the same members in another order; what has none is refused later. */
function isSmall(metadata: Record<string, unknown>): boolean {
  try {
    return Buffer.byteLength(JSON.stringify(metadata)) <= MAX_METADATA_BYTES;
  } catch {
    return false;
  }
}

function problemOf({ fields }: InvalidInput, under: string): string {
  const [field] = fields;
  const path = [under, field?.path ?? ''].filter((part) => part !== '').join('.');
  return `${path || 'event'}: ${field?.message ?? 'cannot be read'}`;
}

function namesOf(item: unknown): { externalId: string | null; source: string | null } {
  const { externalId, source } = (typeof item === 'object' && item !== null ? item : {}) as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 200) : null);
  return { externalId: text(externalId), source: text(source) };
}
