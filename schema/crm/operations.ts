import type { Action } from '../../src/tenancy/index.js';
import { type Answer, flag, KEY, type Operation, open, type Parameter, text } from '../contract/operation.js';

const tag = 'Imports';

/** Kinds of files, each with its row of the rights table. */
const KINDS: Readonly<Record<string, Action>> = {
  users: 'importUsers',
  teams: 'importTeams',
  products: 'importProducts',
  accounts: 'importAccounts',
  opportunities: 'importOpportunities',
  leads: 'importLeads',
};

const QUERY: readonly Parameter[] = [
  { name: 'dryRun', description: 'true: the file is read and judged, and nothing is written.', schema: flag },
  { name: 'columns', description: 'Names of columns that differ from ours: `ours:theirs,…`.' },
];

const report: Answer = { description: 'What became of the file, row by row.', schema: open };

/** Files on their way in. */
export const operations: readonly Operation[] = [
  ...Object.entries(KINDS).map(
    ([kind, action]): Operation => ({
      method: 'post',
      path: `/v1/imports/${kind}`,
      action,
      tag,
      summary: `Import a CSV file of ${kind}: good rows stay, each bad one is reported`,
      query: QUERY,
      headers: [KEY],
      body: { type: 'text/csv', schema: text },
      answers: { 200: report },
    }),
  ),
  {
    method: 'get',
    path: '/v1/imports/{id}',
    action: 'importRun',
    tag,
    summary: 'The report of an import',
    answers: { 200: report },
  },
  ...(['rejects', 'repairs', 'warnings'] as const).map(
    (list): Operation => ({
      method: 'get',
      path: `/v1/imports/{id}/${list}`,
      action: 'importRun',
      tag,
      summary: `All ${list} of an import as CSV`,
      answers: { 200: { description: 'row, column, reason, from, to.', type: 'text/csv' } },
    }),
  ),
];
