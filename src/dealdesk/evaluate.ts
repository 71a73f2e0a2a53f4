import type { DealFactsRow } from '../../cypher/rows.js';
import type { DiscountVerdict } from '../../policy/verdicts.js';
import type { Caller } from '../kernel/caller.js';
import type { PolicyEvidence } from '../kernel/receipts.js';
import type { Instant } from '../kernel/values/instants.js';
import { discountFacts } from './facts.js';
import type { Quote, QuoteLine, QuoteVersion } from './quote.js';
import { configAt, type DealDeskRuntime } from './runtime.js';

/** A quote as locked or read, with the facts of its deal. */
export interface Evaluated {
  quote: Quote;
  version: QuoteVersion;
  lines: QuoteLine[];
  deal: DealFactsRow;
}

/**
 * Asks the discount policy about a quote under the tenant's active configuration. The evidence keeps every fact but the
 * configuration itself, which its number and hash name: it is immutable, and read again for a replay.
 */
export async function evaluate(
  runtime: DealDeskRuntime,
  caller: Caller,
  { quote, version, lines, deal }: Evaluated,
  now: Instant,
): Promise<{ verdict: DiscountVerdict; evidence: PolicyEvidence }> {
  const { config, sha256 } = await configAt(runtime, caller.tenantId, deal.configNumber);
  const { config: read, ...facts } = discountFacts({ config: config.facts, caller, quote, version, lines, deal, now });
  const verdict = await runtime.policies.decideDiscount({ ...facts, config: read });
  return {
    verdict,
    evidence: {
      package: 'discount_approvals',
      version: verdict.policy_version,
      configVersion: deal.configNumber,
      configSha256: sha256,
      facts,
      verdict,
    },
  };
}
