import type { QuotaState } from '../../src/entitlements/index.js';
import { epochMs } from '../../src/kernel/values/instants.js';

/** Nominal length in seconds: a day of 23 hours is still called one of a day. A month has none. */
const SECONDS: Partial<Record<QuotaState['window'], number>> = { second: 1, minute: 60, hour: 3_600, day: 86_400 };
/** The largest integer of a structured field (RFC 9651). */
const MOST = 999_999_999_999_999;

/**
 * The fields `RateLimit-Policy` and `RateLimit` of draft-ietf-httpapi-ratelimit-headers-10: each limited quota that was asked for, with its
 * limit `q`, what it counts `qu` (requests unless said), its window `w`, what remains `r` and the seconds `t` until it is whole again.
 * None where nothing is limited.
 */
export function rateLimitFields(states: readonly QuotaState[], now: number): Record<string, string> {
  const limited = states.filter(({ limit }) => limit !== null);
  if (limited.length === 0) return {};
  return {
    'ratelimit-policy': limited.map(policyOf).join(', '),
    ratelimit: limited.map((one) => restOf(one, now)).join(', '),
  };
}

function policyOf({ quota, meter, window, limit }: QuotaState): string {
  const unit = meter === 'api_calls' ? '' : `;qu=${text(meter)}`;
  const seconds = SECONDS[window];
  return `${text(quota)};q=${whole(limit)}${unit}${seconds ? `;w=${seconds}` : ''}`;
}

function restOf({ quota, remaining, resetsAt }: QuotaState, now: number): string {
  const seconds = resetsAt === null ? '' : `;t=${whole(Math.ceil((epochMs(resetsAt) - now) / 1_000))}`;
  return `${text(quota)};r=${whole(remaining)}${seconds}`;
}

const whole = (value: number | null): number => Math.min(MOST, Math.max(0, value ?? 0));

/** A string of a structured field: visible ASCII, with what would end it escaped. */
const text = (name: string): string =>
  `"${name.replace(/[^\x20-\x7e]/gu, (letter) => encodeURIComponent(letter)).replace(/["\\]/g, '\\$&')}"`;
