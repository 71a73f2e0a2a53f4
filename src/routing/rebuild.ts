import {
  absencesListAll,
  assignmentsListAll,
  leadIdentitiesListAll,
  leadsListAll,
  routingPoolsListAll,
  slaTimersListAll,
} from '../../cypher/generated/routing.js';
import type { AssignmentRow, ListedNode } from '../../cypher/rows.js';
import { parseEmail } from '../crm/index.js';
import { listedBy, type NodeRebuild, type Properties, paged, type SliceRebuild } from '../kernel/rebuild.js';
import { identitiesOf } from './lead-command.js';

interface Match {
  accountId: string;
  criterion: string;
  score: number;
  at: string;
}

/** What a lead is known by, as its identities are: kind and value with a space between. */
function identitiesKeys({ externalId, email }: Properties): string[] {
  const address = typeof email === 'string' ? parseEmail(email) : null;
  const known = identitiesOf({ externalId: (externalId as string | null) ?? null, email: address });
  return known.map(({ kind, value }) => `${kind} ${value}`);
}

/** Accounts that it was ever matched to keep their edge, so every match that was told counts. */
function foldLead(before: Properties, { matchedTo, ...item }: Properties): Properties {
  const matches = { ...(before.matches as Record<string, Match> | undefined) };
  if (matchedTo) matches[(matchedTo as Match).accountId] = matchedTo as Match;
  return { ...before, ...item, matches };
}

const lead: NodeRebuild = {
  label: 'Lead',
  out: ['ROUTED_TO', 'MATCHED_TO'],
  in: ['IDENTIFIES'],
  fold: foldLead,
  properties: ({ matches: _matches, routedTo: _routedTo, ...told }) => told,
  personal: {
    names: ['name', 'email', 'company', 'personalCustom'],
    properties: ({ name, email, company, personalCustom }) =>
      Object.fromEntries(
        Object.entries({ name, email, company, personalCustom }).filter(([, value]) => value !== undefined),
      ),
    edges: ({ type, other }) => type === 'IDENTIFIES' && other.startsWith('email '),
  },
  edges: (told) => {
    const routed = told.routedTo as { id: string; since: string } | undefined;
    const matches = Object.values((told.matches ?? {}) as Record<string, Match>);
    return {
      out: [
        ...(routed ? [{ type: 'ROUTED_TO', other: routed.id, properties: { since: routed.since } }] : []),
        ...matches.map(({ accountId, ...match }) => ({ type: 'MATCHED_TO', other: accountId, properties: match })),
      ],
      in: identitiesKeys(told).map((other) => ({ type: 'IDENTIFIES', other })),
    };
  },
  satellites: (told) => ({ LeadIdentity: identitiesKeys(told) }),
  list: listedBy(leadsListAll),
};

const assignment: NodeRebuild = {
  label: 'Assignment',
  out: ['ASSIGNED_TO'],
  in: ['HAS_ASSIGNMENT'],
  edges: (told) => {
    const { leadId, ownerId } = told as unknown as AssignmentRow;
    const assigned = ownerId ? [{ type: 'ASSIGNED_TO', other: ownerId }] : [];
    return { out: assigned, in: [{ type: 'HAS_ASSIGNMENT', other: leadId }] };
  },
  list: listedBy(assignmentsListAll),
};

/** Identities by kind, each kind in the order of its values. */
const identities = paged(
  ({ kind, value }: ListedNode & { kind: string; value: string }) => ({ afterKind: kind, after: value }),
  leadIdentitiesListAll,
  { afterKind: '', after: '' },
);

/** How leads, their deadlines and turns, pools and absences are rebuilt. */
export const routingRebuild: SliceRebuild = {
  nodes: [
    lead,
    {
      label: 'SlaTimer',
      in: ['HAS_TIMER'],
      edges: ({ leadId }) => ({ in: [{ type: 'HAS_TIMER', other: String(leadId) }] }),
      list: listedBy(slaTimersListAll),
    },
    assignment,
    { label: 'RoutingPool', isToldElsewhere: true, list: listedBy(routingPoolsListAll) },
    { label: 'Absence', list: listedBy(absencesListAll) },
  ],
  satellites: [{ label: 'LeadIdentity', list: identities }],
};
