import { CodedError } from '../../src/kernel/errors.js';
import type { InvalidInput, NotFound } from '../../src/kernel/outcomes.js';

/** Said of every question that an operator may ask of another tenant. */
export const ELSEWHERE = "The caller's own when left out; another one is for operators, and leaves a receipt there.";

/** The answer to a question. Throws BAD_USER_INPUT for one that cannot be asked, and for a tenant that is not there. */
export function answered<Answer extends { __typename: string }>(outcome: Answer | NotFound | InvalidInput): Answer {
  if (outcome.__typename === 'NotFound') throw new CodedError('BAD_USER_INPUT', 'tenantId: there is no such tenant.');
  if (outcome.__typename === 'InvalidInput') throw new CodedError('BAD_USER_INPUT', (outcome as InvalidInput).message);
  return outcome as Answer;
}
