import {
  apiKeysListAll,
  configVersionsListAll,
  datedEdgesListAll,
  roleGrantsListAll,
  rolesFind,
  rolesListAll,
  teamsListAll,
  tenantsListAll,
  usersListAll,
} from '../../cypher/generated/tenancy.js';
import {
  listedBy,
  type NodeRebuild,
  type Properties,
  type SliceRebuild,
  type ToldDatedEdge,
} from '../kernel/rebuild.js';
import type { DatedEdgeSnapshot } from './dated-edges.js';
import { nameKeyOf } from './fields.js';

const nameOf = (name: unknown) => ({ name, nameKey: nameKeyOf(String(name)) });

const user: NodeRebuild = {
  label: 'User',
  personal: {
    names: ['handle', 'subject', 'name', 'nameKey', 'email', 'externalId'],
    properties: ({ handle, subject, name, email, external_id: externalId }) => ({
      ...{ handle, subject, email, externalId },
      ...nameOf(name),
    }),
  },
  list: listedBy(usersListAll),
};

const team: NodeRebuild = {
  label: 'Team',
  personal: {
    names: ['name', 'nameKey', 'externalId'],
    properties: ({ name, external_id: externalId }) => ({ externalId, ...nameOf(name) }),
  },
  isImported: true,
  list: listedBy(teamsListAll),
};

const apiKey: NodeRebuild = {
  label: 'ApiKey',
  personal: { names: ['name'], properties: ({ name }) => ({ name }) },
  list: listedBy(apiKeysListAll),
};

const roleGrant: NodeRebuild = {
  label: 'RoleGrant',
  out: ['GRANTS_TO'],
  edges: ({ userId }) => ({ out: [{ type: 'GRANTS_TO', other: String(userId) }] }),
  list: listedBy(roleGrantsListAll),
};

/** What users hold or held: dated edges tell themselves, but a role is held by its grant while that is in force. */
function datedEdges(item: Properties): ToldDatedEdge[] {
  const { type } = item;
  if (type === 'RoleGrant') {
    const { id: grantId, userId, role, from, to } = item as Record<string, string | null>;
    if (!from) return [];
    return [{ type: 'HOLDS_ROLE', userId: String(userId), other: String(role), properties: { from, to, grantId } }];
  }
  if (type !== 'MEMBER_OF' && type !== 'LEADS' && type !== 'REPORTS_TO') return [];
  const { userId, teamId, managerId, from, to } = item as unknown as DatedEdgeSnapshot;
  return [{ type, userId, other: String(teamId ?? managerId), properties: { from, to } }];
}

/** How tenants, people, teams, roles, keys and configurations are rebuilt. */
export const tenancyRebuild: SliceRebuild = {
  nodes: [
    { label: 'Tenant', list: listedBy(tenantsListAll) },
    user,
    team,
    { label: 'Role', isToldElsewhere: true, find: rolesFind, list: listedBy(rolesListAll) },
    roleGrant,
    apiKey,
    { label: 'RevOpsConfigVersion', list: listedBy(configVersionsListAll) },
  ],
  datedEdges: [
    { types: ['HOLDS_ROLE', 'MEMBER_OF', 'LEADS', 'REPORTS_TO'], told: datedEdges, list: datedEdgesListAll },
  ],
};
