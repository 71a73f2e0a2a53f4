import { z } from 'zod';
import type { BlockedUserRow } from '../../cypher/rows.js';
import { linkedTenants, type TenantLink } from '../crm/index.js';
import { lookAtAllTenants, noteAccessOfDay } from '../evidence/index.js';
import type { Caller } from '../kernel/caller.js';
import { instantNow } from '../kernel/clock.js';
import { type InvalidInput, invalidInput, parseCommand } from '../kernel/outcomes.js';
import { epochMs, type Instant, instantOf } from '../kernel/values/instants.js';
import { fields, findTenant } from '../tenancy/index.js';
import { type BlockedUser, openDeals, pathsWithin } from './paths-to-deals.js';
import { pointsOf, type SignalPoints, scoreOf, WINDOW_DAYS } from './score.js';
import {
  blockedMeasures,
  type InsightsRuntime,
  type Period,
  signalsOfTenant,
  type TenantSignals,
} from './signals-of-tenant.js';

/** Whose signals: of the tenants that are linked to accounts of an operator's own, or of one's own tenant and its teams. */
export const EXPANSION_SCOPES = ['LINKED', 'OWN'] as const;
type ExpansionScope = (typeof EXPANSION_SCOPES)[number];

/** Of whom the signals are. */
export const EXPANSION_SUBJECTS = ['LINKED_TENANT', 'OWN_TENANT', 'TEAM'] as const;

/** The signals of a tenant or team, and what they come to. */
export interface ExpansionSignal {
  subject: (typeof EXPANSION_SUBJECTS)[number];
  /** Of the tenant or team. */
  id: string;
  handle: string;
  /** The account that a linked tenant is; null of one's own. */
  accountId: string | null;
  score: number;
  points: SignalPoints[];
  /** R0's three; those of seats are null of a team. */
  blockedAttempts: number;
  nearLimit: boolean | null;
  utilisationBp: number | null;
  blockedUsers: BlockedUser[];
}

/** Who may want more, those with the highest score first, behind a place. */
export interface ExpansionSignals {
  __typename: 'ExpansionSignals';
  asOf: Instant;
  /** Since when is counted. */
  from: Instant;
  signals: ExpansionSignal[];
}

const asked = z.strictObject({
  scope: z.enum(EXPANSION_SCOPES).nullish(),
  /** One linked tenant alone. */
  tenantId: fields.id.nullish(),
  after: z.strictObject({ score: z.int(), handle: z.string(), id: z.string(), asOf: fields.instant }).nullish(),
  limit: z.int().min(1),
});

/** Tenants read at a time. */
const AT_A_TIME = 8;
/** Blocked users shown of one subject, those who tried most. */
const MOST_USERS = 20;
const DAY_MS = 86_400_000;

/**
 * Ranks who may want more, and explains every point. A page goes on with the ranking of the one before: what decays does so until the same instant, so that
 * time alone moves nobody from one page to another. Operators see the tenants that are linked to accounts of their own tenant (each
 * access leaves its receipt), others their own tenant and its teams. A tenant that is not linked, another operators' and one that is not
 * there look the same: they are not in the list.
 */
export async function expansionSignals(
  runtime: InsightsRuntime,
  caller: Caller,
  input: unknown,
): Promise<ExpansionSignals | InvalidInput> {
  await runtime.unitOfWork.authorize(caller, 'expansionSignals');
  const parsed = parseCommand(asked, input);
  if (!parsed.ok) return parsed.invalid;
  const { tenantId = null, after, limit } = parsed.command;
  const now = instantNow(runtime.clock);
  const asOf = after && after.asOf < now ? after.asOf : now;
  const period = { from: instantOf(epochMs(asOf) - WINDOW_DAYS * DAY_MS), to: asOf };
  const isOperator = caller.roles.includes('operator');
  const scope: ExpansionScope = parsed.command.scope ?? (isOperator || tenantId ? 'LINKED' : 'OWN');
  if (scope === 'OWN' && tenantId !== null) {
    return invalidInput({ path: 'tenantId', message: 'is of a linked tenant; leave it out for your own' });
  }
  const found =
    scope === 'LINKED'
      ? await ofLinkedTenants(runtime, caller, period, tenantId)
      : await ofOwnTenant(runtime, caller.tenantId, period);
  const behind = after ? found.filter((signal) => highestFirst(after, signal) < 0) : found;
  const signals = behind.sort(highestFirst).slice(0, limit);
  return { __typename: 'ExpansionSignals', asOf, from: period.from, signals };
}

type Ranked = Pick<ExpansionSignal, 'score' | 'handle' | 'id'>;

