import { MOST_AUDIT_EVENTS } from '../../src/evidence/index.js';
import {
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
];
