import {
  command,
  flag,
  instant,
  json,
  KEY,
  listOf,
  type Operation,
  oneOf,
  orNull,
  type Parameter,
  record,
  text,
  whole,
} from '../contract/operation.js';

const tag = 'Admin';
const TENANT: Parameter = { name: 'tenantId', description: 'Another tenant: for operators, with a receipt there.' };
const TIERS = oneOf('trial', 'starter', 'pro', 'enterprise');

const user = record({
  user_id: text,
  handle: orNull(text),
  name: orNull(text),
  email: orNull(text),
  external_id: orNull(text),
  seat_type: oneOf('decision', 'observer'),
  since: instant,
});

const summary = {
  tenant_id: text,
  tier: text,
  licensed_users: whole,
  observer_users: whole,
  seat_limit: orNull(whole),
  near_limit: flag,
  utilization: { ...orNull({ type: 'number' }), description: 'Per cent; null where the limit is none or zero.' },
  proposed: orNull(record({ proposal_id: text, seat_limit: orNull(whole) })),
};

const refused = (description: string) => ({ description });

/** R0's routes for admins. */
export const adminOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/admin/revops',
    action: 'readRevOps',
    tag,
    summary: 'Signals that more seats are wanted: blocked attempts of 30 days, near limit, utilisation',
    query: [TENANT],
    answers: {
      200: {
        description: 'The signals.',
        schema: record({ blocked_attempts: whole, blocked_attempts_since: instant, ...summary }),
      },
    },
  },
  {
    method: 'get',
    path: '/api/admin/entitlements',
    action: 'readRevOps',
    tag,
    summary: 'Who has a licensed seat, and who observes; oldest seat first',
    query: [
      TENANT,
      { name: 'limit', description: 'Rows of each list, 1 to 500; 50 when left out.', schema: whole },
      { name: 'licensedAfter', description: '`next.licensed` of the page before.' },
      { name: 'observersAfter', description: '`next.observers` of the page before.' },
    ],
    answers: {
      200: {
        description: 'A page of each list.',
        schema: record({
          tenant_id: text,
          licensed: listOf(user),
          observers: listOf(user),
          next: record({ licensed: orNull(text), observers: orNull(text) }),
        }),
      },
    },
  },
  {
    method: 'get',
    path: '/api/admin/entitlements/summary',
    action: 'readRevOps',
    tag,
    summary: 'Seat counts, tier, limit and utilisation',
    query: [TENANT],
    answers: { 200: { description: 'The summary.', schema: record(summary) } },
  },
  {
    method: 'put',
    path: '/api/admin/entitlements/config',
    action: 'setPlan',
    tag,
    summary: 'Propose a tier, a seat limit, or both, for a tenant; a second operator confirms them',
    headers: [KEY],
    body: json(
      command(
        {
          tenantId: text,
          tenant_id: text,
          tier: TIERS,
          seat_limit: { ...orNull(whole), description: 'Null: unlimited.' },
          reason_code: { ...text, description: 'Why the tier is changed; needed with one.' },
        },
        [],
      ),
    ),
    answers: {
      202: {
        description: 'What waits: for confirmTermsChange and confirmSeatLimit.',
        schema: record({
          tenant_id: text,
          status: oneOf('proposed'),
          tier_change_id: orNull(text),
          seat_limit_proposal_id: orNull(text),
        }),
      },
      409: refused('More seats are used than the limit has, or the key was used with another input.'),
    },
  },
  {
    method: 'get',
    path: '/api/admin/entitlements/export',
    action: 'exportLicensedUsers',
    tag,
    summary: 'The licensed users as CSV; counted as an export of the month',
    query: [TENANT],
    headers: [KEY],
    answers: {
      200: { description: 'RFC 4180; texts that a spreadsheet would read as formulas are escaped.', type: 'text/csv' },
    },
  },
];
