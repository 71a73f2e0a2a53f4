export { activateRevOpsConfig } from './activate-config.js';
export { API_KEY_SCOPES } from './api-key-scopes.js';
export { type ConfigChange, configDiff } from './config-diff.js';
export {
  CONFIG_CHAIN,
  CONFIG_TRANSITIONS,
  type ConfigParsing,
  configSnapshot,
  draftVersion,
} from './config-version.js';
export { Configs, type VersionedConfig, zoneOf } from './configs.js';
export { confirmRoleGrant, confirmRoleGrants } from './confirm-role-grants.js';
export { createApiKey } from './create-api-key.js';
export { createTeam } from './create-team.js';
export { createUser } from './create-user.js';
export { begun, type DatedEdgeSnapshot, ended, member, openEdges, reporting } from './dated-edges.js';
export { revOpsConfigDiff } from './diff-configs.js';
export { endRoleGrant } from './end-role-grant.js';
export * as fields from './fields.js';
export { findApiKey } from './find-api-key.js';
export { configTexts, findConfigVersion, listConfigVersions } from './find-config.js';
export { findTenant, findTenantId, listTenants, type Tenant } from './find-tenant.js';
export { forEveryTenant, LOOKED_AT_ONCE } from './for-every-tenant.js';
export { grantRole, isGrantable } from './grant-role.js';
export { FEWEST_ADMINS, isLastAdmin, type LastAdmin, lastAdmin } from './last-admin.js';
export { listApiKeys } from './list-api-keys.js';
export { listRoleGrants, roleGrantsById } from './list-role-grants.js';
export { holdingsAt, listTeams, listUsers, rolesAt, teamsById, userByHandle, usersById } from './people.js';
export { tenancyRebuild } from './rebuild.js';
export { closesCircle } from './reporting-line.js';
export { revokeApiKey } from './revoke-api-key.js';
export * from './revops-config/index.js';
export { type Action, rights } from './rights.js';
export {
  grantAfter,
  proposedGrant,
  ROLE_GRANT_TRANSITIONS,
  type RoleGrantState,
  roleGrantSnapshot,
} from './role-grant.js';
export { roleHolders } from './role-holders.js';
export { type RoleHolding, roleHoldings } from './role-holdings.js';
export { rollbackRevOpsConfig } from './rollback-config.js';
export { saveRevOpsConfigDraft } from './save-config-draft.js';
export { activateDueConfigs, cancelRevOpsConfigActivation } from './scheduled-configs.js';
export { type SecondPersonRequired, secondPersonRequired } from './second-person.js';
export { setReportsTo } from './set-reports-to.js';
export { setTeamLead } from './set-team-lead.js';
export { drawIds, type ImportedRow, importTeams, rowsNamedTwice, type TeamImportRow } from './team-import.js';
export { addTeamMember, endTeamMembership } from './team-membership.js';
export { movesApprovals, movesRoles, updateUser } from './update-user.js';
export {
  adminChain,
  detailsDiffer,
  newUser,
  personalDetails,
  sortedHeads,
  type UserDetails,
  userSnapshot,
} from './user.js';
