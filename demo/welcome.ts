import { listInbox } from '../src/dealdesk/index.js';
import { leadQueue } from '../src/routing/index.js';
import { callerNamed, type DemoRuntime } from './job.js';
import { MANAGER, PERSONAS, REP } from './people.js';

/** A query to paste, and whose token it goes with. */
export interface Example {
  what: string;
  title: string;
  query: string;
}

/** Three queries that have an answer in the tenant as it is now: an inbox, why a lead is whose, and proof of a deal. */
export async function examplesOf(runtime: DemoRuntime, tenantId: string): Promise<Example[]> {
  const [manager, rep] = [await callerNamed(runtime, tenantId, MANAGER), await callerNamed(runtime, tenantId, REP)];
  const [approval] = await listInbox(runtime, manager, { after: '', afterId: '', most: 1 });
  const [lead] = await leadQueue(runtime, rep, { after: null, limit: 1 });
  const quoteFields = 'externalId current { listTotal { formatted } netTotal { formatted } discount }';
  return [
    {
      what: 'What waits for a decision, and why',
      title: titleOf(MANAGER),
      query: `{ approvals(mine: true, first: 3) { edges { node { id version role reasons quote { ${quoteFields} } } } } }`,
    },
    {
      what: 'Why this lead is whose it is',
      title: titleOf(REP),
      query: lead
        ? `{ routingExplanation(leadId: "${lead.id}") { lead { status owner { name } } routing { strategy rationale } } }`
        : '{ leadQueue(first: 3) { edges { node { id company status } } } }',
    },
    {
      what: 'Proof of everything that was decided about a deal',
      title: titleOf('auditor'),
      query: approval
        ? `{ verifyWorkflow(workflowId: "deal:${approval.opportunityId}") { ok receipts logged failure { reason } } }`
        : '{ receipts(step: "EVALUATE_QUOTE", first: 3) { edges { node { id workflowId sha256 } } } }',
    },
  ];
}

const titleOf = (subject: string): string => PERSONAS.find((persona) => persona.subject === subject)?.title ?? subject;

/** What the start ends with: where it is, who one can be, and what to ask. */
export function welcomeText(input: {
  url: string;
  production: boolean;
  tokens: { title: string; subject: string; token: string }[];
  until: string;
  examples: Example[];
}): string {
  const { url, tokens, examples } = input;
  return [
    '',
    `revgraph is ready: ${url}${input.production ? '' : '  (GraphiQL, in a browser)'}`,
    '',
    `Tokens of this demo, until ${input.until}; npm run revgraph -- token --as HANDLE makes fresh ones:`,
    '',
    ...tokens.flatMap(({ title, subject, token }) => [`  ${title} (${subject})`, `  ${token}`, '']),
    'Three queries to paste into GraphiQL, with the header {"authorization": "Bearer TOKEN"}:',
    '',
    ...examples.flatMap(({ what, title, query }) => [`  ${what} (${title}):`, `  ${query}`, '']),
    'README.md walks from here to a routed lead and an approved quote in five minutes.',
    '',
  ].join('\n');
}
