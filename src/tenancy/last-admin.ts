import { roleHolderList } from '../../cypher/generated/tenancy.js';
import type { Outcome } from '../kernel/outcomes.js';
import type { WriteStep } from '../kernel/write-step.js';

/** One proposes and another confirms: with fewer, no role could be granted and no configuration activated any more. */
export const FEWEST_ADMINS = 2;

/** Fewer would be left than maker and checker take. */
export interface LastAdmin extends Outcome {
  __typename: 'LastAdmin';
  message: string;
}

export const lastAdmin: LastAdmin = {
  __typename: 'LastAdmin',
  message: `A tenant keeps ${FEWEST_ADMINS} RevOps admins who can sign in, one to propose and one to confirm; grant the role to someone else first.`,
};

/**
 * Whether a tenant would be left with too few admins without this one; asked behind the tenant's lock. Who has no token
 * subject cannot sign in, and so neither counts nor is kept.
 */
export async function isLastAdmin(step: WriteStep, userId: string): Promise<boolean> {
  const able = (await step.read(roleHolderList, { role: 'revops_admin' })).filter(({ signsIn }) => signsIn);
  return able.length <= FEWEST_ADMINS && able.some((holder) => holder.userId === userId);
}
