import { z } from 'zod';
import { defineSection } from '../tenancy/index.js';

/** For how many days what a tenant told us is kept (R4, Retention); counted from when it came in. */
export interface RetentionTerms {
  /** Metered events, once they are summed up. */
  meteredEventDays: number;
  /** What other programs reported to have done. */
  reportedAuditDays: number;
  cataloguedEventDays: number;
  /** Payloads of receipts of deals, leads and administration. */
  longPayloadDays: number;
  /** Payloads of receipts of activity and batches. */
  shortPayloadDays: number;
}

/** Where neither plan nor configuration says otherwise: R4's 30 days and 2 years, and 7 years for what was decided. */
export const DEFAULT_RETENTION: RetentionTerms = {
  meteredEventDays: 30,
  reportedAuditDays: 730,
  cataloguedEventDays: 730,
  longPayloadDays: 2_557,
  shortPayloadDays: 730,
};

/** A hundred years. */
const MOST_DAYS = 36_525;
/** Evidence that leaves sooner could not be asked for by anybody. */
const LEAST_EVIDENCE_DAYS = 30;

const days = (least: number, what: string, otherwise: number) =>
  z
    .int()
    .min(least)
    .max(MOST_DAYS)
    .optional()
    .describe(`Days that ${what} are kept; ${otherwise}, or as the plan says.`);

const retention = z.strictObject({
  metered_event_days: days(1, 'metered events', DEFAULT_RETENTION.meteredEventDays),
  reported_audit_days: days(LEAST_EVIDENCE_DAYS, 'reported audit events', DEFAULT_RETENTION.reportedAuditDays),
  catalogued_event_days: days(LEAST_EVIDENCE_DAYS, 'catalogued events', DEFAULT_RETENTION.cataloguedEventDays),
  long_payload_days: days(
    LEAST_EVIDENCE_DAYS,
    'payloads of receipts of deals, leads and administration',
    DEFAULT_RETENTION.longPayloadDays,
  ),
  short_payload_days: days(
    LEAST_EVIDENCE_DAYS,
    'payloads of receipts of activity and batches',
    DEFAULT_RETENTION.shortPayloadDays,
  ),
});

/** The section's name among those of a configuration, which has it only when it says something. */
export const RETENTION_SECTION = 'retention';

/** The `retention` key: how long a tenant keeps what can leave. */
export const retentionSection = defineSection({
  name: RETENTION_SECTION,
  shape: { retention: retention.optional() },
  normalise({ retention: raw }): { data: Partial<RetentionTerms> | undefined } {
    if (!raw) return { data: undefined };
    const said = {
      meteredEventDays: raw.metered_event_days,
      reportedAuditDays: raw.reported_audit_days,
      cataloguedEventDays: raw.catalogued_event_days,
      longPayloadDays: raw.long_payload_days,
      shortPayloadDays: raw.short_payload_days,
    };
    return { data: Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) };
  },
});
