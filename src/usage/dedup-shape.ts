import { z } from 'zod';
import { DEDUP_RULES, type DedupRule } from './catalogue.js';

const written = z.strictObject({
  rule: z.enum(DEDUP_RULES),
  key: z.string().min(1).max(100).nullish(),
  minutes: z.int().min(1).max(1_440).nullish(),
  most: z.int().min(1).max(10_000).nullish(),
});

/** The one value that each rule needs. */
const NEEDS = { each: null, once_per: 'key', once_a_session: 'minutes', at_most_a_day: 'most' } as const;

/** A rule against like events as callers write it, with the one value that it needs; `each` when left out. */
export const dedupShape = written.nullish().transform((given, context): DedupRule => {
  if (!given) return { rule: 'each' };
  const { rule, ...values } = given;
  const needed = NEEDS[rule];
  for (const name of ['key', 'minutes', 'most'] as const) {
    if ((values[name] != null) === (name === needed)) continue;
    const message = name === needed ? `is what ${rule} needs` : `is not for ${rule}`;
    context.addIssue({ code: 'custom', path: [name], message });
  }
  return (needed === null ? { rule } : { rule, [needed]: values[needed] }) as DedupRule;
});
