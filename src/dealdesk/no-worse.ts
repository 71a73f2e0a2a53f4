import type { RuleFacts, Test } from '../../policy/config-facts.js';
import { dealAmounts } from '../../policy/deal-amounts.js';
import type { DiscountFacts } from '../../policy/discount-facts.js';
import { discountBp } from '../kernel/values/money.js';

/** Facts of two versions of a quote, in all else the same. */
export interface Compared {
  now: DiscountFacts;
  /** Of the version that was approved. */
  before: DiscountFacts;
}

type Rule = (compared: Compared) => boolean;
type Facts = DiscountFacts;

const RISKS = ['low', 'medium', 'high'];

/** What a rule looks at, and that it is no worse than it was. A discount is compared exactly, not in rounded points. */
const RULES: Record<string, Rule> = {
  'discount.manager_above_limit': noMoreDiscount,
  'discount.finance_above_limit': noMoreDiscount,
  'discount.vp_above_limit': noMoreDiscount,
  'discount.over_high_arr': noMore((facts) => dealAmounts(facts).deal_arr_ceil_minor),
  'discount.liability_over_limit': noMore(({ quote }) => quote.liability_minor),
  'discount.term_over_limit': noMore(({ quote }) => quote.term_length_months),
  'discount.high_risk': noMore(({ quote }) => RISKS.indexOf(quote.risk_level ?? 'low')),
  'discount.non_standard_terms': noOtherClauses,
  'discount.legal_for_segment': noOtherClauses,
  'discount.clause': noOtherClauses,
  'discount.restricted_product': noOtherProducts,
  'discount.product_mix': sameProducts,
  'discount.line_over_limit': noMore((facts) => Math.max(0, ...lineDiscounts(facts))),
  'discount.strategic_deal': inNothing,
  'discount.default_chain': inNothing,
};

/**
 * Whether a version is no worse than an approved one under a rule that asked for the approval (semantics, Deal desk). A rule
 * that measures nothing of the quote looks at all of it; one over the account's other quotes is always asked again.
 */
export function isNoWorse(ruleId: string, compared: Compared): boolean {
  const known = RULES[ruleId];
  if (known) return known(compared);
  if (ruleId.startsWith('override.')) return inNothing(compared);
  const rule = compared.now.config.rules?.find(({ id }) => `rule.${id}` === ruleId);
  return rule !== undefined && noWorseByTests(rule, compared);
}

/** As exact fractions of list; an uplift gives nothing. */
function noMoreDiscount({ now, before }: Compared): boolean {
  const given = ({ quote }: Facts) => BigInt(Math.max(0, quote.list_total_minor - quote.net_total_minor));
  return (
    given(now) * BigInt(before.quote.list_total_minor) <= given(before) * BigInt(now.quote.list_total_minor) ||
    given(now) === 0n
  );
}

/** A figure that is not larger; one that is not there is the smallest. */
function noMore(figure: (facts: Facts) => number | null): Rule {
  return ({ now, before }) => (figure(now) ?? -1) <= (figure(before) ?? -1);
}

const isWithin = <T>(some: readonly T[], others: readonly T[]): boolean => some.every((one) => others.includes(one));

function noOtherClauses({ now, before }: Compared): boolean {
  const clauses = ({ quote }: Facts) => quote.clauses ?? [];
  return (
    isWithin(clauses(now), clauses(before)) &&
    (before.quote.has_non_standard_terms || !now.quote.has_non_standard_terms)
  );
}

const skus = ({ quote }: Facts) => quote.lines.map(({ sku }) => sku);

function noOtherProducts({ now, before }: Compared): boolean {
  const restricted = now.config.approvals.restricted_products.map(({ sku }) => sku);
  return isWithin(
    skus(now).filter((sku) => restricted.includes(sku)),
    skus(before),
  );
}

function sameProducts({ now, before }: Compared): boolean {
  return isWithin(skus(now), skus(before)) && isWithin(skus(before), skus(now));
}

const lineDiscounts = ({ quote }: Facts): number[] =>
  quote.lines.map(({ list_minor, net_minor }) => discountBp(list_minor, net_minor));

const noMoreDays = noMore(({ quote }) => quote.payment_days);

/** In no respect: what is measured by a rule, and the days to pay. */
function inNothing(compared: Compared): boolean {
  const measured = Object.values(RULES).filter((rule) => rule !== inNothing);
  return [...measured, noMoreDays].every((rule) => rule(compared));
}

/** By what each test of a tenant's rule looks at. What is not of the quote is the same for both. */
function noWorseByTests({ when }: RuleFacts, compared: Compared): boolean {
  return when.flat().every((test) => noWorseByTest(test, compared));
}

function noWorseByTest({ path, op }: Test, { now, before }: Compared): boolean {
  const [was, is] = [valuesAt(path, before), valuesAt(path, now)];
  if (op === 'gt' || op === 'gte') return known(is).every((value) => known(was).some((one) => one >= value));
  if (op === 'lt' || op === 'lte') return known(is).every((value) => known(was).some((one) => one <= value));
  return isWithin(is, was) && isWithin(was, is);
}

/** Numbers and days: what has an order. */
const known = (values: unknown[]) => values.filter((one): one is number | string => one !== null && one !== undefined);

/** What an attribute of the quote or its lines says; nothing where it is of something else. */
function valuesAt([entity, ...rest]: string[], facts: Facts): unknown[] {
  const [name = ''] = rest;
  if (entity === 'line') {
    return name === 'discount_bp' ? lineDiscounts(facts) : facts.quote.lines.flatMap((line) => at(line, rest));
  }
  if (entity === 'quote') return at(facts.quote, rest);
  if (entity !== 'deal') return [];
  if (name === 'discount_bp') return [discountBp(facts.quote.list_total_minor, facts.quote.net_total_minor)];
  return name === 'arr_minor' ? [dealAmounts(facts).deal_arr_ceil_minor] : [];
}

function at(record: unknown, path: string[]): unknown[] {
  const value = path.reduce<unknown>((held, key) => (held as Record<string, unknown> | undefined)?.[key], record);
  return Array.isArray(value) ? value : [value ?? null];
}
