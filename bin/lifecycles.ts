import { TENANT_LINK_TRANSITIONS } from '../src/crm/index.js';
import { APPROVAL_TRANSITIONS, QUOTE_TRANSITIONS } from '../src/dealdesk/index.js';
import {
  ENTITLEMENT_TRANSITIONS,
  TERMS_CHANGE_TRANSITIONS,
  TRIAL_TRANSITIONS,
  WORKSPACE_TRANSITIONS,
} from '../src/entitlements/index.js';
import { LEGAL_HOLD_TRANSITIONS } from '../src/evidence/index.js';
import { SCENARIO_TRANSITIONS } from '../src/planning/index.js';
import { LEAD_TRANSITIONS, SLA_TIMER_TRANSITIONS } from '../src/routing/index.js';
import { CONFIG_TRANSITIONS, ROLE_GRANT_TRANSITIONS } from '../src/tenancy/index.js';
import { DEFINITION_TRANSITIONS } from '../src/usage/index.js';

/** A state machine: for each state, the state that each event leads to. */
export type Transitions = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface Lifecycle {
  /** Name of its page, and of what lives it. */
  name: string;
  title: string;
  /** What a reader wants to know before the picture. */
  about: string;
  /** Where its table stands. */
  source: string;
  /** States in which it may begin. */
  starts: string[];
  transitions: Transitions;
}

