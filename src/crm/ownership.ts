import { teamFindMember } from '../../cypher/generated/crm.js';
import type { AccountRow, OpportunityRow } from '../../cypher/rows.js';
import type { Outcome } from '../kernel/outcomes.js';
import type { Role } from '../kernel/rights.js';
import type { WriteStep } from '../kernel/write-step.js';

/** Somebody else owns the account. */
export interface NotYourAccount extends Outcome {
  __typename: 'NotYourAccount';
  message: string;
}

/** Somebody else owns the opportunity. */
export interface NotYourOpportunity extends Outcome {
  __typename: 'NotYourOpportunity';
  message: string;
}

/** Whoever leads selling, or runs the tenant, changes what anybody owns. */
const ANYBODYS: readonly Role[] = ['sales_manager', 'revops_admin'];

/**
 * Whether the caller may change what has this owner: what is their own, their team's or nobody's. A customer's account is
 * also its customer success managers'. Programs and the product itself are held to their scopes alone.
 */
export async function mayChange(
  step: WriteStep,
  { ownerId, ownerType, customerStatus }: Pick<AccountRow, 'ownerId' | 'ownerType'> & { customerStatus?: string },
): Promise<boolean> {
  const { caller } = step;
  if (caller.type !== 'user' || ownerId === null || ownerId === caller.id) return true;
  if (caller.roles.some((role) => ANYBODYS.includes(role))) return true;
  if (customerStatus === 'customer' && caller.roles.includes('csm')) return true;
  if (ownerType !== 'Team') return false;
  const [found] = await step.read(teamFindMember, { teamId: ownerId, userId: caller.id });
  return found?.isMember ?? false;
}

/** Refuses whoever may not change an account, with a receipt in its chain. */
export function refuseAccount(step: WriteStep, workflow: string, found: AccountRow): NotYourAccount {
  leaveRefusal(step, workflow, 'UPDATE_ACCOUNT', { type: 'Account', id: found.id, version: found.version });
  return { __typename: 'NotYourAccount', message: sentence('account') };
}

/** Refuses whoever may not change an opportunity, with a receipt in its deal. */
export function refuseOpportunity(step: WriteStep, workflow: string, found: OpportunityRow): NotYourOpportunity {
  leaveRefusal(step, workflow, 'UPDATE_OPPORTUNITY', { type: 'Opportunity', id: found.id, version: found.version });
  return { __typename: 'NotYourOpportunity', message: sentence('opportunity') };
}

function leaveRefusal(
  step: WriteStep,
  workflow: string,
  verb: 'UPDATE_ACCOUNT' | 'UPDATE_OPPORTUNITY',
  resource: { type: string; id: string; version: number | null },
): void {
  step.receipt({ workflow, step: verb, outcome: 'BLOCKED', resource, business: { reason: 'not_the_owner' } });
}

const sentence = (what: string): string =>
  `This ${what} belongs to somebody else; its owner, a sales manager or a RevOps admin changes it.`;
