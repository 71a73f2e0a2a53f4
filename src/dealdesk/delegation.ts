import type { DelegationRow, DelegatorRow } from '../../cypher/rows.js';
import { workflowId } from '../kernel/receipts.js';
import type { Instant } from '../kernel/values/instants.js';

/** Somebody's approvals that another decides in their place, from one instant to another. */
export type Delegation = DelegationRow;

/** The chain of all delegations of a tenant: whoever makes or ends one waits for the others, so that no cycle slips in. */
export const DELEGATION_CHAIN = { id: workflowId('admin', 'delegations'), kind: 'admin' };

/** When a delegation holds: from its first instant until right before its last. */
type Span = Pick<Delegation, 'from' | 'to'>;

export const holdsAt = ({ from, to }: Span, at: Instant): boolean => from <= at && at < to;

/** One that was ended before it began holds at no time. */
const overlaps = (a: Span, b: Span): boolean =>
  [a, b].every(({ from, to }) => from < to) && a.from < b.to && b.from < a.to;

/** Whether a delegation would hold beside another of the same person: one delegate at a time decides in their place. */
export const overlapsAnother = (next: Delegation, others: Delegation[]): boolean =>
  others.some((other) => other.principalId === next.principalId && overlaps(other, next));

/** Whether approvals would come back to their approver: delegations that hold at one time lead from delegate to principal. */
export function closesCycle(next: Delegation, others: Delegation[]): boolean {
  const meanwhile = others.filter((other) => overlaps(other, next));
  const reached = new Set([next.delegateId]);
  for (const id of reached) {
    for (const { principalId, delegateId } of meanwhile) if (principalId === id) reached.add(delegateId);
  }
  return reached.has(next.principalId);
}

/** Those for whom a decider stands at an instant, with their roles: by delegations in force, over as many hops as configured. */
export const standsFor = (delegators: DelegatorRow[], hops: number, at: Instant): Map<string, string[]> =>
  new Map(
    delegators
      .filter(({ spans }) => spans.length <= hops && spans.every((span) => holdsAt(span, at)))
      .map(({ id, roles }) => [id, roles]),
  );

/** A delegation as it is, every property, so that it can be rebuilt; its edge follows from it. */
export const delegationSnapshot = (delegation: Delegation): object => ({ type: 'Delegation', ...delegation });
