import type { Test, TestOperator } from './config-facts.js';
import { MAX_CONJUNCTIONS } from './config-rules-schema.js';

/** What the author of a rule writes: and, or, not over tests of attributes. */
export type Condition = { all: Condition[] } | { any: Condition[] } | { not: Condition } | Test;

/** A condition that cannot be brought into disjunctive normal form within its bounds. */
export class ConditionTooLarge extends Error {
  override readonly name = 'ConditionTooLarge';
}

const OPPOSITE: Record<TestOperator, TestOperator> = {
  eq: 'ne',
  ne: 'eq',
  gt: 'lte',
  lte: 'gt',
  gte: 'lt',
  lt: 'gte',
  in: 'not_in',
  not_in: 'in',
  known: 'unknown',
  unknown: 'known',
};

/**
 * A condition as any of lists of tests that must all fit: Rego knows no recursion. `not` goes into the tests, and makes of
 * "one item fits" "every item does not". Lists come out in the order written, without repetitions. An `all` of nothing
 * always fits, an `any` of nothing never does. Throws ConditionTooLarge above MAX_CONJUNCTIONS lists.
 */
export function disjunctiveForm(condition: Condition): Test[][] {
  return distinct(formOf(condition, false));
}

function formOf(condition: Condition, negated: boolean): Test[][] {
  if ('not' in condition) return formOf(condition.not, !negated);
  if ('all' in condition) return (negated ? anyOf : allOf)(condition.all, negated);
  if ('any' in condition) return (negated ? allOf : anyOf)(condition.any, negated);
  return [[negated ? opposite(condition) : condition]];
}

const anyOf = (parts: Condition[], negated: boolean): Test[][] =>
  bounded(distinct(parts.flatMap((part) => formOf(part, negated))));

const allOf = (parts: Condition[], negated: boolean): Test[][] =>
  parts.reduce<Test[][]>(
    (lists, part) => {
      const further = formOf(part, negated);
      if (lists.length * further.length > MAX_CONJUNCTIONS ** 2) throw tooLarge();
      return bounded(distinct(lists.flatMap((list) => further.map((more) => withoutRepetition([...list, ...more])))));
    },
    [[]],
  );

function opposite({ every, ...test }: Test): Test {
  const turned = { ...test, op: OPPOSITE[test.op] };
  return every ? turned : { ...turned, every: true };
}

const withoutRepetition = <T>(items: T[]): T[] => [
  ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
];
const distinct = (lists: Test[][]): Test[][] => withoutRepetition(lists.map(withoutRepetition));

function bounded(lists: Test[][]): Test[][] {
  if (lists.length > MAX_CONJUNCTIONS) throw tooLarge();
  return lists;
}

const tooLarge = () =>
  new ConditionTooLarge(`The condition comes to more than ${MAX_CONJUNCTIONS} combinations of its tests.`);
