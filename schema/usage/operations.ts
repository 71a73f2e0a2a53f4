import { MOST_EVENTS } from '../../src/usage/index.js';
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

const event = {
  type: 'object',
  description:
    'In camel or snake case; a CloudEvent by its content type; R4’s payload with `tenant_id` and `event_timestamp`.',
  properties: {
    external_id: text,
    source: text,
    type: text,
    category: text,
    occurred_at: instant,
    user_id: text,
    workspace_id: text,
    session_id: text,
    seat_type: oneOf('decision', 'observer'),
    entitlement: text,
    amount: text,
    currency: text,
    metadata: open,
  },
};

const told = record({
  externalId: orNull(text),
  source: orNull(text),
  result: text,
  reason: orNull(text),
  typeVersion: orNull(whole),
});

/** Events on their way in, and taken back. */
export const operations: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/events',
    action: 'recordEvents',
    tag: 'Events',
    summary: `Take events in: one, a list, or up to ${MOST_EVENTS} in \`events\`; each is kept once by its source and external id`,
    headers: [KEY, { name: 'X-Session-Id', description: 'The session of events that name none.' }],
    body: json({ anyOf: [event, listOf(event), record({ events: listOf(event) })] }),
    answers: { 200: { description: 'A result for each, in order.', schema: record({ results: listOf(told) }) } },
  },
  {
    method: 'post',
    path: '/v1/events/void',
    action: 'voidEvents',
    tag: 'Events',
    summary: 'Take events back that should not have been told, and what they counted',
    headers: [KEY],
    body: json(
      command({
        events: listOf(record({ source: text, external_id: text })),
        source: text,
        from: instant,
        to: instant,
        dry_run: flag,
      }),
    ),
    answers: {
      200: {
        description: 'How many were voided, and what each month counts now.',
        schema: record({
          voided: whole,
          alreadyVoid: whole,
          removed: whole,
          notFound: whole,
          more: flag,
          months: listOf(open),
        }),
      },
    },
  },
  {
    method: 'post',
    path: '/v1/webhooks/stripe',
    action: 'public',
    tag: 'Events',
    summary: 'What Stripe tells, known by its signature over the raw body',
    query: [{ name: 'tenant', description: 'The tenant that connected the endpoint.', required: true }],
    headers: [{ name: 'Stripe-Signature', description: 'As Stripe signs.', required: true }],
    body: json(open),
    answers: { 200: { description: 'It is kept.', schema: record({ result: text, reason: orNull(text) }) } },
  },
];
