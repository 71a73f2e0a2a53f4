import { z } from 'zod';
import { readerOf } from '../evidence/index.js';
import type { Caller } from '../kernel/caller.js';
import { type InvalidInput, type NotFound, notFound, parseCommand } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { fields } from '../tenancy/index.js';
import { type SeatedUser, seatedUsers } from './seated-users.js';

/** R0's lists: who has a licensed seat, who observes; a page of each. */
export interface SeatLists {
  __typename: 'SeatLists';
  tenantId: string;
  licensed: SeatedUser[];
  observers: SeatedUser[];
}

const after = z
  .strictObject({ createdAt: z.string(), id: z.string() })
  .nullish()
  .transform((place) => place ?? null);
const asked = z.strictObject({
  /** Null or left out: the caller's own. */
  tenantId: fields.id.nullish(),
  /** Rows of each list. */
  most: z.int().min(1).max(1_000),
  licensedAfter: after,
  observersAfter: after,
});

/** Lists the licensed and the observing users of a tenant, oldest seat first (R0). For its admins and auditors, and for operators. */
export async function seatLists(
  runtime: Runtime,
  caller: Caller,
  input: unknown,
): Promise<SeatLists | NotFound | InvalidInput> {
  await runtime.unitOfWork.authorize(caller, 'readRevOps');
  const parsed = parseCommand(asked, input);
  if (!parsed.ok) return parsed.invalid;
  const { most: limit, licensedAfter, observersAfter } = parsed.command;
  const reader = await readerOf(runtime, caller, parsed.command.tenantId, 'readRevOps');
  if (!reader) return notFound('tenant');
  const { tenantId } = reader;
  const [licensed, observers] = await Promise.all([
    seatedUsers(runtime, tenantId, { type: 'DECISION', after: licensedAfter, limit }),
    seatedUsers(runtime, tenantId, { type: 'OBSERVER', after: observersAfter, limit }),
  ]);
  return { __typename: 'SeatLists', tenantId, licensed, observers };
}
