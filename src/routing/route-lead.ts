import { z } from 'zod';
import { leadLockForRouting, leadsFindByIds } from '../../cypher/generated/routing.js';
import type { LeadRow, Locked, RoutedAccountRow } from '../../cypher/rows.js';
import type { PreflightVerdict, RoutingVerdict } from '../../policy/verdicts.js';
import { type AccountMatch, matchAccount } from '../crm/index.js';
import type { Caller } from '../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { PolicyEvidence } from '../kernel/receipts.js';
import { newId } from '../kernel/values/ids.js';
import type { Instant } from '../kernel/values/instants.js';
import type { WriteStep } from '../kernel/write-step.js';
import {
  excludedIds,
  namedHandles,
  type Person,
  type RoutingInput,
  routingFacts,
  storedFacts,
  storedVerdict,
  teamHandles,
} from './facts.js';
import { type Lead, leadAfter, leadOf } from './lead.js';
import { giveToTeam, giveToUser, type LeadChange, leadReceipt, letWait, writeLeads } from './placement.js';
import { activeSettings, type RoutingRuntime, type RoutingSettings, scheduleOf } from './runtime.js';

const command = z.strictObject({
  leadId: z.string().min(1).max(64),
  /** Receipt that asks for it: the same one is answered once. */
  receiptId: z.string().min(1).max(200).nullish(),
});

/** The lead has its place: an owner, a team's queue, or a pool whose next turn it waits for. */
export interface LeadRouted extends Outcome {
  __typename: 'LeadRouted';
  leadId: string;
  status: Lead['status'];
  strategy: RoutingVerdict['route_strategy'];
  ownerId: string | null;
  teamId: string | null;
  pool: string | null;
  /** When its first touch is due; null while it waits for a pool's turn, or without a target. */
  dueAt: Instant | null;
}

/** Preflight refused the lead; it is kept as blocked. */
export interface LeadBlocked extends Outcome {
  __typename: 'LeadBlocked';
  leadId: string;
  ruleIds: string[];
}

/** It was routed before. */
export interface LeadAlreadyRouted extends Outcome {
  __typename: 'LeadAlreadyRouted';
  leadId: string;
  status: Lead['status'];
}

/** The tenant has activated no configuration: the lead waits as received until it has. */
export interface RoutingNotConfigured extends Outcome {
  __typename: 'RoutingNotConfigured';
  leadId: string;
}

type Routed = LeadRouted | LeadBlocked | LeadAlreadyRouted | RoutingNotConfigured | SharedOutcome;
type LockedLead = Locked & {
  lead: LeadRow;
  configNumber: number | null;
  account: RoutedAccountRow | null;
  people: Person[];
  teams: { id: string; handle: string }[];
  previousOwners: { id: string; handle: string }[];
};

/**
 * Decides where a received lead goes: preflight, account, then the first strategy that yields an owner, a pool or a team (R3, Lead & Account
 * Routing 2 to 5). The product itself asks for it, never a user. A pool's turn is taken apart from it, by `drainPool`.
 */
export async function routeLead(runtime: RoutingRuntime, caller: Caller, input: unknown): Promise<Routed> {
  const parsed = parseCommand(command, input);
  if (!parsed.ok) return parsed.invalid;
  const { leadId, receiptId } = parsed.command;
  for (;;) {
    const done = await routeOnce(runtime, caller, leadId, receiptId ?? null);
    if (done.__typename !== 'ConfigurationMoved') return done;
  }
}

/** Another configuration came into force between reading it and the lock: decided again under the new one. */
interface ConfigurationMoved extends Outcome {
  __typename: 'ConfigurationMoved';
}

async function routeOnce(
  runtime: RoutingRuntime,
  caller: Caller,
  leadId: string,
  receiptId: string | null,
): Promise<Routed | ConfigurationMoved> {
  const { tenantId } = caller;
  const [[seen], settings] = await Promise.all([
    runtime.graph.read(leadsFindByIds, tenantId, { ids: [leadId] }),
    activeSettings(runtime, tenantId),
  ]);
  if (!seen) return notFound('lead');
  if (!settings) return { __typename: 'RoutingNotConfigured', leadId };
  const { companyDomain, company } = seen.lead;
  const hints = { domain: companyDomain ?? null, companyName: company ?? null };
  const match = await matchAccount(
    (statement, params) => runtime.graph.read(statement, tenantId, params),
    hints,
    settings.crm,
  );
  const timerId = newId();
  const spec = { caller, action: 'routeLead', command: { leadId }, idempotencyKey: receiptId };
  return runtime.unitOfWork.write<Routed | ConfigurationMoved>(spec, async (step) => {
    const row = await step.lock(leadLockForRouting, {
      leadId,
      accountId: match.account?.accountId ?? null,
      handles: namedHandles(seen.lead, settings.facts),
      teamHandles: teamHandles(settings),
    });
    if (!row) return notFound('lead');
    if (row.configNumber !== settings.number) return { __typename: 'ConfigurationMoved' };
    const lead = leadOf(row.lead);
    if (lead.status !== 'received') return { __typename: 'LeadAlreadyRouted', leadId, status: lead.status };
    return decide(runtime, step, { settings, now: step.now, lead, match, ...sorted(row) }, row.teams, timerId);
  });
}

