import { checkedVerdict, factsProblems } from './facts-check.js';
import { type Decision, explained, type Question, refusal } from './question.js';
import { type LeadRoutingFacts, routingFactsSchema } from './routing-facts.js';
import {
  type PreflightVerdict,
  preflightVerdictSchema,
  type RoutingVerdict,
  routingVerdictSchema,
} from './verdicts.js';

/** Asks whether a lead comes in. Throws MalformedFacts. */
export function preflightQuestion(facts: LeadRoutingFacts, version: string): Question<PreflightVerdict> {
  const refused = refusal('routing', factsProblems(routingFactsSchema, facts), version);
  if (refused) {
    const route_hints = { segment: null, existing_customer: false };
    return {
      verdict: checkedVerdict(preflightVerdictSchema, { ...refused, required_enrichment: [], route_hints, trace: [] }),
    };
  }
  return asked(facts, 'lead_routing/preflight', (decision) =>
    checkedVerdict(preflightVerdictSchema, explained(decision, version, facts.config)),
  );
}

/** Asks where a lead goes. Throws MalformedFacts. */
export function routingQuestion(facts: LeadRoutingFacts, version: string): Question<RoutingVerdict> {
  const refused = refusal('routing', factsProblems(routingFactsSchema, facts), version);
  if (refused) {
    const nowhere = { assignee: null, assignee_handle: null, team: null, pool: null, route_strategy: null };
    const unknown = { strategy_rule: null, segment: null, sla_minutes: null };
    const lists = { conflicts: [], required_enrichment: [], exclusions: [], trace: [] };
    return { verdict: checkedVerdict(routingVerdictSchema, { ...refused, ...nowhere, ...unknown, ...lists }) };
  }
  return asked(facts, 'lead_routing/decision', (decision) =>
    checkedVerdict(routingVerdictSchema, explained(decision, version, facts.config)),
  );
}

function asked<Verdict>(
  { config, ...input }: LeadRoutingFacts,
  entrypoint: 'lead_routing/preflight' | 'lead_routing/decision',
  conclude: (decision: Decision) => Verdict,
): Question<Verdict> {
  return { entrypoint, config, input, conclude: (given) => conclude(given as Decision) };
}
