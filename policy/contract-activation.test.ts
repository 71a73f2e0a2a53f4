import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ActivationFacts } from './activation-facts.js';
import { loadPolicies } from './bundle.js';
import { SAMPLE_CONFIG } from './facts.fixture.js';
import type { EmbeddedPolicies } from './policies.js';

let policies: EmbeddedPolicies;
beforeAll(async () => {
  policies = await loadPolicies();
});

const { base } = JSON.parse(readFileSync(new URL('./examples/contract_activation.json', import.meta.url), 'utf8')) as {
  base: ActivationFacts;
};
const facts = (changes: Partial<ActivationFacts> = {}): ActivationFacts => ({
  ...base,
  config: SAMPLE_CONFIG,
  ...changes,
});
const contract = (changes: Partial<ActivationFacts['contract']>) =>
  facts({ contract: { ...base.contract, ...changes } });
const blocked = (given: ActivationFacts) => policies.decideActivation(given).blocking_issues;

describe('the activation of a contract', () => {
  it('goes on when it is signed, approved and has its receipts', () => {
    expect(policies.decideActivation(facts())).toMatchObject({
      allow: true,
      denial: null,
      blocking_issues: [],
      required_receipts: ['APPROVE_QUOTE', 'GENERATE_CONTRACT', 'SIGN_CONTRACT'],
      rule_ids: ['activation.nothing_blocks'],
    });
  });

  it('no_provisioning_without_signed_contract_receipt', () => {
    const receipts = base.receipts.filter((step) => step !== 'SIGN_CONTRACT');
    expect(policies.decideActivation(facts({ receipts }))).toMatchObject({
      allow: false,
      blocking_issues: ['activation.receipt_missing'],
      missing_receipts: ['SIGN_CONTRACT'],
    });
  });

  it.each([
    ['not signed', contract({ status: 'viewed' }), 'activation.not_signed'],
    ['declined', contract({ status: 'declined' }), 'activation.not_in_force'],
    ['without payment terms', contract({ payment_days: null }), 'activation.no_payment_terms'],
    ['signed in another version', contract({ quote_version: 1 }), 'activation.signed_other_version'],
    ['signed by one side alone', contract({ signers: base.contract.signers.slice(0, 1) }), 'activation.side_missing'],
    ['without an approval', facts({ approvals: base.approvals.slice(0, 1) }), 'activation.approval_missing'],
    [
      'of a quote that is not approved',
      facts({ quote: { ...base.quote, status: 'rejected' } }),
      'activation.quote_not_approved',
    ],
  ])('is blocked when it is %s', (_, given, issue) => {
    expect(blocked(given)).toEqual([issue]);
  });

  it('keeps to the jurisdictions and receipts of the config, and needs to know the jurisdiction then', () => {
    const config = {
      ...SAMPLE_CONFIG,
      activation: { allowed_jurisdictions: ['GB'], required_receipts: ['CHECK_CREDIT'] },
    };
    expect(blocked(facts({ config }))).toEqual(['activation.jurisdiction_not_allowed']);
    const unknown = policies.decideActivation({ ...contract({ jurisdiction: null }), config });
    expect(unknown.denial?.missing).toEqual(['contract.jurisdiction']);
    expect(blocked(contract({ jurisdiction: null }))).toEqual([]);
  });

  it('denies and names what is missing', () => {
    const { approvals: _, ...rest } = facts();
    expect(policies.decideActivation(rest as ActivationFacts).denial).toMatchObject({
      reason: 'activation.attribute_missing',
      missing: ['approvals'],
    });
  });
});
