import { command, flag, json, KEY, type Operation, open, record, text, whole } from '../contract/operation.js';

const texts = (...names: string[]) => Object.fromEntries(names.map((name) => [name, text]));
const UTM = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'];
const PLACE = ['country', 'state', 'industry', 'segment', 'website'];
const known = record({ leadId: text, created: flag, status: text });

/** Leads on their way in. */
export const operations: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/leads',
    action: 'ingestLead',
    tag: 'Leads',
    summary: 'Take one lead in, with the fields of `ingestLead` in camel or snake case',
    headers: [KEY],
    body: json(
      command({
        ...texts('email', 'name', 'company', 'external_id', 'source', ...PLACE, ...UTM),
        company_size: whole,
        custom: open,
      }),
    ),
    answers: {
      200: { description: 'The lead was known.', schema: known },
      201: { description: 'A new lead.', schema: known },
    },
  },
];
