import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { instantOf } from '../../kernel/values/instants.js';
import type { QuotaLevel, QuotaWindow, StoredDenial } from './quota.js';

/** What was denied; instants in ms, bounds null of what is held. */
export interface DenialFacts {
  quota: string;
  level: QuotaLevel;
  subject: string;
  limit: number;
  used: number;
  requested: number;
  window: QuotaWindow;
  windowStart: number | null;
  windowEnd: number | null;
  planVersion: string;
  degraded: boolean;
  deniedAt: number;
}

type Packed = [
  string,
  QuotaLevel,
  string,
  number,
  number,
  number,
  QuotaWindow,
  number | null,
  number | null,
  string,
  0 | 1,
  number,
];

/**
 * Ids of denials that answer by themselves: the facts, signed. A flood of denials so stores nothing, each of them answers for
 * good, and one that was decided without Redis answers like any other. The same facts give the same id.
 */
export class DenialIds {
  readonly #key: Buffer;

  /** `masterSecret`: hex digits. */
  constructor(masterSecret: string) {
    this.#key = Buffer.from(hkdfSync('sha256', Buffer.from(masterSecret, 'hex'), '', 'revgraph quota denials v1', 32));
  }

  idOf(tenantId: string, facts: DenialFacts): string {
    const { quota, level, subject, limit, used, requested, window, windowStart, windowEnd } = facts;
    const { planVersion, degraded, deniedAt } = facts;
    const bounds = [windowStart, windowEnd] as const;
    const packed: Packed = [
      quota,
      level,
      subject,
      limit,
      used,
      requested,
      window,
      ...bounds,
      planVersion,
      degraded ? 1 : 0,
      deniedAt,
    ];
    const text = Buffer.from(JSON.stringify(packed)).toString('base64url');
    return `${text}.${this.#signature(tenantId, text)}`;
  }

  /** What was denied under an id; null when it is none of this tenant's. */
  denialOf(tenantId: string, id: string): StoredDenial | null {
    const [text = '', signature = ''] = id.split('.');
    const expected = this.#signature(tenantId, text);
    if (signature.length !== expected.length) return null;
    if (!timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) return null;
    const packed: Packed = JSON.parse(Buffer.from(text, 'base64url').toString());
    const [quota, level, subject, limit, used, requested, window, from, until, planVersion, degraded, deniedAt] =
      packed;
    return {
      id,
      quota,
      level,
      subject,
      limit,
      used,
      requested,
      window,
      windowStart: from === null ? null : instantOf(from),
      windowEnd: until === null ? null : instantOf(until),
      planVersion,
      degraded: degraded === 1,
      deniedAt: instantOf(deniedAt),
    };
  }

  /** 128 bits of HMAC-SHA-256; a newline parts what no id holds. */
  #signature(tenantId: string, text: string): string {
    return createHmac('sha256', this.#key)
      .update(`${tenantId}\n${text}`)
      .digest()
      .subarray(0, 16)
      .toString('base64url');
  }
}
