import type { z } from 'zod';
import { isCheckedConfig } from './config-facts-schema.js';
import { type QuickCheck, quickCheck } from './quick-check.js';

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
  if (quickly(schema)(facts)) return problems;
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

const checks = new WeakMap<z.ZodType, QuickCheck>();

/** Most facts fit: the schema itself is asked what is wrong with those that do not, and with configs it has not seen. */
function quickly(schema: z.ZodType): QuickCheck {
  const made = checks.get(schema) ?? quickCheck(schema, isCheckedConfig);
  checks.set(schema, made);
  return made;
}

/** A verdict that fits its schema; throws zod's error otherwise. */
export function checkedVerdict<Verdict>(schema: z.ZodType<Verdict>, verdict: unknown): Verdict {
  return quickly(schema)(verdict) ? (verdict as Verdict) : schema.parse(verdict);
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
