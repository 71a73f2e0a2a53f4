import { monthsWrite, seatBookInsert, seatInsertMany } from '../../cypher/generated/entitlements.js';
import {
  configActivate,
  configInsert,
  roleGrantActivateMany,
  roleGrantInsertMany,
  tenantInsert,
  userInsertMany,
} from '../../cypher/generated/tenancy.js';
import type { MonthRow } from '../../cypher/rows.js';
import { ROLES, type SeatType } from '../kernel/rights.js';
import type { WriteStep } from '../kernel/write-step.js';
import {
  adminChain,
  CONFIG_CHAIN,
  configSnapshot,
  draftVersion,
  newUser,
  personalDetails,
  proposedGrant,
  roleGrantSnapshot,
  type UserDetails,
  userSnapshot,
} from '../tenancy/index.js';
import { moved } from './counters.js';
import { countsUnderLimit, SEATS_CHAIN, seatBookSnapshot, seatSnapshot } from './seat-book.js';

/** A tenant as it is about to be opened: every id is drawn. */
export interface TenantPlan {
  tenantId: string;
  handle: string;
  name: string;
  kind: string;
  plan: string;
  openedBy: string;
  seatBookId: string;
  seatLimit: number | null;
  users: FirstUser[];
  config: { id: string; yaml: string; sha256: string } | null;
}

export interface FirstUser extends UserDetails {
  id: string;
  grants: { id: string; role: string }[];
  seat: { id: string; type: SeatType } | null;
}

/** Every receipt of a first start says so: nobody confirmed what it granted. */
const BOOTSTRAP = { bootstrap: true };

/** Writes a whole new tenant inside one step, whose chains and month are locked. */
export function openTenant(step: WriteStep, plan: TenantPlan, months: readonly MonthRow[]): void {
  const { tenantId, handle, name, kind, plan: tier, openedBy } = plan;
  const tenant = { handle, name, kind, plan: tier, openedBy };
  step.write(tenantInsert, { tenant, roles: [...ROLES], at: step.now });
  step.receipt({
    workflow: adminChain(tenantId).id,
    step: 'CREATE_TENANT',
    outcome: 'ALLOWED',
    resource: { type: 'Tenant', id: tenantId, version: 1 },
    business: {
      ...BOOTSTRAP,
      snapshot: [
        { type: 'Tenant', id: tenantId, version: 1, createdAt: step.now, ...tenant },
        ...ROLES.map((name) => ({ type: 'Role', id: name, name, createdAt: step.now })),
      ],
    },
  });
  if (plan.users.length > 0) addUsers(step, plan.users);
  openSeatBook(step, plan, months);
  if (plan.config) activateFirstConfig(step, plan.config);
}

function addUsers(step: WriteStep, users: FirstUser[]): void {
  const by = step.caller.id;
  const grants = users.flatMap((user) =>
    user.grants.map(({ id, role }) => proposedGrant(id, user.id, role, by, step.now)),
  );
  step.write(userInsertMany, { users: users.map((user) => newUser(user.id, user)), at: step.now });
  step.write(roleGrantInsertMany, { grants, at: step.now });
  step.write(roleGrantActivateMany, { grantIds: grants.map((grant) => grant.id), confirmedBy: by, at: step.now });
  for (const user of users) {
    step.receipt({
      workflow: adminChain(user.id).id,
      step: 'CREATE_USER',
      outcome: 'ALLOWED',
      resource: { type: 'User', id: user.id, version: 1 },
      business: { ...BOOTSTRAP, snapshot: [userSnapshot(user.id, 1, { createdAt: step.now })] },
      personal: personalDetails(user, user.id),
    });
  }
  for (const grant of grants) {
    const granted = { ...grant, state: 'ACTIVE', version: 2, confirmedBy: by, from: step.now };
    step.receipt({
      workflow: adminChain(grant.userId).id,
      step: 'GRANT_ROLE',
      outcome: 'ALLOWED',
      resource: { type: 'RoleGrant', id: grant.id, version: 2 },
      business: { ...BOOTSTRAP, role: grant.role, user_id: grant.userId, snapshot: [roleGrantSnapshot(granted)] },
    });
  }
}

function openSeatBook(step: WriteStep, plan: TenantPlan, months: readonly MonthRow[]): void {
  const seats = plan.users.flatMap(({ id: userId, seat }) => (seat ? [{ ...seat, userId }] : []));
  const used = seats.filter((seat) => countsUnderLimit(seat.type)).length;
  const { seatBookId: id, seatLimit: limit } = plan;
  step.write(seatBookInsert, { id, limit, used, at: step.now });
  step.write(seatInsertMany, { seats, at: step.now });
  step.write(monthsWrite, { months: months.map((month) => moved(month, 'activeUsers', seats.length)) });
  const book = { id, limit, used, version: 1, proposalId: null, proposedLimit: null, proposedBy: null };
  step.receipt({
    workflow: SEATS_CHAIN.id,
    step: 'SET_SEAT_LIMIT',
    outcome: 'ALLOWED',
    resource: { type: 'SeatBook', id, version: 1 },
    business: { ...BOOTSTRAP, limit, snapshot: [{ ...seatBookSnapshot(book), createdAt: step.now }] },
  });
  for (const seat of seats) {
    step.receipt({
      workflow: SEATS_CHAIN.id,
      step: 'ASSIGN_SEAT',
      outcome: 'ALLOWED',
      resource: { type: 'Seat', id: seat.id, version: 1 },
      business: {
        ...BOOTSTRAP,
        counted_in: months[0]?.start,
        user_id: seat.userId,
        seat_type: seat.type.toLowerCase(),
        snapshot: [seatSnapshot({ ...seat, from: step.now }, null)],
      },
    });
  }
}

function activateFirstConfig(step: WriteStep, { id, yaml, sha256 }: NonNullable<TenantPlan['config']>): void {
  const savedBy = step.caller.id;
  const draft = draftVersion({ id, number: 1, sha256, savedBy }, step.now);
  step.write(configInsert, { config: { id, number: 1, yaml, sha256, savedBy }, at: step.now });
  step.write(configActivate, { number: 1, replaces: null, activatedBy: savedBy, at: step.now });
  const active = { ...draft, state: 'ACTIVE', version: 2, activatedBy: savedBy, activatedAt: step.now };
  const resource = { type: 'RevOpsConfigVersion', id };
  step.receipt({
    workflow: CONFIG_CHAIN.id,
    step: 'SAVE_CONFIG_DRAFT',
    outcome: 'ALLOWED',
    resource: { ...resource, version: 1 },
    business: { ...BOOTSTRAP, snapshot: [{ ...configSnapshot(draft), yaml }] },
  });
  step.receipt({
    workflow: CONFIG_CHAIN.id,
    step: 'ACTIVATE_CONFIG',
    outcome: 'ALLOWED',
    resource: { ...resource, version: 2 },
    business: { ...BOOTSTRAP, number: 1, sha256, snapshot: [configSnapshot(active)] },
  });
}
