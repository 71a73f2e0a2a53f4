import type { DealFactsRow, SiblingRow } from '../../cypher/rows.js';
import type { ConfigFacts } from '../../policy/config-facts.js';
import type { DiscountVerdict } from '../../policy/verdicts.js';
import type { Caller } from '../kernel/caller.js';
import type { PolicyEvidence } from '../kernel/receipts.js';
import { type Instant, utcDay } from '../kernel/values/instants.js';
import { businessDay, discountFacts } from './facts.js';
import type { Quote, QuoteLine, QuoteVersion } from './quote.js';
import { configAt, type DealDeskRuntime } from './runtime.js';

const DAY_MS = 86_400_000;

/** A quote as locked or read, with the facts of its deal. */
export interface Evaluated {
  quote: Quote;
  version: QuoteVersion;
  lines: QuoteLine[];
  deal: DealFactsRow;
}

/** Which quotes of a family count together with one: from a day to a day, both inclusive. */
export interface FamilyWindow {
  quoteId: string;
  familyRootId: string;
  from: string;
  until: string;
}

/** Reads the family's quotes in the window: a submission locks the family first, a preview does not. */
export type ReadSiblings = (window: FamilyWindow) => Promise<SiblingRow[]>;

/**
 * Asks the discount policy about a quote under the tenant's active configuration. The evidence keeps every fact but the
 * configuration itself, which its number and hash name: it is immutable, and read again for a replay.
 */
export async function evaluate(
  runtime: DealDeskRuntime,
  caller: Caller,
  { quote, version, lines, deal: read }: Evaluated,
  now: Instant,
  readSiblings: ReadSiblings,
): Promise<{ verdict: DiscountVerdict; evidence: PolicyEvidence }> {
  const { config, sha256 } = await configAt(runtime, caller.tenantId, read.configNumber);
  const window = familyWindow(config.facts, quote, now);
  const deal = window ? { ...read, siblings: await readSiblings(window) } : read;
  const { config: _, ...facts } = discountFacts({ config: config.facts, caller, quote, version, lines, deal, now });
  const verdict = await runtime.policies.decideDiscount({ ...facts, config: config.facts });
  return {
    verdict,
    evidence: {
      package: 'discount_approvals',
      version: verdict.policy_version,
      configVersion: read.configNumber,
      configSha256: sha256,
      facts,
      verdict,
    },
  };
}

/** What is summed where the configuration asks for it; null: nothing. */
function familyWindow(config: ConfigFacts, quote: Quote, now: Instant): FamilyWindow | null {
  const { split_deals } = config.approvals;
  if (!split_deals || !quote.familyRootId) return null;
  const until = businessDay(quote, now);
  const from = new Date(Date.parse(until) - split_deals.window_days * DAY_MS).toISOString() as Instant;
  return { quoteId: quote.id, familyRootId: quote.familyRootId, from: utcDay(from), until };
}
