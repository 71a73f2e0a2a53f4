import { z } from 'zod';
import type { CountExport, PlanLimitReached } from '../evidence/index.js';
import type { Caller } from '../kernel/caller.js';
import type { IdempotencyConflict, InvalidInput, Outcome } from '../kernel/outcomes.js';
import { parseCommand } from '../kernel/outcomes.js';
import type { SeatType } from '../kernel/rights.js';
import type { Runtime } from '../kernel/runtime.js';
import { csvOf } from '../kernel/values/csv-safe.js';
import { fields, usersById } from '../tenancy/index.js';
import { type AssignedSeat, listSeats } from './seats.js';

/** Everybody with a decision seat, as CSV that a spreadsheet cannot be tricked with. */
interface LicensedUsersExported extends Outcome {
  __typename: 'LicensedUsersExported';
  users: number;
  /** RFC 4180 with a header; formulas escaped. */
  csv: string;
}

const schema = z.strictObject({ idempotencyKey: fields.idempotencyKey });

const COLUMNS = ['user_id', 'handle', 'name', 'email', 'external_id', 'seat_type', 'since'] as const;
const LICENSED: SeatType = 'DECISION';
/** Seats read at a time. */
const PAGE = 500;

/** Exports the users who have a licensed seat (R0), counted under the plan like every export; with its key again it counts once. */
export async function exportLicensedUsers(
  runtime: Pick<Runtime, 'graph' | 'unitOfWork'> & { countExport: CountExport },
  caller: Caller,
  input: unknown,
): Promise<LicensedUsersExported | PlanLimitReached | InvalidInput | IdempotencyConflict> {
  const action = 'exportLicensedUsers';
  await runtime.unitOfWork.authorize(caller, action);
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { idempotencyKey } = parsed.command;
  const rows = await licensedRows(runtime, caller.tenantId);
  const counted = await runtime.countExport(caller, {
    action,
    command: {},
    idempotencyKey,
    step: 'EXPORT_SEATS',
    resource: { type: 'SeatList', id: LICENSED, version: null },
    business: { users: rows.length, columns: [...COLUMNS] },
  });
  if (counted.__typename !== 'ExportCounted') return counted;
  return { __typename: 'LicensedUsersExported', users: rows.length, csv: csvOf(COLUMNS, rows) };
}

async function licensedRows(runtime: Pick<Runtime, 'graph'>, tenantId: string) {
  const rows: Record<(typeof COLUMNS)[number], string | null>[] = [];
  for (let after: AssignedSeat | null = null; ; ) {
    const seats: AssignedSeat[] = await listSeats(runtime, tenantId, { type: LICENSED, after, limit: PAGE });
    const ids = seats.map(({ userId }) => userId);
    const users = new Map((await usersById(runtime, tenantId, ids)).map((user) => [user.id, user]));
    for (const { userId, type, from } of seats) {
      const { handle = null, name = null, email = null, externalId = null } = users.get(userId) ?? {};
      const seat = { seat_type: type.toLowerCase(), since: from };
      rows.push({ user_id: userId, handle, name, email, external_id: externalId, ...seat });
    }
    if (seats.length < PAGE) return rows;
    after = seats.at(-1) ?? null;
  }
}
