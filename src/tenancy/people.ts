import {
  teamFindMany,
  teamListByName,
  userFindMany,
  userFindManyByIdentity,
  userHoldingsFindMany,
  userListByName,
} from '../../cypher/generated/tenancy.js';
import type { HoldingsRow, TeamRow, UserRow } from '../../cypher/rows.js';
import type { Role } from '../kernel/rights.js';
import type { Runtime } from '../kernel/runtime.js';
import type { Instant } from '../kernel/values/instants.js';
import { nameKeyOf } from './fields.js';

type Reading = Pick<Runtime, 'graph'>;

/** A team with its present lead and members. */
export interface Team extends TeamRow {
  memberIds: string[];
}

/** Where a page of a list by name begins: after this name and id. */
export interface NamePlace {
  nameKey: string;
  id: string;
}

export const usersById = ({ graph }: Reading, tenantId: string, ids: readonly string[]): Promise<UserRow[]> =>
  graph.read(userFindMany, tenantId, { ids: [...ids] });

export const teamsById = ({ graph }: Reading, tenantId: string, ids: readonly string[]): Promise<Team[]> =>
  graph.read(teamFindMany, tenantId, { ids: [...ids] });

/** One user by their handle, ended ones too, or null. */
export async function userByHandle({ graph }: Reading, tenantId: string, handle: string): Promise<UserRow | null> {
  const identities = [{ n: 0, handle, externalId: null, subject: null }];
  return (await graph.read(userFindManyByIdentity, tenantId, { identities }))[0]?.byHandle ?? null;
}

/** Roles, teams and manager of users as of an instant: what they held then, not what they hold now. */
export const holdingsAt = (
  { graph }: Reading,
  tenantId: string,
  ids: readonly string[],
  at: Instant,
): Promise<HoldingsRow[]> => graph.read(userHoldingsFindMany, tenantId, { ids: [...ids], at });

/** The roles that a user held at an instant; null when there is no such user. */
export async function rolesAt(runtime: Reading, tenantId: string, userId: string, at: Instant): Promise<Role[] | null> {
  const [held] = await holdingsAt(runtime, tenantId, [userId], at);
  return held ? (held.roles as Role[]).sort() : null;
}

/** Users in the order of their names, those alone whose name begins with a text when one is given. */
export const listUsers = (
  { graph }: Reading,
  tenantId: string,
  { name, after, limit }: { name: string | null; after: NamePlace | null; limit: number },
): Promise<(UserRow & { nameKey: string })[]> => graph.read(userListByName, tenantId, { ...page(name, after), limit });

/** Teams in the order of their names, those alone whose name begins with a text when one is given. */
export const listTeams = (
  { graph }: Reading,
  tenantId: string,
  { name, after, limit }: { name: string | null; after: NamePlace | null; limit: number },
): Promise<(Team & { nameKey: string })[]> => graph.read(teamListByName, tenantId, { ...page(name, after), limit });

const page = (name: string | null, after: NamePlace | null) => ({
  prefix: nameKeyOf(name ?? ''),
  afterName: after?.nameKey ?? '',
  afterId: after?.id ?? '',
});
