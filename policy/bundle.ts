import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadPolicy } from '@open-policy-agent/opa-wasm';
import { dealAmounts } from './deal-amounts.js';
import { type DiscountFacts, discountFactsSchema } from './discount-facts.js';
import { type FactsProblems, factsProblems } from './facts-check.js';
import { rationaleOf } from './rationale.js';
import { type LeadRoutingFacts, routingFactsSchema } from './routing-facts.js';
import {
  type DiscountVerdict,
  discountVerdictSchema,
  type PreflightVerdict,
  preflightVerdictSchema,
  type RoutingVerdict,
  routingVerdictSchema,
} from './verdicts.js';

/** The compiled policies. Every decision is pure: the same facts give the same verdict. */
export interface Policies {
  /** SHA-256 of the compiled bundle: the policy version that receipts name. */
  readonly version: string;
  /** Whether a lead comes in. Throws MalformedFacts. */
  preflightLead(facts: LeadRoutingFacts): PreflightVerdict;
  /** Where a lead goes. Throws MalformedFacts. */
  decideRouting(facts: LeadRoutingFacts): RoutingVerdict;
  /** Whether a quote may be submitted and who must approve it. Throws MalformedFacts. */
  decideDiscount(facts: DiscountFacts): DiscountVerdict;
}

type Entrypoint = 'lead_routing/preflight' | 'lead_routing/decision' | 'discount_approvals/decision';
/** What every entrypoint gives besides its own keys. */
interface Decision {
  allow: boolean;
  missing: string[];
  rule_ids: string[];
  max_allowed_discount_bp?: number;
}
type Engine = (entrypoint: Entrypoint, input: object) => Decision;

const NO_PROBLEMS: FactsProblems = { missing: [], out_of_range: [] };

let committed: Promise<Policies> | undefined;

/** The committed policies, compiled once per process. Throws when the bundle is not the one that was recorded. */
export function loadPolicies(): Promise<Policies> {
  committed ??= loadCommitted();
  return committed;
}

/** The policies of any compiled bundle, such as one kept by its hash for a replay. */
export async function policiesOf(wasm: Uint8Array<ArrayBuffer>): Promise<Policies> {
  const loaded = await loadPolicy(wasm);
  const version = createHash('sha256').update(wasm).digest('hex');
  const engine: Engine = (entrypoint, input) => {
    const [answer] = loaded.evaluate(input, entrypoint) as { result: Decision }[];
    if (!answer) throw new Error(`The policy ${entrypoint} gave no decision`);
    return answer.result;
  };
  return {
    version,
    preflightLead: (facts) => preflightVerdictSchema.parse(preflight(engine, version, facts)),
    decideRouting: (facts) => routingVerdictSchema.parse(routing(engine, version, facts)),
    decideDiscount: (facts) => discountVerdictSchema.parse(discount(engine, version, facts)),
  };
}

async function loadCommitted(): Promise<Policies> {
  const folder = join(packageRoot(dirname(fileURLToPath(import.meta.url))), 'policy', 'bundle');
  const [wasm, record] = await Promise.all([
    readFile(join(folder, 'policy.wasm')),
    readFile(join(folder, 'bundle.json'), 'utf8'),
  ]);
  const policies = await policiesOf(new Uint8Array(wasm));
  const { wasmSha256 } = JSON.parse(record) as { wasmSha256: string };
  if (policies.version !== wasmSha256) {
    throw new Error(
      'policy/bundle/policy.wasm is not the bundle that bundle.json records; run "node policy/opa.mjs build"',
    );
  }
  return policies;
}

/** The bundle is not compiled to dist/: it is found from the package's root. */
const packageRoot = (folder: string): string =>
  existsSync(join(folder, 'package.json')) ? folder : packageRoot(dirname(folder));

function preflight(engine: Engine, version: string, facts: LeadRoutingFacts): unknown {
  const problems = factsProblems(routingFactsSchema, facts);
  if (hasProblems(problems)) {
    const route_hints = { segment: null, existing_customer: false };
    return { ...refusal('routing', problems, version), required_enrichment: [], route_hints, trace: [] };
  }
  return explained(engine('lead_routing/preflight', facts), version);
}

function routing(engine: Engine, version: string, facts: LeadRoutingFacts): unknown {
  const problems = factsProblems(routingFactsSchema, facts);
  if (!hasProblems(problems)) return explained(engine('lead_routing/decision', facts), version);
  const nowhere = { assignee: null, assignee_handle: null, team: null, pool: null, route_strategy: null };
  const unknown = { strategy_rule: null, segment: null, sla_minutes: null };
  const lists = { conflicts: [], required_enrichment: [], exclusions: [], trace: [] };
  return { ...refusal('routing', problems, version), ...nowhere, ...unknown, ...lists };
}

function discount(engine: Engine, version: string, facts: DiscountFacts): unknown {
  const problems = factsProblems(discountFactsSchema, facts);
  problems.out_of_range.push(...contradictedTotals(facts));
  if (hasProblems(problems)) return { ...refusal('discount', problems, version), ...nothingAllowed };
  const amounts = dealAmounts(facts);
  // What routes leads is most of a config, and the engine reads its input anew for every quote.
  const { segments, discounts, approvals } = facts.config;
  const decision = engine('discount_approvals/decision', {
    ...facts,
    config: { segments, discounts, approvals },
    amounts,
  });
  return {
    ...explained(decision, version),
    max_allowed_discount: (decision.max_allowed_discount_bp ?? 0) / 10_000,
    deal_arr_minor: amounts.deal_arr_floor_minor,
  };
}

const nothingAllowed = {
  max_allowed_discount_bp: 0,
  max_allowed_discount: 0,
  required_approvals: [],
  reasons: {},
  stages: [],
  flags: { legal_required: false, strategic: false },
  segment: null,
  segment_source: null,
  deal_arr_minor: null,
  trace: [],
};

/** A total that its lines do not add up to would let a discount hide: it is out of range. */
function contradictedTotals({ quote }: DiscountFacts): string[] {
  const lines = quote?.lines ?? [];
  if (lines.length === 0) return [];
  const differs = (total: number | undefined, parts: number[]): boolean =>
    typeof total === 'number' && parts.reduce((sum, part) => sum + part, 0) !== total;
  return [
    ...(differs(
      quote.list_total_minor,
      lines.map((line) => line.list_minor),
    )
      ? ['quote.list_total_minor']
      : []),
    ...(differs(
      quote.net_total_minor,
      lines.map((line) => line.net_minor),
    )
      ? ['quote.net_total_minor']
      : []),
  ];
}

const hasProblems = ({ missing, out_of_range }: FactsProblems): boolean => missing.length + out_of_range.length > 0;

/** A denial before the engine: the config is not whole, or a number is beyond what the engine takes. */
function refusal(policy: 'routing' | 'discount', problems: FactsProblems, version: string): object {
  const rules = [
    ...(problems.missing.length > 0 ? [`${policy}.attribute_missing`] : []),
    ...(problems.out_of_range.length > 0 ? [`${policy}.attribute_out_of_range`] : []),
  ];
  return verdictOf({ allow: false, rule_ids: rules }, problems, version);
}

function explained({ missing, ...decision }: Decision, version: string): object {
  return verdictOf(decision, { ...NO_PROBLEMS, missing }, version);
}

function verdictOf(decision: Pick<Decision, 'allow' | 'rule_ids'>, problems: FactsProblems, version: string): object {
  const denial = decision.allow ? null : { reason: decision.rule_ids[0], ...problems };
  return { ...decision, denial, rationale: rationaleOf(decision.rule_ids), policy_version: version };
}
