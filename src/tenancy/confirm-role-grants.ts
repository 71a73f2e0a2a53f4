import { z } from 'zod';
import { peopleLock, roleGrantActivateMany, roleGrantFindMany } from '../../cypher/generated/tenancy.js';
import type { RoleGrantRow } from '../../cypher/rows.js';
import type { Caller } from '../kernel/caller.js';
import { type NotFound, notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import type { WriteStep } from '../kernel/write-step.js';
import { id, idempotencyKey } from './fields.js';
import { grantAfter, roleGrantSnapshot } from './role-grant.js';
import { type SecondPersonRequired, secondPersonRequired } from './second-person.js';
import { adminChain, sortedHeads } from './user.js';

interface RoleGranted extends Outcome {
  __typename: 'RoleGranted';
  grantId: string;
}

/** It was confirmed, ended or withdrawn before. */
interface RoleGrantNotPending extends Outcome {
  __typename: 'RoleGrantNotPending';
  message: string;
  grantId: string;
}

/** How many of the named grants were confirmed; the caller's own proposals were refused, the others did not wait. */
export interface RoleGrantsConfirmed extends Outcome {
  __typename: 'RoleGrantsConfirmed';
  confirmed: number;
  ownProposals: number;
  notPending: number;
}

type Confirmation = RoleGranted | RoleGrantNotPending | SecondPersonRequired | NotFound;

const one = z.strictObject({ grantId: id, idempotencyKey });
const many = z.strictObject({ grantIds: z.array(id).min(1).max(500), idempotencyKey });

/** Confirms a proposed role: from now on the user holds it. Who proposed it is refused, with a receipt. */
export async function confirmRoleGrant(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<Confirmation | SharedOutcome> {
  const parsed = parseCommand(one, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const spec = { caller, action: 'confirmRoleGrant', command, idempotencyKey };
  const grants = await runtime.graph.read(roleGrantFindMany, caller.tenantId, { ids: [command.grantId] });
  return runtime.unitOfWork.write<Confirmation>(spec, async (step) => {
    const [confirmation] = await confirmBehindLocks(step, caller, grants);
    return confirmation ?? notFound('role grant');
  });
}

/** Confirms up to 500 proposed roles at once, as after an import; each leaves a receipt of its own. */
export async function confirmRoleGrants(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<RoleGrantsConfirmed | SharedOutcome> {
  const parsed = parseCommand(many, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const spec = { caller, action: 'confirmRoleGrants', command, idempotencyKey };
  const ids = [...new Set(command.grantIds)];
  const grants = await runtime.graph.read(roleGrantFindMany, caller.tenantId, { ids });
  return runtime.unitOfWork.write<RoleGrantsConfirmed | NotFound>(spec, async (step) => {
    const confirmations = await confirmBehindLocks(step, caller, grants);
    if (confirmations.length < ids.length) return notFound('role grant');
    const count = (name: Confirmation['__typename']) =>
      confirmations.filter((confirmation) => confirmation.__typename === name).length;
    return {
      __typename: 'RoleGrantsConfirmed',
      confirmed: count('RoleGranted'),
      ownProposals: count('SecondPersonRequired'),
      notPending: count('RoleGrantNotPending'),
    };
  });
}

/** The grants were found before, for their users' ids, and are read again behind the locks. */
async function confirmBehindLocks(step: WriteStep, caller: Caller, found: RoleGrantRow[]): Promise<Confirmation[]> {
  const userIds = [...new Set(found.map((grant) => grant.userId))].sort();
  const heads = sortedHeads(userIds.map(adminChain));
  const locked = await step.lock(peopleLock, { heads, userIds });
  if (!locked) return [];
  const ended = new Set(locked.users.filter((user) => user.endedAt !== null).map((user) => user.id));
  const grants = await step.read(roleGrantFindMany, { ids: found.map((grant) => grant.id) });
  const confirmed: string[] = [];
  const confirmations = grants.map((grant): Confirmation => {
    const state = grantAfter(grant.state, 'confirm');
    if (!state || ended.has(grant.userId)) return roleGrantNotPending(grant.id);
    if (grant.proposedBy === caller.id) {
      leaveReceipt(step, grant, 'DENIED');
      return secondPersonRequired('role');
    }
    confirmed.push(grant.id);
    leaveReceipt(step, { ...grant, state, version: 2, confirmedBy: caller.id, from: step.now }, 'ALLOWED');
    return { __typename: 'RoleGranted', grantId: grant.id };
  });
  if (confirmed.length > 0) {
    step.write(roleGrantActivateMany, { grantIds: confirmed, confirmedBy: caller.id, at: step.now });
  }
  return confirmations;
}

function leaveReceipt(step: WriteStep, grant: RoleGrantRow, outcome: 'ALLOWED' | 'DENIED'): void {
  step.receipt({
    workflow: adminChain(grant.userId).id,
    step: 'GRANT_ROLE',
    outcome,
    resource: { type: 'RoleGrant', id: grant.id, version: grant.version },
    business: {
      role: grant.role,
      user_id: grant.userId,
      ...(outcome === 'DENIED' ? { reason: 'SECOND_PERSON_REQUIRED' } : {}),
      snapshot: [roleGrantSnapshot(grant)],
    },
  });
}

const roleGrantNotPending = (grantId: string): RoleGrantNotPending => ({
  __typename: 'RoleGrantNotPending',
  message: 'This role grant does not wait for confirmation any more.',
  grantId,
});
