import type { ConfigFacts, RuleFacts } from './config-facts.js';
import type { DealAmounts } from './deal-amounts.js';
import type { DiscountFacts } from './discount-facts.js';
import { overrideCode, ruleCode } from './engine-config.js';
import { RULE_IDS } from './rationale.js';
import type { DiscountVerdict } from './verdicts.js';

type TraceEntry = DiscountVerdict['trace'][number];

/** The codes of a config's own rules and exceptions, in their order. */
interface TenantCodes {
  place: Map<string, number>;
  /** Rules of one comparison with an integer: the trace shows them whether they fire or not. */
  limits: { code: string; path: string[]; limit: number }[];
}

const LAST = ['discount.default_chain', 'discount.no_approval_needed'];
const PLACES = new Map<string, number>(
  RULE_IDS.map((id, place) => [id, LAST.includes(id) ? Number.MAX_SAFE_INTEGER - 2 + LAST.indexOf(id) : place]),
);

const codes = new WeakMap<ConfigFacts, TenantCodes>();

function codesOf(config: ConfigFacts): TenantCodes {
  const known = codes.get(config);
  if (known) return known;
  const rules = (config.rules ?? []).filter(({ applies_to }) => applies_to === 'discount');
  const all = [...rules.map(({ id }) => ruleCode(id)), ...(config.overrides ?? []).map(({ id }) => overrideCode(id))];
  const made = { place: new Map(all.map((code, n) => [code, RULE_IDS.length + n])), limits: rules.flatMap(limitOf) };
  codes.set(config, made);
  return made;
}

function limitOf({ id, when }: RuleFacts): TenantCodes['limits'] {
  const [[test] = [], ...others] = when;
  if (!test || others.length > 0 || when[0]?.length !== 1 || typeof test.value !== 'number') return [];
  return [{ code: ruleCode(id), path: test.path, limit: test.value }];
}

/** Brings rule ids into the order of the policy: the product's, the tenant's rules, its exceptions, what follows from them. */
export function inOrder(config: ConfigFacts, ids: readonly string[]): string[] {
  if (ids.length < 2) return [...ids];
  const { place } = codesOf(config);
  const placeOf = (id: string) => PLACES.get(id) ?? place.get(id) ?? 0;
  return [...ids].sort((a, b) => placeOf(a) - placeOf(b));
}

/** Each rule that fired or had a limit to hold against, with what it saw and the limit. */
export function traceOf(
  facts: DiscountFacts,
  amounts: DealAmounts,
  decision: { rule_ids: string[]; limits: Record<string, number | null>; waived: Record<string, string[]> },
): TraceEntry[] {
  const { limits: own } = codesOf(facts.config);
  const fired = new Set(decision.rule_ids);
  const limits = new Map(Object.entries(decision.limits).filter(([, limit]) => limit !== null));
  for (const { code, limit } of own) limits.set(code, limit);
  const ids = inOrder(facts.config, [...new Set([...fired, ...limits.keys()])]);
  return ids.map((rule) => {
    const waived = Object.keys(decision.waived).filter((role) => decision.waived[role]?.includes(rule));
    return {
      rule,
      fired: fired.has(rule),
      observed: observed(rule, facts, amounts, own),
      limit: limits.get(rule) ?? null,
      ...(waived.length > 0 && { waived: waived as TraceEntry['waived'] }),
    };
  });
}

function observed(rule: string, facts: DiscountFacts, amounts: DealAmounts, own: TenantCodes['limits']): number | null {
  switch (rule) {
    case 'discount.over_maximum':
    case 'discount.manager_above_limit':
    case 'discount.finance_above_limit':
    case 'discount.vp_above_limit':
      return amounts.discount_bp;
    case 'discount.over_high_arr':
      return amounts.deal_arr_ceil_minor;
    case 'discount.liability_over_limit':
      return amounts.liability_ceil_minor;
    case 'discount.term_over_limit':
      return facts.quote?.term_length_months ?? null;
    case 'discount.split_deal':
      return amounts.family?.arr_ceil_minor ?? null;
    default:
      return ownObserved(rule, facts, amounts, own);
  }
}

/** What a tenant's rule of one comparison saw; of lists nothing, since one item of many decided. */
function ownObserved(
  rule: string,
  facts: DiscountFacts,
  amounts: DealAmounts,
  own: TenantCodes['limits'],
): number | null {
  const path = own.find(({ code }) => code === rule)?.path;
  if (!path) return null;
  if (path[0] === 'deal') return path[1] === 'discount_bp' ? amounts.discount_bp : amounts.deal_arr_floor_minor;
  const value = path.reduce<unknown>((part, key) => (part as Record<string, unknown> | null | undefined)?.[key], facts);
  return typeof value === 'number' ? value : null;
}