/** Every state machine of the product. */
export const LIFECYCLES: Lifecycle[] = [
  {
    name: 'lead',
    title: 'A lead',
    about:
      'Routing takes a received lead to an owner, to the queue of a pool or team, or blocks it. It is never dropped: what nobody can take waits in a queue.',
    source: 'src/routing/lead.ts',
    starts: ['received'],
    transitions: LEAD_TRANSITIONS,
  },
  {
    name: 'sla-timer',
    title: 'The deadline of a first touch',
    about:
      'A timer starts with an assignment and keeps its target. A touch in time meets it; a deadline that passes goes up to the team lead, once; a new owner gets a new timer.',
    source: 'src/routing/sla-timer.ts',
    starts: ['running'],
    transitions: SLA_TIMER_TRANSITIONS,
  },
  {
    name: 'quote',
    title: 'A quote',
    about:
      'What a quote says is in its versions, which never change once submitted. The policy approves a submission at once or asks for approvals; a counter-proposal gives its owner a new draft. What is submitted or approved expires when its validity ends; a revision leads out of every end.',
    source: 'src/dealdesk/quote.ts',
    starts: ['draft'],
    transitions: QUOTE_TRANSITIONS,
  },
  {
    name: 'approval',
    title: 'An approval',
    about:
      'One decision that a submitted version needs. Stages finish before the next one starts: later approvals wait. A version that is replaced, recalled or rejected takes its open approvals with it.',
    source: 'src/dealdesk/approval.ts',
    starts: ['waiting', 'open', 'approved'],
    transitions: APPROVAL_TRANSITIONS,
  },
  {
    name: 'role-grant',
    title: 'A role grant',
    about:
      'One RevOps admin proposes a role, another confirms it; only an active grant gives the role. It is ended, never deleted, so that authority can be read as of any instant.',
    source: 'src/tenancy/role-grant.ts',
    starts: ['PENDING', 'ACTIVE'],
    transitions: ROLE_GRANT_TRANSITIONS,
  },
  {
    name: 'legal-hold',
    title: 'A legal hold',
    about:
      'While it is in force, nothing that it keeps leaves by retention or erasure. It is lifted, never deleted, and another may be set.',
    source: 'src/evidence/retention/legal-hold.ts',
    starts: ['IN_FORCE'],
    transitions: LEGAL_HOLD_TRANSITIONS,
  },
  {
    name: 'scenario',
    title: 'A scenario',
    about:
      'Holders of a decision seat draft a plan, approve it and lock it. It changes while it is a draft, and not after.',
    source: 'src/planning/scenario.ts',
    starts: ['DRAFT'],
    transitions: SCENARIO_TRANSITIONS,
  },
  {
    name: 'config-version',
    title: 'A version of the RevOpsConfig',
    about:
      'Versions are numbered and never change. Whoever saved a draft cannot activate it; activating one retires the version before it.',
    source: 'src/tenancy/config-version.ts',
    starts: ['DRAFT'],
    transitions: CONFIG_TRANSITIONS,
  },
  {
    name: 'terms-change',
    title: 'A change of terms',
    about:
      "A tenant's plan, a custom quota or a grant. One operator proposes it, a second one confirms it; what ends by itself is over at its instant, and a sweep says so behind it. Another plan, or another custom quota of the same name, replaces the one in force.",
    source: 'src/entitlements/terms-change.ts',
    starts: ['PROPOSED'],
    transitions: TERMS_CHANGE_TRANSITIONS,
  },
  {
    name: 'trial',
    title: 'A trial',
    about:
      'Some days on the plan `trial`. At its end nothing is allowed any more, until a plan is confirmed or it is given more days. Any confirmed plan ends it as upgraded.',
    source: 'src/entitlements/trial.ts',
    starts: ['ACTIVE'],
    transitions: TRIAL_TRANSITIONS,
  },
  {
    name: 'entitlement',
    title: 'An entitlement',
    about:
      'What a user, a workspace or the tenant may use on one ground: a grant by hand, or a subscription that is paid. A payment extends it to the end of its period; when that is over, it lets nobody in, without a step. Ended by hand, or with its subscription, it never comes back.',
    source: 'src/entitlements/entitlement.ts',
    starts: ['ACTIVE'],
    transitions: ENTITLEMENT_TRANSITIONS,
  },
  {
    name: 'workspace',
    title: 'A workspace',
    about:
      "A part of a tenant whose use is counted apart: R2's hotel. Those that have not ended count under the plan's limit; what was counted of one that ended stays.",
    source: 'src/entitlements/workspace.ts',
    starts: ['ACTIVE'],
    transitions: WORKSPACE_TRANSITIONS,
  },
  {
    name: 'event-definition',
    title: "A version of a tenant's own event type or meter",
    about:
      'Versions are numbered and never change. The next version takes the place of the one before it; a retired name begins anew with its next version.',
    source: 'src/usage/definitions.ts',
    starts: ['ACTIVE'],
    transitions: DEFINITION_TRANSITIONS,
  },
  {
    name: 'tenant-link',
    title: "A tenant's link to an account",
    about:
      "An operator says that a customer's tenant is an account of the operators' own. Signals cross the link while both tenants have it alike; a pair that was unlinked may be linked again.",
    source: 'src/crm/tenant-link.ts',
    starts: ['LINKED'],
    transitions: TENANT_LINK_TRANSITIONS,
  },
];

const isFinal = (events: Readonly<Record<string, string>>): boolean => Object.keys(events).length === 0;

/** The page of one lifecycle: what it is, its diagram in Mermaid, and its table. */
export function lifecyclePage({ title, about, source, starts, transitions }: Lifecycle): string {
  const states = Object.entries(transitions);
  const moves = states.flatMap(([from, events]) => Object.entries(events).map(([event, to]) => ({ from, event, to })));
  return [
    `# ${title}`,
    '',
    about,
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...starts.map((state) => `  [*] --> ${state}`),
    ...moves.map(({ from, event, to }) => `  ${from} --> ${to}: ${event}`),
    ...states.filter(([, events]) => isFinal(events)).map(([state]) => `  ${state} --> [*]`),
    '```',
    '',
    '| state | event | leads to |',
    '|---|---|---|',
    ...moves.map(({ from, event, to }) => `| ${from} | ${event} | ${to} |`),
    ...states.filter(([, events]) => isFinal(events)).map(([state]) => `| ${state} | | the end |`),
    '',
    `Made from the table in \`${source}\` by \`npm run print:docs\`; a test keeps both in step.`,
    '',
  ].join('\n');
}
