import { QUOTA_LEVELS, QUOTA_WINDOWS } from '../../src/entitlements/index.js';
import {
  command,
  flag,
  instant,
  json,
  KEY,
  listOf,
  type Operation,
  oneOf,
  open,
  orNull,
  record,
  text,
  whole,
} from '../contract/operation.js';

const tag = 'Quotas';
const quota = { quota: text, level: oneOf(...QUOTA_LEVELS), subject: text };
const state = record({
  ...quota,
  meter: text,
  window: oneOf(...QUOTA_WINDOWS),
  limit: orNull(whole),
  used: whole,
  remaining: orNull(whole),
  percentage: orNull(whole),
  resetsAt: orNull(instant),
  isNearLimit: flag,
});
const denial = { id: text, limit: whole, used: whole, requested: whole };
const decision = record({
  allowed: flag,
  tokens_remaining: whole,
  quota_limit: orNull(whole),
  denial: orNull(record({ ...denial, quota: text, retryAfterMs: orNull(whole) })),
  reservationId: orNull(text),
  reservedUntil: orNull(instant),
  states: listOf(state),
  planVersion: text,
  degraded: flag,
  decidedAt: instant,
});
const decided = { anyOf: [decision, record({ results: listOf(open) })] };
const subject = command({ workspaceId: text, userId: text, apiKeyId: text, group: text });
const amounts = { type: 'object', additionalProperties: whole };
const asked = command({
  tenantId: text,
  subject,
  amounts,
  quotas: listOf(record({ quotaType: text, amount: whole })),
  quotaType: text,
  amount: whole,
  mode: oneOf('consume', 'reserve', 'look'),
  reserveForMs: whole,
});
const reservation = { tenantId: text, reservationId: text };
const overrun = record({ ...quota, meter: text, limit: whole, used: whole, over: whole });
const finalised = {
  reservationId: text,
  overruns: listOf(overrun),
  states: listOf(state),
  planVersion: text,
  degraded: flag,
  finalisedAt: instant,
};
const tenant = { name: 'tenantId', description: 'Another tenant: for operators, receipted there.' };

/** Checks of quotas. */
export const quotaOperations: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/quota/check',
    action: 'enforceQuota',
    tag,
    summary: 'May this tenant do this now? All quotas at once, or none; up to 100 checks in `checks`',
    headers: [KEY],
    body: json({ anyOf: [asked, command({ checks: listOf(asked) }, ['checks'])] }),
    answers: {
      200: { description: 'Allowed; or a result for each check.', schema: decided },
      429: {
        description: 'Quota exceeded: R4’s body, or too many requests. Retry-After where waiting helps.',
        schema: open,
      },
    },
  },
  {
    method: 'post',
    path: '/v1/quota/finalise',
    action: 'enforceQuota',
    tag,
    summary: 'Count what was used of a reservation',
    body: json(command({ ...reservation, amounts, quotas: listOf(open) }, ['reservationId'])),
    answers: { 200: { description: 'It is counted.', schema: record(finalised) } },
  },
  {
    method: 'post',
    path: '/v1/quota/release',
    action: 'enforceQuota',
    tag,
    summary: 'Give a reservation back',
    body: json(command(reservation, ['reservationId'])),
    answers: { 200: { description: 'Nothing of it counts.', schema: record(finalised) } },
  },
  {
    method: 'get',
    path: '/v1/quota/status',
    action: 'getQuotaStatus',
    tag,
    summary: 'Every quota of the tenant and of who is named: used, limit, remaining, when it resets',
    query: [
      tenant,
      ...['workspaceId', 'userId', 'apiKeyId', 'group'].map((name) => ({ name, description: 'Whose quotas too.' })),
    ],
    answers: {
      200: {
        description: 'The breakdown.',
        schema: record({ plan: text, planVersion: text, quotas: listOf(state), anyExceeded: flag }),
      },
    },
  },
  {
    method: 'get',
    path: '/v1/quota/denials/{id}',
    action: 'getQuotaStatus',
    tag,
    summary: 'Why a check was denied, for good',
    query: [tenant],
    answers: {
      200: {
        description: 'What was denied.',
        schema: record({
          ...denial,
          ...quota,
          window: oneOf(...QUOTA_WINDOWS),
          windowStart: orNull(instant),
          windowEnd: orNull(instant),
          planVersion: text,
          degraded: flag,
          deniedAt: instant,
        }),
      },
    },
  },
];
