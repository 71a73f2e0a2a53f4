import type { ConfigFacts } from './config-facts.js';
import type { DiscountFacts } from './discount-facts.js';
import { discountFacts, limits, quoteOf, SAMPLE_CONFIG } from './facts.fixture.js';
import { as, ofArr } from './quotes.fixture.js';

const ARR_THRESHOLD = 25_000_000;

/** R3's sample with every further limit: what the table is decided by. */
const TABLE_CONFIG: ConfigFacts = {
  ...SAMPLE_CONFIG,
  discounts: {
    smb: limits({
      ae_self_approve_bp: 2_000,
      manager_required_bp: 2_000,
      vp_required_bp: 4_000,
      max_discount_bp: 6_000,
    }),
    enterprise: limits({
      ae_self_approve_bp: 1_000,
      legal_required_for_non_standard: true,
      self_approve_bp_by_role: { csm: 1_000, sales_manager: 3_000 },
    }),
  },
  approvals: {
    ...SAMPLE_CONFIG.approvals,
    max_term_months: 36,
    restricted_products: [{ sku: 'MG-9', roles: ['LEGAL'] }],
    product_mix: [{ id: 'gtx_without_care', has: ['GTX'], lacks: ['CARE'], roles: ['VP_SALES'] }],
  },
};

/** Account ARR: both ends of every segment, and unknown, so that the deal's decides. */
const SEGMENTS = [0, 5_000_000, 5_000_001, 24_999_999, 25_000_000, null];
/** On each limit and one basis point above it; an uplift. */
const DISCOUNTS = [-500, 0, 1_000, 1_001, 2_000, 2_001, 3_000, 3_001, 4_001, 6_000, 6_001];
const TERMS = [null, 12, 36, 37];
const RISKS = [null, 'high'] as const;
const ROLES = ['ae', 'csm', 'sales_manager', 'sdr'];
/** Yearly recurring net below, exactly on, and one minor unit a month above the threshold. */
const ARRS = [1_200_000, ARR_THRESHOLD, ARR_THRESHOLD + 12];
const MIXES = [
  { sku: 'GTX-1', mix: ['GTX'] },
  { sku: 'GTX-1', mix: ['CARE', 'GTX'] },
  { sku: 'MG-9', mix: ['MG'] },
];

/** Every combination of segment, discount band, term, product mix, risk, role and ARR band; 25,344 cases. */
export function* discountTable(): Generator<DiscountFacts> {
  for (const segment of SEGMENTS)
    for (const discount of DISCOUNTS)
      for (const term of TERMS)
        for (const mix of MIXES)
          for (const risk_level of RISKS)
            for (const role of ROLES)
              for (const arr of ARRS) {
                const quote = soldAt(arr, discount, term, mix.sku);
                yield discountFacts({
                  config: TABLE_CONFIG,
                  ...as(role),
                  ...ofArr(segment),
                  quote: { ...quote, risk_level, product_mix: mix.mix },
                });
              }
}

/** A recurring line at list that makes the ARR, and a single one that brings the whole discount to exactly the basis points. */
function soldAt(arr: number, bp: number, term: number | null, sku: string): DiscountFacts['quote'] {
  const recurring = term === null ? arr : Math.floor((arr * term) / 12);
  const list = Math.ceil((recurring * 2.6) / 10_000) * 10_000;
  const once = { list_minor: list - recurring, net_minor: list - recurring - (list / 10_000) * bp };
  return quoteOf(
    [
      { sku, quantity: 1, list_minor: recurring, net_minor: recurring, recurring: true },
      { sku, quantity: 1, ...once, recurring: false },
    ],
    { term_length_months: term },
  );
}
