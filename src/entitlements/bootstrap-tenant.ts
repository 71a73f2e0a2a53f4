import { z } from 'zod';
import { openingLock } from '../../cypher/generated/entitlements.js';
import { tenantFindByHandle } from '../../cypher/generated/system.js';
import { systemCaller } from '../kernel/caller.js';
import { instantNow } from '../kernel/clock.js';
import { type InvalidInput, invalidInput, parseCommand } from '../kernel/outcomes.js';
import { ROLES, SEAT_TYPES } from '../kernel/rights.js';
import type { Runtime } from '../kernel/runtime.js';
import { newId } from '../kernel/values/ids.js';
import { monthKey } from '../kernel/values/months.js';
import {
  adminChain,
  CONFIG_CHAIN,
  type ConfigParsing,
  coreSection,
  FEWEST_ADMINS,
  fields,
  isGrantable,
  sectionOf,
  sortedHeads,
} from '../tenancy/index.js';
import { type FirstUser, openTenant, type TenantPlan } from './open-tenant.js';
import { PLAN_NAMES } from './quota/plans.js';
import { countsUnderLimit, SEATS_CHAIN } from './seat-book.js';

const firstUser = z.strictObject({
  handle: fields.handle,
  subject: fields.subject,
  name: fields.displayName,
  email: fields.email,
  externalId: fields.externalId,
  roles: z.array(z.enum(ROLES)).default([]),
  seat: z.enum(SEAT_TYPES).nullish(),
});

/** What a tenant begins with. Later changes of roles, seat limit and configuration need a second person. */
export const tenantSetup = z.strictObject({
  handle: fields.handle,
  name: fields.displayName,
  kind: z.enum(['CUSTOMER', 'OPERATORS']).default('CUSTOMER'),
  plan: z.enum(PLAN_NAMES, `must be one of ${PLAN_NAMES.join(', ')}`).default('starter'),
  /** Decision seats; null or absent: unlimited. */
  seatLimit: z.int().min(0).max(1_000_000).nullish(),
  users: z.array(firstUser).max(500).default([]),
  /** The first configuration, in force at once. */
  revOpsConfig: z.string().nullish(),
});

export type TenantSetup = z.input<typeof tenantSetup>;

/** `created` false: a tenant of this handle was there before, and nothing was changed. `userIds` are by handle, of a created one. */
export interface TenantBootstrapped {
  __typename: 'TenantBootstrapped';
  tenantId: string;
  created: boolean;
  openedBy: string;
  userIds: Record<string, string>;
}

/**
 * Opens a tenant with its first people, seats and configuration in one step: the one exception from maker and checker,
 * receipted as such. Once per handle; a second call finds the tenant.
 */
export async function bootstrapTenant(
  runtime: Runtime & ConfigParsing,
  input: unknown,
  openedBy = 'bootstrap',
): Promise<TenantBootstrapped | InvalidInput> {
  const parsed = parseCommand(tenantSetup, input);
  if (!parsed.ok) return parsed.invalid;
  const { revOpsConfig, ...setup } = parsed.command;
  const wrong = problemWith(setup.users, setup.kind, setup.seatLimit ?? null);
  if (wrong) return wrong;
  const config = revOpsConfig ? runtime.parseConfig(revOpsConfig) : null;
  if (config?.ok === false) return invalidInput(...config.errors);

  const existing = await findByHandle(runtime, setup.handle);
  if (existing) return existing;
  const plan: TenantPlan = {
    ...setup,
    tenantId: newId(),
    seatLimit: setup.seatLimit ?? null,
    seatBookId: newId(),
    openedBy,
    users: setup.users.map(withIds),
    config: revOpsConfig && config ? { id: newId(), yaml: revOpsConfig, sha256: config.config.sha256 } : null,
  };
  try {
    await write(runtime, plan, config ? sectionOf(config.config, coreSection).timeZone : 'UTC');
  } catch (error) {
    // Somebody else opened it meanwhile: the constraint on handles let one of the two in.
    const other = await findByHandle(runtime, setup.handle);
    if (other) return other;
    throw error;
  }
  const userIds = Object.fromEntries(plan.users.map((user) => [user.handle, user.id]));
  return { __typename: 'TenantBootstrapped', tenantId: plan.tenantId, created: true, openedBy, userIds };
}

async function write(runtime: Runtime, plan: TenantPlan, zone: string): Promise<void> {
  const caller = systemCaller(plan.tenantId, 'bootstrap');
  const chains = [plan.tenantId, ...plan.users.map((user) => user.id)].map(adminChain);
  const heads = sortedHeads([...chains, SEATS_CHAIN, ...(plan.config ? [CONFIG_CHAIN] : [])]);
  const spec = { caller, action: 'bootstrapTenant', command: { handle: plan.handle } };
  await runtime.unitOfWork.write(spec, async (step) => {
    const isSeated = plan.users.some(({ seat }) => seat !== null);
    const months = isSeated ? [monthKey(null, instantNow(runtime.clock), zone)] : [];
    const locked = await step.lock(openingLock, { heads, months });
    openTenant(step, plan, locked?.months ?? []);
    return { __typename: 'TenantBootstrapped' };
  });
}

async function findByHandle({ graph }: Runtime, handle: string): Promise<TenantBootstrapped | null> {
  const [found] = await graph.readSystem(tenantFindByHandle, { handle });
  if (!found) return null;
  return {
    __typename: 'TenantBootstrapped',
    tenantId: found.id,
    created: false,
    openedBy: found.openedBy,
    userIds: {},
  };
}

function problemWith(
  users: z.output<typeof firstUser>[],
  kind: 'CUSTOMER' | 'OPERATORS',
  seatLimit: number | null,
): InvalidInput | null {
  const twice = (values: (string | null)[]) => {
    const given = values.filter((value) => value !== null);
    return new Set(given).size < given.length;
  };
  for (const key of ['handle', 'subject', 'externalId'] as const) {
    if (twice(users.map((user) => user[key])))
      return invalidInput({ path: 'users', message: `one ${key} is there twice` });
  }
  if (users.some((user) => user.roles.some((role) => !isGrantable(role, kind)))) {
    return invalidInput({ path: 'users', message: "the role operator is for users of the operators' own tenant" });
  }
  const admins = users.filter(({ roles, subject }) => roles.includes('revops_admin') && subject !== null);
  if (admins.length < FEWEST_ADMINS) {
    return invalidInput({
      path: 'users',
      message: `a tenant begins with ${FEWEST_ADMINS} RevOps admins who have a token subject: what one proposes the other confirms`,
    });
  }
  const seated = users.filter((user) => user.seat && countsUnderLimit(user.seat)).length;
  if (seatLimit !== null && seated > seatLimit) {
    return invalidInput({ path: 'seatLimit', message: `${seated} users have a decision seat` });
  }
  return null;
}

const withIds = ({ roles, seat, ...user }: z.output<typeof firstUser>): FirstUser => ({
  ...user,
  id: newId(),
  grants: [...new Set(roles)].map((role) => ({ id: newId(), role })),
  seat: seat ? { id: newId(), type: seat } : null,
});
