import type { Outcome } from '../../src/kernel/outcomes.js';

/** The outcome of a use case, which must be the one that is meant. */
export async function did<O extends Outcome, T extends string>(
  name: T,
  outcome: Promise<O>,
): Promise<O & { __typename: T }> {
  const answer = await outcome;
  if (answer.__typename !== name) throw new Error(JSON.stringify(answer));
  return answer as O & { __typename: T };
}
