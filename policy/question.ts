import type { ConfigFacts } from './config-facts.js';
import type { Entrypoint } from './engine.js';
import { type FactsProblems, hasProblems } from './facts-check.js';
import { rationaleOf } from './rationale.js';

/** A decision on its way: answered before any engine (facts that cannot be decided on), or to be asked of one. */
export type Question<Verdict> =
  | { verdict: Verdict }
  | {
      entrypoint: Entrypoint;
      config: ConfigFacts;
      /** What the engine is given; no config. */
      input: object;
      /** Checks what the engine gave, and completes it. */
      conclude(decision: unknown): Verdict;
    };

/** What every decision carries that may deny. */
export interface Decision {
  allow: boolean;
  missing: string[];
  rule_ids: string[];
}

const NOTHING: FactsProblems = { missing: [], out_of_range: [] };

/** A denial before the engine: the config is not whole, or a number is beyond what the engine takes. Null: no problem. */
export function refusal(
  policy: 'routing' | 'discount' | 'activation',
  problems: FactsProblems,
  version: string,
): object | null {
  if (!hasProblems(problems)) return null;
  const rule_ids = [
    ...(problems.missing.length > 0 ? [`${policy}.attribute_missing`] : []),
    ...(problems.out_of_range.length > 0 ? [`${policy}.attribute_out_of_range`] : []),
  ];
  return explained({ allow: false, rule_ids }, version, null, problems);
}

/** A decision with its reason, its rationale and the policy's version. */
export function explained(
  { missing = [], ...decision }: Omit<Decision, 'missing'> & Partial<Decision>,
  version: string,
  config: ConfigFacts | null,
  problems: FactsProblems = { ...NOTHING, missing },
): object {
  return {
    ...decision,
    denial: decision.allow ? null : { reason: decision.rule_ids[0], ...problems },
    rationale: rationaleOf(decision.rule_ids, config ?? {}),
    policy_version: version,
  };
}