/** The handle and then the id decide between equal scores, so that the order is always the same. */
const highestFirst = (a: Ranked, b: Ranked): number =>
  b.score - a.score || (a.handle < b.handle ? -1 : a.handle > b.handle ? 1 : a.id < b.id ? -1 : 1);

async function ofLinkedTenants(
  runtime: InsightsRuntime,
  caller: Caller,
  period: Period,
  tenantId: string | null,
): Promise<ExpansionSignal[]> {
  await lookAtAllTenants(runtime, caller, 'expansionSignals');
  const linked = await linkedTenants(runtime, caller.tenantId);
  const wanted = tenantId === null ? linked : linked.filter(({ linkedTenantId }) => linkedTenantId === tenantId);
  const deals = await openDeals(
    runtime,
    caller.tenantId,
    wanted.map(({ accountId }) => accountId),
  );
  const found: ExpansionSignal[] = [];
  for (let from = 0; from < wanted.length; from += AT_A_TIME) {
    const some = wanted.slice(from, from + AT_A_TIME);
    const read = await Promise.all(some.map((link) => ofLinkedTenant(runtime, caller, period, link)));
    for (const one of read) if (one) found.push(withDeals(one, deals.get(one.accountId ?? '')));
  }
  return found;
}

/** Null: the tenant is not there any more. */
async function ofLinkedTenant(
  runtime: InsightsRuntime,
  caller: Caller,
  period: Period,
  { linkedTenantId: id, accountId }: TenantLink,
): Promise<ExpansionSignal | null> {
  await noteAccessOfDay(runtime, caller, id, 'expansionSignals');
  const [tenant, signals] = await Promise.all([findTenant(runtime, id), signalsOfTenant(runtime, id, period)]);
  if (!tenant || !signals) return null;
  const { handle } = tenant;
  return {
    subject: 'LINKED_TENANT',
    id,
    handle,
    accountId,
    ...shown(signals),
    blockedUsers: mostBlocked(signals.blocked),
  };
}

const withDeals = (signal: ExpansionSignal, path: BlockedUser['paths'][number] | undefined): ExpansionSignal => ({
  ...signal,
  blockedUsers: signal.blockedUsers.map((user) => ({ ...user, paths: path ? [path] : [] })),
});

async function ofOwnTenant(runtime: InsightsRuntime, tenantId: string, period: Period): Promise<ExpansionSignal[]> {
  const [tenant, signals] = await Promise.all([
    findTenant(runtime, tenantId),
    signalsOfTenant(runtime, tenantId, period),
  ]);
  if (!tenant || !signals) return [];
  const { handle } = tenant;
  const own: ExpansionSignal = {
    ...{ subject: 'OWN_TENANT', id: tenantId, handle, accountId: null, ...shown(signals) },
    blockedUsers: mostBlocked(signals.blocked),
  };
  const found = [own, ...ofTeams(signals.blocked)];
  const users = new Map(found.flatMap(({ blockedUsers }) => blockedUsers.map((user) => [user.userId, user] as const)));
  const paths = new Map(
    (await pathsWithin(runtime, tenantId, [...users.values()])).map((user) => [user.userId, user] as const),
  );
  return found.map((signal) => ({
    ...signal,
    blockedUsers: signal.blockedUsers.map((user) => paths.get(user.userId) ?? user),
  }));
}

/** Who of a team was blocked; somebody in two teams counts in both. */
function ofTeams(blocked: readonly BlockedUserRow[]): ExpansionSignal[] {
  const teams = new Map(blocked.flatMap((user) => user.teams.map((team) => [team.id, team] as const)));
  return [...teams.values()].map(({ id, handle }) => {
    const members = blocked.filter((user) => user.teams.some((team) => team.id === id));
    const points = pointsOf(blockedMeasures(members));
    const blockedAttempts = members.reduce((sum, { attempts }) => sum + attempts, 0);
    return {
      ...{ subject: 'TEAM', id, handle, accountId: null, score: scoreOf(points), points },
      ...{ blockedAttempts, nearLimit: null, utilisationBp: null, blockedUsers: mostBlocked(members) },
    };
  });
}

function shown({ seats, measures }: TenantSignals) {
  const points = pointsOf(measures);
  const blockedAttempts = measures.BLOCKED_ATTEMPTS?.count ?? 0;
  const { nearLimit, utilisationBp } = seats;
  return { score: scoreOf(points), points, blockedAttempts, nearLimit, utilisationBp };
}

const mostBlocked = (blocked: readonly BlockedUserRow[]): BlockedUser[] =>
  [...blocked]
    .sort((a, b) => b.attempts - a.attempts || (a.userId < b.userId ? -1 : 1))
    .slice(0, MOST_USERS)
    .map((user) => ({ ...user, paths: [] }));
