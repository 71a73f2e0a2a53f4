import { z } from 'zod';
import { type CountExport, type PlanLimitReached, readerOf } from '../evidence/index.js';
import type { Caller } from '../kernel/caller.js';
import {
  type IdempotencyConflict,
  type InvalidInput,
  type NotFound,
  notFound,
  type Outcome,
  parseCommand,
} from '../kernel/outcomes.js';
import type { SeatType } from '../kernel/rights.js';
import type { Runtime } from '../kernel/runtime.js';
import { csvOf } from '../kernel/values/csv-safe.js';
import { fields } from '../tenancy/index.js';
import { type AfterSeat, type SeatedUser, seatedUsers } from './seated-users.js';

/** Everybody with a decision seat, as CSV that a spreadsheet cannot be tricked with. */
interface LicensedUsersExported extends Outcome {
  __typename: 'LicensedUsersExported';
  users: number;
  /** RFC 4180 with a header; formulas escaped. */
  csv: string;
}

const schema = z.strictObject({
  /** Null or left out: the caller's own. */
  tenantId: fields.id.nullish(),
  idempotencyKey: fields.idempotencyKey,
});

const COLUMNS = ['user_id', 'handle', 'name', 'email', 'external_id', 'seat_type', 'since'] as const;
const LICENSED: SeatType = 'DECISION';
/** Seats read at a time. */
const PAGE = 500;

/**
 * Exports the users who have a licensed seat (R0), counted under the plan like every export; with its key again it counts once. What an
 * operator exports of another tenant leaves the receipt of the access there, and takes nothing of its plan.
 */
export async function exportLicensedUsers(
  runtime: Runtime & { countExport: CountExport },
  caller: Caller,
  input: unknown,
): Promise<LicensedUsersExported | PlanLimitReached | NotFound | InvalidInput | IdempotencyConflict> {
  const action = 'exportLicensedUsers';
  await runtime.unitOfWork.authorize(caller, action);
  const parsed = parseCommand(schema, input);
  if (!parsed.ok) return parsed.invalid;
  const { tenantId, idempotencyKey } = parsed.command;
  const reader = await readerOf(runtime, caller, tenantId, action);
  if (!reader) return notFound('tenant');
  const rows = await licensedRows(runtime, reader.tenantId);
  if (reader.tenantId === caller.tenantId) {
    const counted = await runtime.countExport(caller, {
      action,
      command: {},
      idempotencyKey,
      step: 'EXPORT_SEATS',
      resource: { type: 'SeatList', id: LICENSED, version: null },
      business: { users: rows.length, columns: [...COLUMNS] },
    });
    if (counted.__typename !== 'ExportCounted') return counted;
  }
  return { __typename: 'LicensedUsersExported', users: rows.length, csv: csvOf(COLUMNS, rows) };
}

async function licensedRows(runtime: Pick<Runtime, 'graph'>, tenantId: string) {
  const rows: Record<(typeof COLUMNS)[number], string | null>[] = [];
  for (let after: AfterSeat | null = null; ; ) {
    const page: SeatedUser[] = await seatedUsers(runtime, tenantId, { type: LICENSED, after, limit: PAGE });
    for (const { userId, handle, name, email, externalId, seatType, since } of page) {
      const seat = { seat_type: seatType.toLowerCase(), since };
      rows.push({ user_id: userId, handle, name, email, external_id: externalId, ...seat });
    }
    const last = page.at(-1);
    if (page.length < PAGE || !last) return rows;
    after = { createdAt: last.createdAt, id: last.seatId };
  }
}
