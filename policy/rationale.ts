import type { ConfigFacts } from './config-facts.js';
import { overrideCode, ruleCode } from './engine-config.js';

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
  'discount.line_over_limit': 'A line is discounted above the limit of single lines.',
  'discount.product_mix': 'The products in the quote need somebody to look at them together.',
  'discount.clause': 'A clause differs from the standard.',
  'discount.split_deal': "The account family's quotes of these days together exceed what this one alone does not.",
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
  'activation.attribute_missing': 'A needed attribute is missing.',
  'activation.attribute_out_of_range': 'An attribute is outside what policies take.',
  'activation.not_signed': 'The contract is not signed.',
  'activation.not_in_force': 'The contract was declined, voided or has expired.',
  'activation.no_signer': 'The contract names nobody who signs it.',
  'activation.signer_missing': 'Somebody whom the contract names has not signed it.',
  'activation.side_missing': 'The contract is not signed for both sides.',
  'activation.signed_other_version': 'What was signed is another version of the quote.',
  'activation.jurisdiction_not_allowed': "The contract's jurisdiction is not allowed.",
  'activation.no_payment_terms': 'The contract has no payment terms, so nothing may be invoiced.',
  'activation.quote_not_approved': 'The quote is not approved.',
  'activation.approval_missing': 'A required approval is missing.',
  'activation.receipt_missing': 'A required receipt is missing.',
  'activation.nothing_blocks': 'Nothing blocks the activation.',
} as const;

/** The id of a policy rule, as stored in verdicts and receipts. */
export type RuleId = keyof typeof SENTENCES;

/** Every rule id there is. */
export const RULE_IDS = Object.keys(SENTENCES) as RuleId[];

/** What a config says of its own rules and exceptions. */
type Authored = Pick<ConfigFacts, 'rules' | 'overrides'>;

/**
 * Explains rule ids in their order, one sentence each; a tenant's own rule or exception by its author's words. An id that has
 * no sentence is a defect and throws.
 */
export function rationaleOf(ruleIds: readonly string[], authored: Authored = {}): string {
  return ruleIds.map((id) => sentenceOf(id, authored)).join(' ');
}

function sentenceOf(ruleId: string, { rules = [], overrides = [] }: Authored): string {
  if (Object.hasOwn(SENTENCES, ruleId)) return SENTENCES[ruleId as RuleId];
  const rule = rules.find(({ id }) => ruleCode(id) === ruleId);
  if (rule) return asSentence(rule.rationale ?? `The configuration's rule "${rule.id}" applies`);
  const override = overrides.find(({ id }) => overrideCode(id) === ruleId);
  if (override) return asSentence(override.reason);
  throw new Error(`The policy rule "${ruleId}" has no sentence`);
}

const asSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
