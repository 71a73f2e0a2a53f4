import type { ApproverRole, ConfigFacts, DiscountLimits, OverrideFacts } from './config-facts.js';
import type { DiscountFacts } from './discount-facts.js';
import { tenantRules } from './rules-oracle.fixture.js';

/**
 * For tests: the discount rules told a second time, in fractions of BigInt and from the design's sentences, not from the
 * Rego. Answers for complete facts only.
 */
export function expectedApprovals(facts: DiscountFacts): {
  denied: string | null;
  roles: Set<ApproverRole>;
  segment: string | null;
} {
  const who = facts.on_behalf_of ?? facts.submitter;
  const denied = (reason: string, segment: string | null = null) => ({
    denied: reason,
    roles: new Set<ApproverRole>(),
    segment,
  });
  const admin = facts.submitter.roles.includes('revops_admin');
  if ((facts.backfill || facts.on_behalf_of) && !(facts.backfill && admin)) return denied('backfill_refused');
  const known = 'sdr ae csm partner_manager sales_manager finance legal vp_sales revops_admin auditor operator'.split(
    ' ',
  );
  if (!who.roles.some((role) => known.includes(role))) return denied('role_unknown');
  const quoting = who.roles.filter((role) => ['ae', 'csm', 'partner_manager', 'sales_manager'].includes(role));
  if (quoting.length === 0) return denied('role_may_not_quote');
  const arr = dealArr(facts);
  const segment = segmentOf(facts.config, facts.account?.arr_minor ?? null, arr);
  const configured =
    facts.config.discounts[segment] ?? (segment === 'mid_market' ? facts.config.discounts.smb : undefined);
  if (!configured) return denied('segment_unknown', segment);
  const exceptions = (facts.config.overrides ?? []).filter((one) => applies(one, facts, segment));
  const whole = exceptions.filter(({ sku }) => !sku || facts.quote.lines.every((line) => line.sku === sku));
  const limits = excepted(configured, whole);
  if (isOver(facts, limits.max_discount_bp)) return denied('over_maximum', segment);
  const own = tenantRules(facts, { segment, arr_minor: Number(arr.over / arr.under) });
  if (own.denies) return denied(own.denies, segment);
  const forbidding = exceptions.find(({ effect }) => effect.deny);
  if (forbidding) return denied(`override.${forbidding.id}`, segment);
  const roles = rolesFor(facts, limits, quoting, arr, own.chains);
  for (const { effect } of whole) for (const role of effect.waive_roles) roles.delete(role);
  for (const { effect } of exceptions) for (const role of effect.add_roles) roles.add(role);
  return { denied: null, roles, segment };
}

/** Whether an exception is about this quote, on its day, by at least one of its lines. */
const applies = ({ account_id, sku, segment, from, until }: OverrideFacts, facts: DiscountFacts, found: string) =>
  (account_id === null || account_id === facts.account?.id || account_id === facts.account?.external_id) &&
  (sku === null || facts.quote.lines.some((line) => line.sku === sku)) &&
  (segment === null || segment === found) &&
  from <= facts.business_date &&
  facts.business_date <= until;

/** The limits of a segment, with the first exception's that names one. */
function excepted(limits: DiscountLimits, exceptions: OverrideFacts[]): DiscountLimits {
  const changed = { ...limits };
  for (const { effect } of [...exceptions].reverse()) {
    changed.ae_self_approve_bp = effect.ae_self_approve_bp ?? changed.ae_self_approve_bp;
    changed.max_discount_bp = effect.max_discount_bp ?? changed.max_discount_bp;
    changed.finance_required_bp = effect.finance_required_bp ?? changed.finance_required_bp;
    changed.vp_required_bp = effect.vp_required_bp ?? changed.vp_required_bp;
  }
  return changed;
}

interface Fraction {
  over: bigint;
  under: bigint;
}

function dealArr({ quote }: DiscountFacts): Fraction {
  if (quote.term_length_months === null) return { over: BigInt(quote.net_total_minor), under: 1n };
  let recurring = 0n;
  for (const line of quote.lines) if (line.recurring) recurring += BigInt(line.net_minor);
  return { over: recurring * 12n, under: BigInt(quote.term_length_months) };
}

