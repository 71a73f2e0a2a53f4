/** One sentence per rule id. Made here and not in Rego, whose engines print text differently. */
const SENTENCES = {
  'discount.attribute_missing': 'A needed attribute is missing.',
  'discount.attribute_out_of_range': 'An attribute is outside what policies take, or contradicts another.',
  'discount.backfill_refused':
    "Entering history, or in another person's name, needs a RevOps admin and the backfill flag.",
  'discount.role_unknown': 'The submitter holds no role that the policy knows.',
  'discount.role_may_not_quote': "The submitter's role may not quote.",
  'discount.rate_missing': "The quote's currency has no exchange rate on its date.",
  'discount.segment_unknown': "The config has no discount limits for the deal's segment.",
  'discount.over_maximum': 'The discount is over the maximum of its segment.',
  'discount.manager_above_limit': 'The discount is above what the submitter may give alone.',
  'discount.finance_above_limit': "The discount is above finance's limit of its segment.",
  'discount.vp_above_limit': "The discount is above the VP of sales' limit of its segment.",
  'discount.over_high_arr': "The deal's ARR is over the high-ARR threshold.",
  'discount.non_standard_terms': 'The quote has non-standard terms.',
  'discount.legal_for_segment': 'Non-standard terms in this segment need legal.',
  'discount.liability_over_limit': 'The liability is over the limit.',
  'discount.term_over_limit': 'The term is longer than the limit.',
  'discount.high_risk': 'The deal is rated as a high risk.',
  'discount.restricted_product': 'The quote holds a restricted product.',
  'discount.strategic_deal': 'The deal is strategic.',
  'discount.default_chain': 'What asked for approval names no role, so the default chain decides.',
  'discount.no_approval_needed': 'The submitter may submit this quote without approval.',
  'routing.attribute_missing': 'A needed attribute is missing.',
  'routing.attribute_out_of_range': 'An attribute is outside what policies take.',
  'routing.domain_blocked': "The lead's domain is blocked.",
  'routing.admitted': 'Nothing speaks against the lead, and everything needed is known.',
  'routing.enrichment_required': 'Attributes that routing needs are still unknown.',
  'routing.existing_customer': "The lead's account is a customer.",
  'routing.account_owner_follows': 'The lead follows its account to the person responsible for it.',
  'routing.named_account': "The lead's company is a named account.",
  'routing.territory': "The lead's region belongs to a territory.",
  'routing.segment': "The lead's segment has a place of its own.",
  'routing.round_robin': 'The lead goes to the next member of a pool.',
  'routing.capacity': 'The lead goes to the member of a pool who has room for it.',
  'routing.queue': "The lead waits in a team's queue.",
  'routing.unrouted': 'No rule takes the lead, so it waits in the common queue.',
} as const;

/** The id of a policy rule, as stored in verdicts and receipts. */
export type RuleId = keyof typeof SENTENCES;

/** Every rule id there is. */
export const RULE_IDS = Object.keys(SENTENCES) as RuleId[];

/** Explains rule ids in their order, one sentence each. An id that has no sentence is a defect and throws. */
export function rationaleOf(ruleIds: readonly string[]): string {
  return ruleIds.map(sentenceOf).join(' ');
}

function sentenceOf(ruleId: string): string {
  if (!Object.hasOwn(SENTENCES, ruleId)) throw new Error(`The policy rule "${ruleId}" has no sentence`);
  return SENTENCES[ruleId as RuleId];
}
