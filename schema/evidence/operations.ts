import { MOST_AUDIT_EVENTS } from '../../src/evidence/index.js';
import {
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

const log = (path: string, summary: string, type: string): Operation => ({
  method: 'get',
  path: `/log/{tenant}/${path}`,
  action: 'public',
  tag: 'The log',
  summary,
  answers: { 200: { description: 'C2SP tlog-tiles; a private log needs the scope log:read.', type } },
});

const auditEvent = {
  type: 'object',
  properties: {
    external_id: text,
    source: text,
    occurred_at: instant,
    event_type: text,
    entity_type: text,
    entity_id: text,
    action: text,
    actor_type: oneOf('system', 'admin', 'tenant', 'visitor'),
    actor_id: text,
    old_values: open,
    new_values: open,
    changes_summary: text,
    result: oneOf('success', 'failure', 'partial'),
    error_message: text,
    ip_address: text,
    user_agent: text,
    request_id: text,
  },
  required: ['external_id', 'event_type'],
};

const told = record({
  externalId: orNull(text),
  source: orNull(text),
  result: oneOf('accepted', 'duplicate', 'conflict', 'rejected'),
  reason: orNull(text),
});

const listedEvents = record({
  total: whole,
  newest: listOf({
    ...auditEvent,
    description: 'With what is shown, withheld or erased; the newest thousand.',
    required: ['event_type'],
  }),
});

const auditReport = record({
  tenant_id: text,
  from: instant,
  to: instant,
  generated_at: instant,
  total: whole,
  by_event_type: open,
  by_actor: listOf(record({ actor_type: text, actor_id: orNull(text), count: whole })),
  by_result: open,
  failures: listedEvents,
  security_events: listedEvents,
  evidence: record({
    receipts: whole,
    not_in_the_log: whole,
    checkpoint: record({ size: whole, note: text, covers: flag }),
  }),
});

/** Receipts on their way out, the log, and what other programs report to have done. */
export const operations: readonly Operation[] = [
  log('checkpoint', 'The newest signed checkpoint', 'text/plain'),
  log('checkpoint/{size}', 'The checkpoint at a size', 'text/plain'),
  log('tile/{tile}', 'A tile or an entry bundle', 'application/octet-stream'),
  {
    method: 'get',
    path: '/v1/receipts/export',
    action: 'exportReceipts',
    tag: 'Receipts',
    summary: 'Receipts as lines that verify offline; the whole log without a parameter',
    query: [
      { name: 'workflow', description: 'Of one workflow.' },
      { name: 'resource', description: 'About one resource; not together with workflow.' },
    ],
    answers: { 200: { description: 'One JSON a line (docs/receipt-format.md).', type: 'application/x-ndjson' } },
  },
  {
    method: 'post',
    path: '/v1/audit',
    action: 'reportAuditEvents',
    tag: 'Audit',
    summary: `Report what your programs did: one event, a list, or up to ${MOST_AUDIT_EVENTS} in \`events\`; each is kept once`,
    headers: [KEY],
    body: json({ anyOf: [auditEvent, listOf(auditEvent), record({ events: listOf(auditEvent) })] }),
    answers: { 200: { description: 'A result for each, in order.', schema: record({ results: listOf(told) }) } },
  },
  {
    method: 'get',
    path: '/v1/audit/report',
    action: 'readAuditEvents',
    tag: 'Audit',
    summary:
      'What was done and reported in a period: counts, failures, security events, and the checkpoint that covers it',
    query: [
      { name: 'from', description: 'Inclusive: a day, or an instant with its offset.', required: true },
      { name: 'to', description: 'Exclusive; two years behind from at most.', required: true },
      { name: 'format', description: 'CSV is counted as an export of the month.', schema: oneOf('json', 'csv') },
      { name: 'tenantId', description: 'Another tenant, for operators; leaves a receipt there.' },
    ],
    answers: { 200: { description: 'As a table (text/csv) by `format=csv`.', schema: auditReport } },
  },
];