function segmentOf(config: ConfigFacts, accountArr: number | null, deal: Fraction): string {
  const arr = accountArr === null ? deal.over / deal.under : BigInt(accountArr);
  for (const { name, arr_min_minor, arr_max_minor } of config.segments) {
    if (arr_min_minor !== null && arr < BigInt(arr_min_minor)) continue;
    if (arr_max_minor !== null && arr > BigInt(arr_max_minor)) continue;
    return name;
  }
  return 'mid_market';
}

const isOver = ({ quote }: DiscountFacts, bp: number | null): boolean =>
  bp !== null &&
  (BigInt(quote.list_total_minor) - BigInt(quote.net_total_minor)) * 10_000n >
    BigInt(bp) * BigInt(quote.list_total_minor);

function rolesFor(
  facts: DiscountFacts,
  limits: DiscountLimits,
  quoting: string[],
  arr: Fraction,
  own: ApproverRole[][],
): Set<ApproverRole> {
  const { quote, config, opportunity } = facts;
  const { approvals } = config;
  const alone = quoting.map((role) =>
    role === 'ae'
      ? Math.min(limits.ae_self_approve_bp, limits.manager_required_bp ?? Number.POSITIVE_INFINITY)
      : (limits.self_approve_bp_by_role[role] ?? 0),
  );
  const chains: ApproverRole[][] = [...own, ...lineChains(facts)];
  if (isOver(facts, Math.max(...alone))) chains.push(['SALES_MANAGER']);
  if (isOver(facts, limits.finance_required_bp)) chains.push(['FINANCE']);
  if (isOver(facts, limits.vp_required_bp)) chains.push(['VP_SALES']);
  const threshold = approvals.high_arr_threshold_minor;
  if (threshold !== null && arr.over > BigInt(threshold) * arr.under)
    chains.push(approvals.approval_chains.over_high_arr ?? []);
  if (quote.has_non_standard_terms) {
    chains.push(approvals.approval_chains.non_standard_terms ?? []);
    if (limits.legal_required_for_non_standard) chains.push(['LEGAL']);
  }
  const over = (value: number | null, limit: number | null) => value !== null && limit !== null && value > limit;
  if (over(quote.liability_minor, approvals.max_liability_minor)) chains.push(['LEGAL']);
  if (over(quote.term_length_months, approvals.max_term_months)) chains.push(['FINANCE']);
  if (quote.risk_level === 'high') chains.push(['FINANCE']);
  const skus = new Set(quote.lines.map((line) => line.sku));
  const restricted = approvals.restricted_products.filter((product) => skus.has(product.sku));
  if (restricted.length > 0) chains.push(restricted.flatMap((product) => product.roles));
  if (opportunity?.strategic) chains.push(['VP_SALES']);
  const fallback = approvals.approval_chains.default ?? [];
  const named = chains.map((chain) =>
    chain.length > 0 ? chain : fallback.length > 0 ? fallback : ['SALES_MANAGER' as const],
  );
  return new Set(named.flat());
}

/** What single lines, products together and clauses ask for. */
function lineChains({ quote, config: { approvals } }: DiscountFacts): ApproverRole[][] {
  const chains: ApproverRole[][] = [];
  const lineLimits = (approvals.line_limits ?? []).filter(({ max_line_discount_bp: bp }) =>
    quote.lines.some(
      (line) => (BigInt(line.list_minor) - BigInt(line.net_minor)) * 10_000n > BigInt(bp) * BigInt(line.list_minor),
    ),
  );
  if (lineLimits.length > 0) chains.push(lineLimits.flatMap(({ roles }) => roles));
  const sold = [...quote.lines.map(({ sku }) => sku), ...quote.product_mix];
  const mixes = (approvals.product_mix ?? []).filter(
    ({ has, lacks }) => has.every((name) => sold.includes(name)) && !lacks.some((name) => sold.includes(name)),
  );
  if (mixes.length > 0) chains.push(mixes.flatMap(({ roles }) => roles));
  const clauses = (quote.clauses ?? []).flatMap((clause) => {
    const roles = approvals.clauses?.[clause];
    return roles ? [roles] : [];
  });
  if (clauses.length > 0) chains.push(clauses.flat());
  return chains;
}
