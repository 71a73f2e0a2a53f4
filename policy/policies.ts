import type { ActivationFacts } from './activation-facts.js';
import type { DiscountFacts } from './discount-facts.js';
import type { LeadRoutingFacts } from './routing-facts.js';
import type { OverridesQuestion, SegmentQuestion } from './tenant-facts.js';
import type {
  ActivationVerdict,
  DiscountVerdict,
  OverridesVerdict,
  PreflightVerdict,
  RoutingVerdict,
  SegmentVerdict,
} from './verdicts.js';

/** What decisions are made from and what they give. */
interface Decisions {
  /** Whether a lead comes in. */
  preflightLead: [LeadRoutingFacts, PreflightVerdict];
  /** Where a lead goes. */
  decideRouting: [LeadRoutingFacts, RoutingVerdict];
  /** Whether a quote may be submitted and who must approve it. */
  decideDiscount: [DiscountFacts, DiscountVerdict];
  /** Whether a contract may be activated. */
  decideActivation: [ActivationFacts, ActivationVerdict];
  /** Which segment an ARR or a head count falls into. */
  segmentOf: [SegmentQuestion, SegmentVerdict];
  /** What the tenant's exceptions of a day change for a quote. */
  exceptionsOf: [OverridesQuestion, OverridesVerdict];
}

interface Bundle {
  /** SHA-256 of the compiled bundle: the policy version that receipts name. */
  readonly version: string;
  /** The same policies in this process, for what is only tried: hundreds of decisions that nothing hangs on. */
  readonly embedded: EmbeddedPolicies;
}

type Verdict<Name extends keyof Decisions> = Decisions[Name][1];

/** The policies in this process: they answer at once. All throw MalformedFacts. */
export type EmbeddedPolicies = Bundle & {
  [Name in keyof Decisions]: (facts: Decisions[Name][0]) => Verdict<Name>;
};

/**
 * The compiled policies, in this process or on an OPA server: to be awaited, which costs nothing where there is nothing to
 * wait for. Every decision is pure: the same facts give the same verdict, on either.
 */
export type Policies = Bundle & {
  [Name in keyof Decisions]: (facts: Decisions[Name][0]) => Verdict<Name> | Promise<Verdict<Name>>;
};
