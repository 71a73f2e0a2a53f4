import type { Instant } from '../../kernel/values/instants.js';
import type { QuotaLevel, QuotaWindow } from './quota.js';

/**
 * What a check or a finalising leaves behind in Redis to be told, of one quota, subject and window. A rate is told of once in
 * its window or a minute, whichever is longer; `concurrent` once an hour.
 */
export interface QuotaNews {
  /** Unique in the tenant and in the order of what happened: a receipt's idempotency key. */
  id: string;
  /**
   * `denied`: the first denial, in full. `denied_more`: `amount` denials after it since they were last told. `crossed`: `amount`
   * basis points of the limit were reached. `overrun`: the first use beyond a limit that was let through, `amount` beyond it.
   * `corrected`, `restored`: a counter that was altered or lost was `requested`, is `used` now, by a difference of `amount`.
   */
  kind: 'denied' | 'denied_more' | 'crossed' | 'overrun' | 'corrected' | 'restored';
  quota: string;
  meter: string;
  window: QuotaWindow;
  level: QuotaLevel;
  /** '' of the tenant itself. */
  subject: string;
  /** With grants. */
  limit: number;
  /** Before a denial, after a crossing or an overrun. */
  used: number;
  /** What the denied check asked for; 0 of the others. */
  requested: number;
  amount: number;
  windowStart: Instant | null;
  windowEnd: Instant | null;
  planVersion: string;
  at: Instant;
}
