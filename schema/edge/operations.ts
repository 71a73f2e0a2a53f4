import { json, type Operation, open, record, text } from '../contract/operation.js';

const ready = record({ status: text, checks: { type: 'object', additionalProperties: text } });
const tag = 'The process';

/** What every process of the API has: its state, GraphQL, and this description. */
export const operations: readonly Operation[] = [
  {
    method: 'get',
    path: '/healthz',
    action: 'public',
    tag,
    summary: 'Whether the process answers',
    answers: { 200: { description: 'It does.', schema: record({ status: text }) } },
  },
  {
    method: 'get',
    path: '/readyz',
    action: 'public',
    tag,
    summary: 'Whether what it needs answers too',
    answers: {
      200: { description: 'All of it.', schema: ready },
      503: { description: 'Not all of it.', schema: ready },
    },
  },
  {
    method: 'get',
    path: '/metrics',
    action: 'public',
    tag,
    summary: 'Figures for Prometheus',
    answers: { 200: { description: 'Prometheus text.', type: 'text/plain' } },
  },
  {
    method: 'get',
    path: '/openapi.json',
    action: 'public',
    tag,
    summary: 'This document',
    answers: { 200: { description: 'OpenAPI 3.1.', schema: open } },
  },
  {
    method: 'post',
    path: '/graphql',
    action: 'public',
    tag: 'GraphQL',
    summary: 'A GraphQL query or mutation; each root field says who may use it',
    body: json({
      type: 'object',
      properties: { query: text, operationName: text, variables: open },
      required: ['query'],
    }),
    answers: { 200: { description: 'Data, errors, or both.', schema: open } },
  },
  {
    method: 'get',
    path: '/graphql',
    action: 'public',
    tag: 'GraphQL',
    summary: 'Upgrade to a WebSocket for subscriptions, by the graphql-transport-ws protocol',
    answers: {
      101: { description: 'The socket is open.' },
      405: { description: 'No upgrade was asked for; send queries by POST.', schema: open },
    },
  },
];
