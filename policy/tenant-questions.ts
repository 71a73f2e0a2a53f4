import type { z } from 'zod';
import { type ActivationFacts, activationFactsSchema } from './activation-facts.js';
import type { Entrypoint } from './engine.js';
import { inOrder } from './explain.js';
import { checkedVerdict, factsProblems, hasProblems, MalformedFacts } from './facts-check.js';
import { type Decision, explained, type Question, refusal } from './question.js';
import {
  type OverridesQuestion,
  overridesFactsSchema,
  type SegmentQuestion,
  segmentFactsSchema,
} from './tenant-facts.js';
import {
  type ActivationVerdict,
  activationVerdictSchema,
  type OverridesVerdict,
  overridesVerdictSchema,
  type SegmentVerdict,
  segmentVerdictSchema,
} from './verdicts.js';

/** Asks whether a contract may be activated. Throws MalformedFacts. */
export function activationQuestion(facts: ActivationFacts, version: string): Question<ActivationVerdict> {
  const refused = refusal('activation', factsProblems(activationFactsSchema, facts), version);
  if (refused) {
    const { rule_ids } = refused as Decision;
    const lists = { required_receipts: [], missing_receipts: [], missing_approvals: [], allowed_jurisdictions: [] };
    return { verdict: checkedVerdict(activationVerdictSchema, { ...refused, ...lists, blocking_issues: rule_ids }) };
  }
  const { config, ...input } = facts;
  return {
    entrypoint: 'contract_activation/decision',
    config,
    input,
    conclude(given) {
      const decision = given as Decision & { blocking_issues: string[] };
      decision.rule_ids = inOrder(config, decision.rule_ids);
      decision.blocking_issues = inOrder(config, decision.blocking_issues);
      return checkedVerdict(activationVerdictSchema, explained(decision, version, config));
    },
  };
}

/** Asks for the segment of an ARR or a head count. Throws MalformedFacts: it decides nothing that could be denied. */
export const segmentQuestion = (facts: SegmentQuestion, version: string): Question<SegmentVerdict> =>
  plain('segment_definitions/decision', facts, segmentFactsSchema, segmentVerdictSchema, version);

/** Asks what the tenant's exceptions change for a quote. Throws MalformedFacts. */
export const overridesQuestion = (facts: OverridesQuestion, version: string): Question<OverridesVerdict> =>
  plain('tenant_overrides/decision', facts, overridesFactsSchema, overridesVerdictSchema, version);

function plain<Facts extends { config: ActivationFacts['config'] }, Verdict>(
  entrypoint: Entrypoint,
  facts: Facts,
  checked: z.ZodType<Facts>,
  concluded: z.ZodType<Verdict>,
  version: string,
): Question<Verdict> {
  const problems = factsProblems(checked, facts);
  if (hasProblems(problems) || !checked.safeParse(facts).success) {
    throw new MalformedFacts(`Not to be decided on: ${[...problems.missing, ...problems.out_of_range].join(', ')}`);
  }
  const { config, ...input } = facts;
  return {
    entrypoint,
    config,
    input,
    conclude: (given) => checkedVerdict(concluded, { ...(given as object), policy_version: version }),
  };
}
