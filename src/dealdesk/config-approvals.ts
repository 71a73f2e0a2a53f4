import { z } from 'zod';
import {
  amount,
  basisPoints,
  type ConfigContext,
  type ConfigPath,
  fraction,
  handleOf,
  minorUnits,
  repeated,
  teamRef,
  userRef,
} from '../tenancy/index.js';
import { APPROVERS } from './config-approval-rules.js';
import type { ApprovalLimit, ApproverResolution, ReasonFor, WrittenSettings } from './settings.js';

/** Ways in which people are found for a role. */
const WAYS = ['reports_to', 'role', 'team', 'region', 'users'] as const satisfies readonly ApproverResolution['by'][];

/** Kinds of decision that name a reason, as the YAML writes them. */
const REASONS = {
  reject: 'REJECT',
  counter_propose: 'COUNTER_PROPOSE',
  override: 'OVERRIDE',
  reassign: 'REASSIGN',
  delegate: 'DELEGATE',
} as const satisfies Record<string, ReasonFor>;

/** Two years of eight-hour days: a longer wait is a slip of the pen. */
const businessMinutes = z.int().min(1).max(250_000);

const quorum = z.union([z.enum(['any', 'all']), z.int().min(1).max(50)]);

const resolution = z.union([
  z.enum(WAYS),
  z.strictObject({
    by: z.enum(WAYS),
    level: z.int().min(1).max(20).optional().describe('For reports_to: levels above the owner, from 1.'),
    team: teamRef.optional(),
    regions: z.record(z.string(), teamRef).optional().describe("For region: the account's region to a team."),
    users: z.array(userRef).max(50).optional(),
    quorum: quorum.optional().describe('How many must approve: any, all, or a number.'),
  }),
]);

type RawResolution = z.output<typeof resolution>;

const limit = z.strictObject({
  max_discount_pct: fraction.optional().describe('The most discount that a holder may approve, inclusive.'),
  max_amount: amount.optional().describe('The largest net total that a holder may approve, inclusive.'),
});

const reasonCode = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{0,63}$/, 'A reason code is written in capitals, such as "DISCOUNT_TOO_HIGH".');

/** The keys of `approvals` that say who decides and until when. */
export const settingsShape = {
  approvers: z.partialRecord(z.enum(APPROVERS), resolution).optional().describe('How the people of a role are found.'),
  limits: z
    .partialRecord(z.enum(APPROVERS), limit)
    .optional()
    .describe('The most that a holder of a role may approve.'),
  distinct_persons: z.boolean().optional().describe('Forbids one person to approve in two roles.'),
  counter_proposals: z.boolean().optional().describe('Whether approvers may propose something else.'),
  delegation_hops: z.int().min(0).max(10).optional().describe('How many delegations an approval may pass through.'),
  remind_after_minutes: businessMinutes.optional(),
  escalate_after_minutes: businessMinutes.optional(),
  quote_valid_days: z.int().min(1).max(3_650).optional(),
  reason_codes: z
    .partialRecord(z.enum(Object.keys(REASONS) as (keyof typeof REASONS)[]), z.array(reasonCode).min(1).max(100))
    .optional()
    .describe('Codes that a decision of the kind names one of.'),
};

const settings = z.object(settingsShape);
type RawSettings = z.output<typeof settings>;

/** What the author wrote of who decides and until when; what they left out stays out. */
export function writtenSettings(raw: RawSettings, currency: string, context: ConfigContext): WrittenSettings {
  const written: { [K in keyof WrittenSettings]: WrittenSettings[K] | undefined } = {
    approvers: raw.approvers && approverSettings(raw.approvers, context),
    limits: raw.limits && limitSettings(raw.limits, currency, context),
    distinctPersons: raw.distinct_persons,
    counterProposals: raw.counter_proposals,
    delegationHops: raw.delegation_hops,
    remindAfterMinutes: raw.remind_after_minutes,
    escalateAfterMinutes: raw.escalate_after_minutes,
    quoteValidDays: raw.quote_valid_days,
    reasonCodes: raw.reason_codes && reasonSettings(raw.reason_codes, context),
  };
  return Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined));
}

