import { z } from 'zod';
import { blockedAttemptsCount } from '../../cypher/generated/entitlements.js';
import { readerOf } from '../evidence/index.js';
import type { Caller } from '../kernel/caller.js';
import { type InvalidInput, type NotFound, notFound, parseCommand } from '../kernel/outcomes.js';
import type { Runtime } from '../kernel/runtime.js';
import { type Instant, instantOf } from '../kernel/values/instants.js';
import { type Configs, fields } from '../tenancy/index.js';
import { type SeatUse, seatUse } from './seats.js';

/** R0's summary of a tenant's seats. */
export interface SeatSummary extends SeatUse {
  __typename: 'SeatSummary';
  tenantId: string;
}

/** R0's signals that a tenant may want more seats. */
export interface RevOpsSummary extends SeatUse {
  __typename: 'RevOpsSummary';
  tenantId: string;
  /** Who wanted to write and had no decision seat, in the last 30 days; any above 0 is a signal. */
  blockedAttempts: number;
  /** Since when they are counted. */
  blockedSince: Instant;
}

type Reading = Runtime & { configs: Configs };

const BLOCKED_MS = 30 * 24 * 60 * 60 * 1_000;

const asked = z.strictObject({
  /** Null or left out: the caller's own. */
  tenantId: fields.id.nullish(),
});

/** Sums up the seats of a tenant: counts by type, tier, limit, utilisation (R0). For its admins and auditors, and for operators. */
export async function seatSummary(
  runtime: Reading,
  caller: Caller,
  input: unknown,
): Promise<SeatSummary | NotFound | InvalidInput> {
  const read = await readUse(runtime, caller, input);
  return '__typename' in read ? read : { __typename: 'SeatSummary', ...read };
}

/** R0's three signals: blocked attempts of the last 30 days, near limit, utilisation. For the same people. */
export async function revOpsSummary(
  runtime: Reading,
  caller: Caller,
  input: unknown,
): Promise<RevOpsSummary | NotFound | InvalidInput> {
  const read = await readUse(runtime, caller, input);
  if ('__typename' in read) return read;
  const blockedSince = instantOf(runtime.clock.now() - BLOCKED_MS);
  const [blocked] = await runtime.graph.read(blockedAttemptsCount, read.tenantId, { from: blockedSince });
  return { __typename: 'RevOpsSummary', ...read, blockedAttempts: blocked?.count ?? 0, blockedSince };
}

async function readUse(
  runtime: Reading,
  caller: Caller,
  input: unknown,
): Promise<(SeatUse & { tenantId: string }) | NotFound | InvalidInput> {
  await runtime.unitOfWork.authorize(caller, 'readRevOps');
  const parsed = parseCommand(asked, input);
  if (!parsed.ok) return parsed.invalid;
  const reader = await readerOf(runtime, caller, parsed.command.tenantId, 'readRevOps');
  const use = reader && (await seatUse(runtime, reader.tenantId));
  return use ? { tenantId: reader.tenantId, ...use } : notFound('tenant');
}
