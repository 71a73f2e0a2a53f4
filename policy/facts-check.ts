import type { z } from 'zod';

/** Facts that are wrong in type or form: a defect of whoever gathered them, never a verdict. */
export class MalformedFacts extends Error {
  override readonly name = 'MalformedFacts';
}

/** What keeps facts from being decided on; the engine itself looks for what is missing outside the config. */
export interface FactsProblems {
  missing: string[];
  out_of_range: string[];
}

/**
 * Checks facts against their schema. Attributes that are not there are left to the rules, which name those they need;
 * the config must be whole. Throws MalformedFacts on anything else that does not fit.
 */
export function factsProblems(schema: z.ZodType, facts: unknown): FactsProblems {
  const problems: FactsProblems = { missing: [], out_of_range: [] };
  for (const issue of schema.safeParse(facts).error?.issues ?? []) {
    const name = issue.path.join('.');
    if (isAbsent(facts, issue.path)) {
      if (issue.path[0] === 'config') problems.missing.push(name);
    } else if (isOutOfRange(facts, issue)) {
      problems.out_of_range.push(name);
    } else {
      throw new MalformedFacts(`Policy fact "${name}": ${issue.message}`);
    }
  }
  return problems;
}

const valueAt = (facts: unknown, path: PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], facts);

const isAbsent = (facts: unknown, path: PropertyKey[]): boolean => valueAt(facts, path) === undefined;

/** A number that is too big, too small, or no integer. */
const isOutOfRange = (facts: unknown, issue: z.core.$ZodIssue): boolean =>
  typeof valueAt(facts, issue.path) === 'number' && ['too_big', 'too_small', 'invalid_type'].includes(issue.code);

/** Whether anything keeps facts from being decided on. */
export const hasProblems = ({ missing, out_of_range }: FactsProblems): boolean =>
  missing.length + out_of_range.length > 0;
