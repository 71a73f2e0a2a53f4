import type { DealFactsRow } from '../../cypher/rows.js';
import type { ConfigFacts } from '../../policy/config-facts.js';
import type { DiscountFacts } from '../../policy/discount-facts.js';
import { customFacts } from '../crm/index.js';
import type { Caller } from '../kernel/caller.js';
import { type Instant, utcDay } from '../kernel/values/instants.js';
import type { Quote, QuoteLine, QuoteVersion } from './quote.js';

/** Facts tell of siblings that were submitted up to this many days before a quote. */
export const SIBLING_DAYS = 90;

/** The day a quote counts for: of its business when it is history, else of the present. */
export const businessDay = (quote: Pick<Quote, 'businessDate'>, now: Instant): string =>
  quote.businessDate ?? utcDay(now);

/** Everything the discount policies may know of a quote, read by today's rules or not (semantics, Replay). */
export function discountFacts(input: {
  config: ConfigFacts;
  caller: Caller;
  quote: Quote;
  version: QuoteVersion;
  lines: QuoteLine[];
  deal: DealFactsRow;
  now: Instant;
}): DiscountFacts {
  const { caller, quote, version, deal } = input;
  const { attributes } = input.config;
  const acting = caller.id !== quote.ownerId && quote.backfill;
  return {
    config: input.config,
    now: input.now,
    business_date: businessDay(quote, input.now),
    backfill: quote.backfill,
    submitter: { id: caller.id, roles: [...caller.roles], seat: caller.seat },
    on_behalf_of: acting ? { id: quote.ownerId, roles: deal.ownerRoles, seat: null } : null,
    quote: {
      id: quote.id,
      version: version.number,
      currency: quote.currency,
      list_total_minor: version.listTotalMinor,
      net_total_minor: version.netTotalMinor,
      term_length_months: version.termMonths,
      has_non_standard_terms: version.nonStandardTerms,
      liability_minor: version.liabilityMinor,
      payment_days: version.paymentDays,
      risk_level: version.riskLevel,
      product_mix: [...new Set(input.lines.flatMap(({ family }) => family ?? []))].sort(),
      clauses: version.clauses ?? [],
      custom: customFacts('quote', version.custom, attributes),
      lines: input.lines.map((line) => ({
        sku: line.sku,
        quantity: line.quantity,
        list_minor: line.listMinor,
        net_minor: line.netMinor,
        recurring: line.recurring,
        family: line.family,
        custom: customFacts('line', line.custom, attributes),
      })),
    },
    account: accountFacts(deal, attributes),
    opportunity: opportunityFacts(deal, attributes),
    siblings: deal.siblings,
    siblings_log_position: null,
  };
}

function opportunityFacts(
  { opportunity: { id, stage, strategic, type, custom } }: DealFactsRow,
  attributes: ConfigFacts['attributes'],
): DiscountFacts['opportunity'] {
  return { id, stage, strategic, type, custom: customFacts('opportunity', custom, attributes) };
}

function accountFacts({ account }: DealFactsRow, attributes: ConfigFacts['attributes']): DiscountFacts['account'] {
  if (!account) return null;
  return {
    id: account.id,
    external_id: account.externalId,
    segment: null,
    arr_minor: account.arrMinor,
    region: account.region,
    country: account.country,
    customer_status: (account.customerStatus ?? 'prospect') as 'prospect' | 'customer' | 'former',
    industry: account.sector,
    employees: account.employees,
    owner_id: account.ownerId,
    custom: customFacts('account', account.custom, attributes),
  };
}
