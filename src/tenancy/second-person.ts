import type { Outcome } from '../kernel/outcomes.js';

/** Maker and checker: who proposed it cannot confirm it (semantics, Deal desk). The refusal leaves a receipt. */
export interface SecondPersonRequired extends Outcome {
  __typename: 'SecondPersonRequired';
  message: string;
}

export const secondPersonRequired = (what: string): SecondPersonRequired => ({
  __typename: 'SecondPersonRequired',
  message: `You proposed this ${what}; a second person with the right to it must confirm it.`,
});
