import type { LeadRow, RoutedAccountRow } from '../../cypher/rows.js';
import type { ConfigFacts, RoutingFacts } from '../../policy/config-facts.js';
import type { LeadRoutingFacts } from '../../policy/routing-facts.js';
import type { RoutingVerdict } from '../../policy/verdicts.js';
import { type AccountMatch, customFacts } from '../crm/index.js';
import type { Instant } from '../kernel/values/instants.js';
import type { Lead } from './lead.js';
import type { RoutingSettings } from './runtime.js';

/** A user as decisions know them. Handles may hold names: stored decisions have ids instead. */
export interface Person {
  id: string;
  handle: string;
  active: boolean;
}

/** What a routing decision is made from, as read behind the lead's lock. */
export interface RoutingInput {
  settings: RoutingSettings;
  now: Instant;
  lead: Lead;
  account: RoutedAccountRow | null;
  match: AccountMatch;
  /** Owners of the named accounts that this lead may be of. */
  people: Person[];
  previousOwners: { id: string; handle: string }[];
}

/** Handles of whoever owns a named account of this lead's domain or company. */
export function namedHandles(
  lead: Pick<LeadRow, 'emailDomain' | 'companyDomain' | 'companyKey'>,
  facts: RoutingFacts,
): string[] {
  const domains = [lead.emailDomain, lead.companyDomain].filter(Boolean);
  const named = facts.named_accounts.filter(
    ({ domain, company }) => domains.includes(domain) || (company !== null && company === lead.companyKey),
  );
  return [...new Set(named.map(({ owner }) => owner))];
}

/** Handles of all teams that the configuration routes to. */
export function teamHandles({ routing, facts }: Pick<RoutingSettings, 'routing' | 'facts'>): string[] {
  const named = [
    ...Object.values(facts.territories).map(({ team }) => team),
    ...facts.strategies.map(({ team }) => team),
    ...Object.values(routing.pools).map(({ team }) => team),
    routing.queueTeam,
  ];
  return [...new Set(named.filter((team) => team !== null))];
}

/** Everything the routing policies may know of a lead, read by today's rules or not (semantics, Replay). */
export function routingFacts(input: RoutingInput): LeadRoutingFacts {
  const { lead, settings, people } = input;
  const { attributes } = settings.config.facts;
  return {
    config: settings.config.facts,
    now: input.now,
    subject: { type: lead.broughtByType, id: lead.broughtById, roles: lead.broughtByRoles },
    lead: {
      id: lead.id,
      country: lead.country,
      state: lead.state,
      segment: lead.segment,
      company_size: lead.companySize,
      industry: lead.industry,
      email_domain: lead.emailDomain,
      company_domain: lead.companyDomain,
      company_key: lead.companyKey,
      source: lead.source,
      utm_source: lead.utmSource,
      utm_medium: lead.utmMedium,
      utm_campaign: lead.utmCampaign,
      utm_term: lead.utmTerm,
      utm_content: lead.utmContent,
      previous_owners: input.previousOwners.map(({ handle }) => handle),
      custom: customFacts('lead', lead.custom, attributes),
    },
    account: accountFacts(input.account, attributes),
    match: matchFacts(input.match),
    named_owners: Object.fromEntries(people.map(({ id, handle, active }) => [handle, { id, active }])),
  };
}

/** Accounts know no CSM and no stated segment yet: both are unknown, not absent. */
function accountFacts(
  account: RoutedAccountRow | null,
  attributes: ConfigFacts['attributes'],
): LeadRoutingFacts['account'] {
  if (!account) return null;
  const { owner } = account;
  return {
    id: account.id,
    owner_id: owner?.id ?? null,
    owner_handle: owner?.handle ?? null,
    owner_active: owner?.active ?? null,
    csm_id: null,
    csm_handle: null,
    csm_active: null,
    customer_status: account.customerStatus,
    segment: null,
    arr_minor: account.arrMinor ?? null,
    region: account.region ?? null,
    country: account.country ?? null,
    industry: account.industry ?? null,
    employees: account.employees ?? null,
    custom: customFacts('account', account.custom, attributes),
  };
}

/** Scores are percentages there and basis points here. */
function matchFacts({ account, conflict }: AccountMatch): LeadRoutingFacts['match'] {
  const best = account ?? conflict[0];
  return best ? { criterion: best.criterion, score: best.score * 100, conflict: account === null } : null;
}

/** The facts as they are stored: users by id instead of handle, the configuration left to its number and hash. */
export function storedFacts({ config: _config, ...facts }: LeadRoutingFacts, { previousOwners }: RoutingInput) {
  const { account } = facts;
  return {
    ...facts,
    lead: { ...facts.lead, previous_owners: previousOwners.map(({ id }) => id) },
    account: account && { ...account, owner_handle: account.owner_id, csm_handle: account.csm_id },
    named_owners: Object.fromEntries(Object.values(facts.named_owners).map(({ id, active }) => [id, { id, active }])),
  };
}

/** Ids of whom the verdict excludes from a pool's turn. */
export function excludedIds(
  { exclusions }: RoutingVerdict,
  { previousOwners, account, people }: RoutingInput,
): string[] {
  const known = [...previousOwners, ...people, ...(account?.owner ? [account.owner] : [])];
  const idOf = new Map(known.map(({ handle, id }) => [handle, id]));
  return exclusions.flatMap(({ handle }) => idOf.get(handle) ?? []);
}

/** The verdict as it is stored: users by id. */
export function storedVerdict(
  { assignee_handle: _handle, exclusions, ...verdict }: RoutingVerdict,
  input: RoutingInput,
) {
  const ids = excludedIds({ ...verdict, assignee_handle: null, exclusions }, input);
  return {
    ...verdict,
    exclusions: exclusions.map(({ reason }, n) => ({ user_id: ids[n] ?? null, reason })),
  };
}
