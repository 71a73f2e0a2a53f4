import { dealAmounts } from './deal-amounts.js';
import { type DiscountFacts, discountFactsSchema } from './discount-facts.js';
import { inOrder, traceOf } from './explain.js';
import { checkedVerdict, factsProblems } from './facts-check.js';
import { type Decision, explained, type Question, refusal } from './question.js';
import { type DiscountVerdict, discountVerdictSchema } from './verdicts.js';

/** What the module gives: its decision without what text and order it is shown in. */
interface DiscountDecision extends Decision {
  max_allowed_discount_bp: number;
  reasons: Record<string, string[]>;
  /** What the rules of a limit held against. */
  limits: Record<string, number | null>;
  /** Roles that exceptions took away, and which. */
  waived: Record<string, string[]>;
}

/** Asks whether a quote may be submitted and who must approve it. Throws MalformedFacts. */
export function discountQuestion(facts: DiscountFacts, version: string): Question<DiscountVerdict> {
  const problems = factsProblems(discountFactsSchema, facts);
  problems.out_of_range.push(...contradictedTotals(facts));
  const refused = refusal('discount', problems, version);
  if (refused) return { verdict: checkedVerdict(discountVerdictSchema, { ...refused, ...NOTHING_ALLOWED }) };
  const amounts = dealAmounts(facts);
  // Siblings are summed in the amounts; the engine parses its input anew for every quote.
  const { config, siblings: _, siblings_log_position: __, ...told } = facts;
  return {
    entrypoint: 'discount_approvals/decision',
    config,
    input: { ...told, amounts },
    conclude(given) {
      const { limits, waived, reasons, ...decision } = given as DiscountDecision;
      decision.rule_ids = inOrder(config, decision.rule_ids);
      return checkedVerdict(discountVerdictSchema, {
        ...explained(decision, version, config),
        reasons: Object.fromEntries(Object.entries(reasons).map(([role, ids]) => [role, inOrder(config, ids)])),
        max_allowed_discount: decision.max_allowed_discount_bp / 10_000,
        deal_arr_minor: amounts.deal_arr_floor_minor,
        trace: traceOf(facts, amounts, { rule_ids: decision.rule_ids, limits, waived }),
      });
    },
  };
}

const NOTHING_ALLOWED = {
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
  let [list, net] = [0, 0];
  for (const line of lines) {
    list += line.list_minor;
    net += line.net_minor;
  }
  return [
    ...(typeof quote.list_total_minor === 'number' && quote.list_total_minor !== list
      ? ['quote.list_total_minor']
      : []),
    ...(typeof quote.net_total_minor === 'number' && quote.net_total_minor !== net ? ['quote.net_total_minor'] : []),
  ];
}