const sorted = ({ account, people, previousOwners }: LockedLead) => ({ account, people, previousOwners });

async function decide(
  { policies }: RoutingRuntime,
  step: WriteStep,
  input: RoutingInput,
  teams: { id: string; handle: string }[],
  timerId: string,
): Promise<LeadRouted | LeadBlocked> {
  const facts = routingFacts(input);
  const stored = storedFacts(facts, input);
  const preflight = await policies.preflightLead(facts);
  const admitted = evidenceOf('lead_routing.preflight', input.settings, stored, preflight);
  if (!preflight.allow) return block(step, input.lead, preflight, admitted);
  step.receipt(leadReceipt({ lead: input.lead }, { step: 'PREFLIGHT_LEAD', outcome: 'ALLOWED', policy: admitted }));
  const linked = link(step, input.lead, input.match);
  const verdict = await policies.decideRouting(facts);
  const evidence = evidenceOf('lead_routing', input.settings, stored, storedVerdict(verdict, input));
  const change = { ...place(linked.lead, verdict, input, teams, timerId), match: linked.match };
  const { lead, timer } = change;
  writeLeads(step, [change]);
  step.receipt(
    leadReceipt(change, { step: 'ROUTE_LEAD', outcome: verdict.allow ? 'ALLOWED' : 'DENIED', policy: evidence }),
  );
  return {
    __typename: 'LeadRouted',
    leadId: lead.id,
    status: lead.status,
    strategy: verdict.route_strategy,
    ownerId: lead.ownerId,
    teamId: lead.teamId,
    pool: lead.pool,
    dueAt: timer?.dueAt ?? null,
  };
}

function block(step: WriteStep, before: Lead, verdict: PreflightVerdict, evidence: PolicyEvidence): LeadBlocked {
  const lead: Lead = { ...before, status: leadAfter(before.status, 'block') ?? 'blocked', version: before.version + 1 };
  const change: LeadChange = { lead, routedTo: null, match: null, timer: null, ended: [], assignment: null };
  writeLeads(step, [change]);
  step.receipt(leadReceipt(change, { step: 'PREFLIGHT_LEAD', outcome: 'DENIED', policy: evidence }));
  return { __typename: 'LeadBlocked', leadId: lead.id, ruleIds: verdict.rule_ids };
}

/** Records the account a lead belongs to, or that the best ones could not be told apart. */
function link(step: WriteStep, before: Lead, match: AccountMatch): { lead: Lead; match: LeadChange['match'] } {
  const { account, conflict, decidedBy, candidates } = match;
  if (!account && conflict.length === 0) return { lead: before, match: null };
  const lead = { ...before, accountId: account?.accountId ?? null };
  const matched = account && {
    accountId: account.accountId,
    criterion: account.criterion,
    score: account.score * 100,
    at: step.now,
  };
  const business = {
    decided_by: decidedBy,
    conflict: conflict.map(({ accountId }) => accountId),
    candidates: candidates.map(({ accountId, criterion, score }) => ({
      account_id: accountId,
      criterion,
      score: score * 100,
    })),
  };
  const outcome = account ? 'ALLOWED' : 'BLOCKED';
  step.receipt(leadReceipt({ lead, match: matched }, { step: 'LINK_ACCOUNT', outcome, business }));
  return { lead, match: matched };
}

/** Puts the verdict into effect: an owner, a pool, or a team's queue; what the policy could not decide waits in the tenant's own queue. */
function place(
  before: Lead,
  verdict: RoutingVerdict,
  input: RoutingInput,
  teams: { id: string; handle: string }[],
  timerId: string,
): LeadChange {
  const { settings, now } = input;
  const pool = verdict.pool === null ? undefined : settings.routing.pools[verdict.pool];
  const slaSchedule = pool?.schedule ?? settings.routing.schedule;
  const lead: Lead = {
    ...before,
    slaMinutes: verdict.sla_minutes,
    slaSchedule,
    excludedOwnerIds: excludedIds(verdict, input),
  };
  const start = { at: now, timerId, schedule: scheduleOf(settings, slaSchedule) };
  if (verdict.assignee) return giveToUser(lead, verdict.assignee, start);
  const wanted = [verdict.team, pool?.team, settings.routing.queueTeam];
  const team = wanted.flatMap((handle) => teams.find((known) => known.handle === handle) ?? [])[0];
  return verdict.pool ? letWait(lead, verdict.pool, team?.id ?? null) : giveToTeam(lead, team?.id ?? null, start);
}

const evidenceOf = (
  policy: string,
  { number, sha256 }: RoutingSettings,
  facts: unknown,
  verdict: PolicyEvidence['verdict'] & { policy_version: string },
): PolicyEvidence => ({
  package: policy,
  version: verdict.policy_version,
  configVersion: number,
  configSha256: sha256,
  facts,
  verdict,
});
