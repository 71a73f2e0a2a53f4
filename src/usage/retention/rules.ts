import type { RetentionTerms } from '../../entitlements/index.js';
import { type Instant, instantOf } from '../../kernel/values/instants.js';
import type { UsageSettings } from '../settings.js';

const DAY_MS = 86_400_000;
/** Identities stay longer than events are taken by so much: clocks of two processes may be hours apart. */
const DAYS_OVER = 1;

/** A rule under which something leaves: what came in before an instant, or happened before it where it says so. */
export interface RetentionRule {
  /** As the configuration calls it. */
  rule: 'metered_event_days' | 'catalogued_event_days' | 'reported_audit_days' | 'metered_days_back';
  days: number;
  /** Exclusive. */
  until: Instant;
}

/** The rules of a tenant at an instant (ms since 1970), by what they remove. */
export function retentionRules(
  terms: Pick<RetentionTerms, 'meteredEventDays' | 'cataloguedEventDays' | 'reportedAuditDays'>,
  { meteredDaysBack }: Pick<UsageSettings, 'meteredDaysBack'>,
  now: number,
) {
  const ruleOf = (rule: RetentionRule['rule'], days: number): RetentionRule => ({
    ...{ rule, days, until: instantOf(now - days * DAY_MS) },
  });
  return {
    metered: ruleOf('metered_event_days', terms.meteredEventDays),
    catalogued: ruleOf('catalogued_event_days', terms.cataloguedEventDays),
    reported: ruleOf('reported_audit_days', terms.reportedAuditDays),
    /** What is left of metered events, once none that happened then is taken any more. */
    identities: ruleOf('metered_days_back', meteredDaysBack + DAYS_OVER),
  };
}