function approverSettings(
  raw: NonNullable<RawSettings['approvers']>,
  context: ConfigContext,
): NonNullable<WrittenSettings['approvers']> {
  return Object.fromEntries(
    Object.entries(raw).map(([role, way]) => [role, resolutionOf(way, ['approvals', 'approvers', role], context)]),
  );
}

/** Which keys a way of finding people needs, beside `by` and `quorum`. */
const NEEDS: Record<ApproverResolution['by'], 'level' | 'team' | 'regions' | 'users' | null> = {
  reports_to: 'level',
  role: null,
  team: 'team',
  region: 'regions',
  users: 'users',
};

function resolutionOf(raw: RawResolution, path: ConfigPath, context: ConfigContext): ApproverResolution {
  const given = typeof raw === 'string' ? { by: raw } : raw;
  const needed = NEEDS[given.by];
  for (const key of ['level', 'team', 'regions', 'users'] as const) {
    if (given[key] !== undefined && key !== needed)
      context.error([...path, key], `Approvers found by "${given.by}" have no "${key}".`);
  }
  if (needed && needed !== 'level' && given[needed] === undefined)
    context.error(path, `Approvers found by "${given.by}" need the key "${needed}".`);
  const users = (given.users ?? []).map(handleOf);
  for (const n of repeated(users, (handle) => handle))
    context.error([...path, 'users', n], `"${users[n]}" is in this group twice.`);
  checkGroup(given, path, context);
  return {
    by: given.by,
    level: given.level ?? 1,
    team: given.team === undefined ? null : handleOf(given.team),
    regions: Object.fromEntries(Object.entries(given.regions ?? {}).map(([key, team]) => [key, handleOf(team)])),
    users,
    quorum: typeof given.quorum === 'number' ? { atLeast: given.quorum } : (given.quorum ?? 'any'),
  };
}

/** A group that is known here has somebody in it, and as many as must approve. */
function checkGroup(given: Exclude<RawResolution, string>, path: ConfigPath, context: ConfigContext): void {
  if (given.users?.length === 0) context.error([...path, 'users'], 'This group is empty: nobody could approve.');
  if (given.regions && Object.keys(given.regions).length === 0)
    context.error([...path, 'regions'], 'This group is empty: no region has a team.');
  const size = given.by === 'users' ? given.users?.length : given.by === 'reports_to' ? 1 : undefined;
  if (size && typeof given.quorum === 'number' && given.quorum > size) {
    context.error([...path, 'quorum'], `${given.quorum} must approve, and the group has ${size}.`);
  }
}

function limitSettings(
  raw: NonNullable<RawSettings['limits']>,
  currency: string,
  context: ConfigContext,
): NonNullable<WrittenSettings['limits']> {
  return Object.fromEntries(
    Object.entries(raw).map(([role, each]): [string, ApprovalLimit] => {
      const path = ['approvals', 'limits', role, 'max_amount'];
      return [
        role,
        {
          discountBp: each.max_discount_pct === undefined ? null : basisPoints(each.max_discount_pct),
          amountMinor: each.max_amount === undefined ? null : minorUnits(each.max_amount, currency, path, context),
        },
      ];
    }),
  );
}

function reasonSettings(
  raw: NonNullable<RawSettings['reason_codes']>,
  context: ConfigContext,
): NonNullable<WrittenSettings['reasonCodes']> {
  return Object.fromEntries(
    Object.entries(raw).map(([kind, codes]) => {
      for (const n of repeated(codes, (code) => code)) {
        context.error(['approvals', 'reason_codes', kind, n], `The code "${codes[n]}" is in this list twice.`);
      }
      return [REASONS[kind as keyof typeof REASONS], codes];
    }),
  );
}
