import { z } from 'zod';
import { seatBookUpdate, seatsLock } from '../../cypher/generated/entitlements.js';
import type { SeatBookRow } from '../../cypher/rows.js';
import type { Caller } from '../kernel/caller.js';
import { notFound, type Outcome, parseCommand, type SharedOutcome } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { newId } from '../kernel/values/ids.js';
import type { WriteStep } from '../kernel/write-step.js';
import { fields, type SecondPersonRequired, secondPersonRequired } from '../tenancy/index.js';
import { SEATS_CHAIN, SEATS_TURN, seatBookSnapshot } from './seat-book.js';

interface SeatLimitProposed extends Outcome {
  __typename: 'SeatLimitProposed';
  proposalId: string;
}

interface SeatLimitSet extends Outcome {
  __typename: 'SeatLimitSet';
  limit: number | null;
}

/** More seats are used than the new limit has. */
export interface SeatLimitBelowUse extends Outcome {
  __typename: 'SeatLimitBelowUse';
  message: string;
  used: number;
}

type Proposal = SeatLimitProposed | SeatLimitBelowUse | SharedOutcome;
type Confirmation = SeatLimitSet | SeatLimitBelowUse | SecondPersonRequired | SharedOutcome;

const proposal = z.strictObject({
  tenantId: fields.id,
  /** Null: unlimited. */
  limit: z.int().min(0).max(1_000_000).nullable(),
  idempotencyKey: fields.idempotencyKey,
});
const confirmation = z.strictObject({
  tenantId: fields.id,
  proposalId: fields.id,
  idempotencyKey: fields.idempotencyKey,
});

/** Proposes another number of decision seats for a tenant, in place of a proposal that waits; a second operator confirms it. */
export async function setSeatLimit(runtime: Runtime, caller: Caller, input: unknown): Promise<Proposal> {
  await runtime.unitOfWork.authorize(caller, 'setSeatLimit');
  const parsed = parseCommand(proposal, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const { limit } = command;
  const proposalId = newId();
  const spec = { caller: actingIn(caller, command.tenantId), action: 'setSeatLimit', command, idempotencyKey };
  return runtime.unitOfWork.write<Proposal>({ ...spec, turn: SEATS_TURN }, async (step) => {
    const locked = await step.lock(seatsLock, { heads: [SEATS_CHAIN], userIds: [], months: [] });
    if (!locked) return notFound('tenant');
    const { book } = locked;
    if (limit !== null && limit < book.used) return belowUse(book.used);
    const after = { ...book, version: book.version + 1, proposalId, proposedLimit: limit, proposedBy: caller.id };
    step.write(seatBookUpdate, { book: after });
    leaveReceipt(step, 'PROPOSE_SEAT_LIMIT', after, { limit });
    return { __typename: 'SeatLimitProposed', proposalId };
  });
}

/** Brings a proposed seat limit into force. The operator who proposed it is refused, with a receipt. */
export async function confirmSeatLimit(runtime: Runtime, caller: Caller, input: unknown): Promise<Confirmation> {
  await runtime.unitOfWork.authorize(caller, 'confirmSeatLimit');
  const parsed = parseCommand(confirmation, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey, ...command } = parsed.command;
  const spec = { caller: actingIn(caller, command.tenantId), action: 'confirmSeatLimit', command, idempotencyKey };
  return runtime.unitOfWork.write<Confirmation>({ ...spec, turn: SEATS_TURN }, async (step) => {
    const locked = await step.lock(seatsLock, { heads: [SEATS_CHAIN], userIds: [], months: [] });
    if (locked?.book.proposalId !== command.proposalId) return notFound('proposed seat limit');
    const { book } = locked;
    const limit = book.proposedLimit;
    if (book.proposedBy === caller.id) {
      leaveReceipt(step, 'SET_SEAT_LIMIT', book, { limit, reason: 'SECOND_PERSON_REQUIRED' }, 'DENIED');
      return secondPersonRequired('seat limit');
    }
    if (limit !== null && limit < book.used) return belowUse(book.used);
    const settled = { proposalId: null, proposedLimit: null, proposedBy: null };
    const after = { ...book, ...settled, limit, version: book.version + 1 };
    step.write(seatBookUpdate, { book: after });
    leaveReceipt(step, 'SET_SEAT_LIMIT', after, { limit, previous_limit: book.limit, proposed_by: book.proposedBy });
    return { __typename: 'SeatLimitSet', limit };
  });
}

/** An operator's write is part of the other tenant's history: its chain names the operator. Rights were checked at home. */
const actingIn = (caller: Caller, tenantId: string): Caller => ({ ...caller, tenantId });

function leaveReceipt(
  step: WriteStep,
  name: string,
  book: SeatBookRow,
  business: Record<string, unknown>,
  outcome: 'ALLOWED' | 'DENIED' = 'ALLOWED',
): void {
  step.receipt({
    workflow: SEATS_CHAIN.id,
    step: name,
    outcome,
    resource: { type: 'SeatBook', id: book.id, version: book.version },
    business: { ...business, snapshot: [seatBookSnapshot(book)] },
  });
}

const belowUse = (used: number): SeatLimitBelowUse => ({
  __typename: 'SeatLimitBelowUse',
  message: `${used} decision seats are used; release some first.`,
  used,
});
