import type { CandidateRow, ManagerRow } from '../../cypher/rows.js';
import type { ApproverRole } from '../../policy/config-facts.js';
import { holderRole } from './approval.js';
import type { ApproverResolution, Quorum } from './settings.js';

/** Most people of one group: each has an approval of their own. */
const MOST_MEMBERS = 50;

/** Where people are looked for. */
export interface Pool {
  /** Up the owner's reporting line. */
  managers: ManagerRow[];
  /** Holders of the roles whose people are named one by one; read where the configuration asks for it. */
  candidates: CandidateRow[];
  /** Of the roles that whoever holds them decides in, those that somebody holds; managers are among the candidates. */
  rolesHeld: string[];
  /** Where the account is. */
  region: string | null;
  country: string | null;
}

/** Who is asked in a role: each of some people, or whoever holds it, or nobody yet, so that an admin names somebody. */
export interface Asked {
  memberIds: string[];
  /** How many of them must approve. */
  needs: number;
  /** How many an admin still has to name. */
  vacancies: number;
  /** Whether whoever holds the role may decide. */
  isShared: boolean;
}

/**
 * Roles whose people have to be read one by one: they are asked by name or all together, or nobody up the line is to be
 * asked; and managers as a whole, of whom there are too many to look for with every quote.
 */
export const readByName = (
  approvers: Record<ApproverRole, ApproverResolution>,
  roles: ApproverRole[],
  managers: ManagerRow[],
  excluded: ReadonlySet<string>,
): ApproverRole[] =>
  roles.filter((role) => {
    const { by, quorum, level } = approvers[role];
    if (by === 'reports_to') return ableAbove(role, level, managers, excluded).length === 0;
    return by !== 'role' || quorum !== 'any' || role === 'SALES_MANAGER';
  });

/**
 * Finds who is asked in a role, without those who may not decide: who made the quote, and admins. Nobody up the line who
 * holds it: whoever else does. Too few for the quorum, or too many to ask: what is missing is for an admin to name.
 */
export function askedIn(
  role: ApproverRole,
  resolution: ApproverResolution,
  pool: Pool,
  excluded: ReadonlySet<string>,
): Asked {
  const { by, level, quorum } = resolution;
  const able = ableIn(role, pool.candidates, excluded);
  const isHeld = able.length > 0 || pool.rolesHeld.includes(holderRole(role));
  if (by === 'reports_to') {
    const nearest = ableAbove(role, level, pool.managers, excluded).sort((a, b) => a.level - b.level)[0];
    if (nearest) return asGroup([nearest.id], 'any');
  }
  if (by === 'reports_to' || (by === 'role' && quorum === 'any')) return isHeld ? SHARED : asGroup([], 'any');
  const members = able.filter((person) => isMeant(resolution, pool, person));
  return asGroup(
    members.sort((a, b) => (a.handle < b.handle ? -1 : 1)).map(({ id }) => id),
    quorum,
  );
}

const SHARED: Asked = { memberIds: [], needs: 1, vacancies: 0, isShared: true };

/** Those who hold a role and may decide. */
const ableIn = <T extends { id: string; roles: string[] }>(
  role: ApproverRole,
  people: T[],
  excluded: ReadonlySet<string>,
): T[] =>
  people.filter(
    ({ id, roles }) => roles.includes(holderRole(role)) && !roles.includes('revops_admin') && !excluded.has(id),
  );

const ableAbove = (role: ApproverRole, from: number, managers: ManagerRow[], excluded: ReadonlySet<string>) =>
  ableIn(
    role,
    managers.filter(({ level }) => level >= from),
    excluded,
  );

function isMeant({ by, team, regions, users }: ApproverResolution, pool: Pool, person: CandidateRow): boolean {
  if (by === 'users') return users.includes(person.handle);
  if (by === 'team') return team !== null && person.teams.includes(team);
  if (by === 'region') {
    const meant = regions[pool.region ?? ''] ?? regions[pool.country ?? ''];
    return meant !== undefined && person.teams.includes(meant);
  }
  return true;
}

function asGroup(found: string[], quorum: Quorum): Asked {
  const memberIds = found.length > MOST_MEMBERS ? [] : found;
  const needs = quorum === 'any' ? 1 : quorum === 'all' ? Math.max(1, memberIds.length) : quorum.atLeast;
  return { memberIds, needs, vacancies: Math.max(0, needs - memberIds.length), isShared: false };
}
