export { activateRevOpsConfig, type RevOpsConfigActivated, type RevOpsConfigNotDraft } from './activate-config.js';
export { API_KEY_SCOPES, type ApiKeyScope } from './api-key-scopes.js';
export {
  CONFIG_CHAIN,
  CONFIG_TRANSITIONS,
  type ConfigParsing,
  configSnapshot,
  draftVersion,
} from './config-version.js';
export { Configs, type VersionedConfig } from './configs.js';
export {
  confirmRoleGrant,
  confirmRoleGrants,
  type RoleGranted,
  type RoleGrantNotPending,
  type RoleGrantsConfirmed,
} from './confirm-role-grants.js';
export { type ApiKeyCreated, createApiKey } from './create-api-key.js';
export { createTeam, type TeamCreated, type TeamExists } from './create-team.js';
export { createUser, type UserCreated, type UserExists } from './create-user.js';
export { endRoleGrant, type LastAdmin, lastAdmin, type RoleGrantEnded } from './end-role-grant.js';
export * as fields from './fields.js';
export { type FoundApiKey, findApiKey } from './find-api-key.js';
export { type ConfigVersion, findConfigVersion, listConfigVersions } from './find-config.js';
export { findTenant, findTenantId, listTenants, type Tenant } from './find-tenant.js';
export {
  grantRole,
  isGrantable,
  type RoleGrantExists,
  type RoleGrantProposed,
  type RoleNotGrantable,
} from './grant-role.js';
export { listApiKeys } from './list-api-keys.js';
export { listRoleGrants, roleGrantsById } from './list-role-grants.js';
export {
  holdingsAt,
  listTeams,
  listUsers,
  rolesAt,
  type Team,
  teamByHandle,
  teamsById,
  userByHandle,
  usersById,
} from './people.js';
export { closesCircle, type ReportingLines } from './reporting-line.js';
export { type ApiKeyRevoked, revokeApiKey } from './revoke-api-key.js';
export * from './revops-config/index.js';
export { type Action, rights } from './rights.js';
export {
  grantAfter,
  proposedGrant,
  ROLE_GRANT_TRANSITIONS,
  type RoleGrantState,
  roleGrantSnapshot,
} from './role-grant.js';
export { type RevOpsConfigDraftSaved, saveRevOpsConfigDraft } from './save-config-draft.js';
export { type SecondPersonRequired, secondPersonRequired } from './second-person.js';
export { type ReportingCircle, type ReportsToSet, setReportsTo } from './set-reports-to.js';
export { setTeamLead, type TeamLeadSet } from './set-team-lead.js';
export { drawIds, type ImportedRow, importTeams, rowsNamedTwice, type TeamImportRow } from './team-import.js';
export { addTeamMember, endTeamMembership, type TeamMembershipSet } from './team-membership.js';
export { type UserUpdated, updateUser } from './update-user.js';
export { roleHolders } from './role-holders.js';
export {
  adminChain,
  detailsDiffer,
  newUser,
  personalDetails,
  sortedHeads,
  type UserDetails,
  userSnapshot,
} from './user.js';
