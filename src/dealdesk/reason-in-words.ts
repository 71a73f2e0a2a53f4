import type { ConfigFacts } from '../../policy/config-facts.js';
import { rationaleOf } from '../../policy/rationale.js';

/** A rule that asked for something, in words: the product's own by its sentence, the tenant's by its author's. */
export function reasonInWords(reason: string, { rules = [], overrides = [] }: ConfigFacts): string {
  const rule = rules.find(({ id }) => reason === `rule.${id}`);
  if (rule) return rule.rationale ?? `The rule "${rule.id}" asks for it.`;
  const override = overrides.find(({ id }) => reason === `override.${id}`);
  return override ? override.reason : rationaleOf([reason]);
}
