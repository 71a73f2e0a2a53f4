import { leadDecisionsFind } from '../../cypher/generated/routing.js';
import type { AssignmentRow, LeadDecisionRow } from '../../cypher/rows.js';
import { type PassedOver, TURN } from '../../policy/round-robin.js';
import { verdictIn } from '../evidence/index.js';
import type { Runtime } from '../kernel/runtime.js';
import type { Instant } from '../kernel/values/instants.js';
import { type Lead, leadOf } from './lead.js';
import type { MemberBefore, Turn } from './pool-turns.js';
import type { SlaTimer } from './sla-timer.js';

/** A stored decision in parts: what was decided, by which rules, under which policy and configuration. */
export interface ExplainedDecision {
  decisionId: string;
  receiptId: string;
  decidedAt: Instant;
  allow: boolean;
  ruleIds: string[];
  /** One sentence per rule; null, like all that follows from the verdict, once the receipt's payload is removed. */
  rationale: string | null;
  policyVersion: string;
  configVersion: number;
  strategy: string | null;
  strategyRule: string | null;
  segment: string | null;
  slaMinutes: number | null;
  conflicts: string[];
  requiredEnrichment: string[];
  exclusions: { userId: string | null; reason: string }[];
  /** Every rule in order, with why it took the lead ("matched") or not. */
  trace: { rule: string; strategy: string | null; code: string }[];
}

/** One turn of a pool about the lead: who got it, who did not and why, and the state it was decided from. */
export interface ExplainedTurn {
  assignmentId: string;
  at: Instant;
  pool: string;
  ownerId: string | null;
  conflict: string | null;
  /** `credit`: in turns. */
  passedOver: { userId: string; reason: PassedOver; credit: number }[];
  before: MemberBefore[];
}

/** Why a lead is where it is, from what was stored when it was decided: the same answer whenever it is asked. */
export interface RoutingExplanation {
  lead: Lead;
  preflight: ExplainedDecision | null;
  routing: ExplainedDecision | null;
  match: { accountId: string; criterion: string; score: number; at: Instant } | null;
  turns: ExplainedTurn[];
  deadlines: SlaTimer[];
}

/** Explains a lead's way from its stored decisions; null when there is no such lead. */
export async function routingExplanation(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  leadId: string,
): Promise<RoutingExplanation | null> {
  const [row] = await graph.read(leadDecisionsFind, tenantId, { leadId });
  if (!row) return null;
  return {
    lead: leadOf(row.lead),
    preflight: row.preflight && explained(row.preflight),
    routing: row.routing && explained(row.routing),
    match: row.match,
    turns: row.assignments.map(turnOf),
    deadlines: (row.timers as SlaTimer[]).sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1)),
  };
}

interface StoredVerdict {
  rationale?: string;
  route_strategy?: string | null;
  strategy_rule?: string | null;
  segment?: string | null;
  sla_minutes?: number | null;
  conflicts?: string[];
  required_enrichment?: string[];
  exclusions?: { user_id: string | null; reason: string }[];
  trace?: { rule: string; strategy?: string | null; code?: string; fired?: boolean }[];
}

function explained(row: LeadDecisionRow): ExplainedDecision {
  const verdict: StoredVerdict = verdictIn(row.content) ?? {};
  return {
    decisionId: row.id,
    receiptId: row.receiptId,
    decidedAt: row.createdAt,
    allow: row.allow,
    ruleIds: row.ruleIds,
    rationale: verdict.rationale ?? null,
    policyVersion: row.policyVersion,
    configVersion: row.configVersion,
    strategy: verdict.route_strategy ?? null,
    strategyRule: verdict.strategy_rule ?? null,
    segment: verdict.segment ?? null,
    slaMinutes: verdict.sla_minutes ?? null,
    conflicts: verdict.conflicts ?? [],
    requiredEnrichment: verdict.required_enrichment ?? [],
    exclusions: (verdict.exclusions ?? []).map(({ user_id, reason }) => ({ userId: user_id, reason })),
    trace: (verdict.trace ?? []).map(({ rule, strategy = null, code, fired }) => ({
      rule,
      strategy,
      code: code ?? (fired ? 'fired' : 'not_fired'),
    })),
  };
}

const turnOf = ({ id, createdAt, pool, ownerId, conflict, poolState, passedOver }: AssignmentRow): ExplainedTurn => ({
  assignmentId: id,
  at: createdAt,
  pool,
  ownerId: ownerId ?? null,
  conflict: conflict ?? null,
  passedOver: (JSON.parse(passedOver) as Turn['passedOver']).map(({ credit, ...why }) => ({
    ...why,
    credit: credit / TURN,
  })),
  before: JSON.parse(poolState),
});
