import { registerEnumType } from 'type-graphql';
import { ROLES, SEAT_TYPES } from '../../src/kernel/rights.js';
import { CONFIG_TRANSITIONS, ROLE_GRANT_TRANSITIONS } from '../../src/tenancy/index.js';

/** An enum of the contract, upper case, of values as they are stored. */
export const byName = (values: readonly string[]): Record<string, string> =>
  Object.fromEntries(values.map((value) => [value.toUpperCase(), value]));

export const RoleEnum = byName(ROLES);
registerEnumType(RoleEnum, {
  name: 'Role',
  description: 'What a user may do; granted by one admin, confirmed by another.',
});

export const SeatTypeEnum = byName(SEAT_TYPES);
registerEnumType(SeatTypeEnum, {
  name: 'SeatType',
  description: 'DECISION seats are licensed and needed to change anything; OBSERVER seats are free.',
});

export const RoleGrantStateEnum = byName(Object.keys(ROLE_GRANT_TRANSITIONS));
registerEnumType(RoleGrantStateEnum, { name: 'RoleGrantState' });

export const ConfigStateEnum = byName(Object.keys(CONFIG_TRANSITIONS));
registerEnumType(ConfigStateEnum, { name: 'RevOpsConfigState' });
