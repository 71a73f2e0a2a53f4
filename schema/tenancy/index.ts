import { ActivateRevOpsConfigResolver } from './activate-revops-config.js';
import { AddTeamMemberResolver, TeamMembershipSetResolver } from './add-team-member.js';
import { ApiKeyQueries } from './api-key.js';
import { CancelRevOpsConfigActivationResolver } from './cancel-revops-config-activation.js';
import { ConfirmRoleGrantResolver, RoleGrantedResolver, RoleGrantNotPendingResolver } from './confirm-role-grant.js';
import { ConfirmRoleGrantsResolver } from './confirm-role-grants.js';
import { CreateApiKeyResolver } from './create-api-key.js';
import { CreateTeamResolver, TeamCreatedResolver, TeamExistsResolver } from './create-team.js';
import { CreateUserResolver, UserCreatedResolver, UserExistsResolver } from './create-user.js';
import { EndRoleGrantResolver, RoleGrantEndedResolver } from './end-role-grant.js';
import { EndTeamMembershipResolver } from './end-team-membership.js';
import { GrantRoleResolver, RoleGrantExistsResolver, RoleGrantProposedResolver } from './grant-role.js';
import { PeopleQueries } from './people-queries.js';
import { RevokeApiKeyResolver } from './revoke-api-key.js';
import { RevOpsConfigResolver } from './revops-config.js';
import { RevOpsConfigDiffResolver } from './revops-config-diff.js';
import { RoleGrantResolver } from './role-grant.js';
import { RollbackRevOpsConfigResolver } from './rollback-revops-config.js';
import { SaveRevOpsConfigDraftResolver } from './save-revops-config-draft.js';
import { ReportsToSetResolver, SetReportsToResolver } from './set-reports-to.js';
import { SetTeamLeadResolver, TeamLeadSetResolver } from './set-team-lead.js';
import { TeamResolver } from './team.js';
import { TenantQueries } from './tenant.js';
import { UpdateUserResolver, UserUpdatedResolver } from './update-user.js';
import { UserResolver } from './user.js';
import { ViewerResolver } from './viewer.js';

/** Tenants, people, roles, keys and configurations, as GraphQL. */
export const resolvers = [
  ActivateRevOpsConfigResolver,
  AddTeamMemberResolver,
  TeamMembershipSetResolver,
  ApiKeyQueries,
  ConfirmRoleGrantResolver,
  RoleGrantedResolver,
  RoleGrantNotPendingResolver,
  ConfirmRoleGrantsResolver,
  CreateApiKeyResolver,
  CreateTeamResolver,
  TeamCreatedResolver,
  TeamExistsResolver,
  CreateUserResolver,
  UserCreatedResolver,
  UserExistsResolver,
  EndRoleGrantResolver,
  RoleGrantEndedResolver,
  EndTeamMembershipResolver,
  GrantRoleResolver,
  RoleGrantProposedResolver,
  RoleGrantExistsResolver,
  PeopleQueries,
  RevokeApiKeyResolver,
  RevOpsConfigResolver,
  RevOpsConfigDiffResolver,
  RollbackRevOpsConfigResolver,
  CancelRevOpsConfigActivationResolver,
  RoleGrantResolver,
  SaveRevOpsConfigDraftResolver,
  SetReportsToResolver,
  ReportsToSetResolver,
  SetTeamLeadResolver,
  TeamLeadSetResolver,
  TeamResolver,
  TenantQueries,
  UpdateUserResolver,
  UserUpdatedResolver,
  UserResolver,
  ViewerResolver,
] as const;
