import { AssignSeatResolver, SeatAssignedResolver } from './assign-seat.js';
import { ConfirmSeatLimitResolver } from './confirm-seat-limit.js';
import { ConfirmTermsChangeResolver } from './confirm-terms-change.js';
import { CreateTenantResolver } from './create-tenant.js';
import { CreateWorkspaceResolver } from './create-workspace.js';
import { EndEntitlementResolver } from './end-entitlement.js';
import { EndUserResolver, UserEndedResolver } from './end-user.js';
import { EndWorkspaceResolver } from './end-workspace.js';
import { EnforceQuotaResolver } from './enforce-quota.js';
import { EntitlementQueries } from './entitlements.js';
import { ExportLicensedUsersResolver } from './export-licensed-users.js';
import { FinaliseQuotaResolver } from './finalise-quota.js';
import { GrantEntitlementResolver } from './grant-entitlement.js';
import { MonthlyUsageResolver } from './monthly-usage.js';
import { ProposeTermsResolver } from './propose-terms.js';
import { QuotaJournalResolver } from './quota-journal.js';
import { QuotaStatusResolver } from './quota-status.js';
import { ReleaseSeatResolver, SeatReleasedResolver } from './release-seat.js';
import { RenameWorkspaceResolver } from './rename-workspace.js';
import { RetentionTermsResolver } from './retention-terms.js';
import { SeatsResolver, SeatUserResolver, UserSeatResolver } from './seats.js';
import { SetSeatLimitResolver } from './set-seat-limit.js';
import { TermsResolver } from './terms.js';
import { TermsChangesResolver } from './terms-change.js';
import { TrialsResolver } from './trials.js';
import { WorkspaceQueries } from './workspaces.js';

export { adminEntitlementRoutes } from './admin-entitlement-routes.js';
export { quotaRoutes } from './quota-routes.js';

/** Seats, their limit, and what opens and ends with them, as GraphQL. */
export const resolvers = [
  AssignSeatResolver,
  SeatAssignedResolver,
  ConfirmSeatLimitResolver,
  CreateTenantResolver,
  CreateWorkspaceResolver,
  EndEntitlementResolver,
  EndUserResolver,
  EnforceQuotaResolver,
  FinaliseQuotaResolver,
  UserEndedResolver,
  EndWorkspaceResolver,
  EntitlementQueries,
  ExportLicensedUsersResolver,
  GrantEntitlementResolver,
  MonthlyUsageResolver,
  QuotaJournalResolver,
  QuotaStatusResolver,
  ReleaseSeatResolver,
  SeatReleasedResolver,
  RenameWorkspaceResolver,
  RetentionTermsResolver,
  SeatsResolver,
  SeatUserResolver,
  UserSeatResolver,
  SetSeatLimitResolver,
  WorkspaceQueries,
  ConfirmTermsChangeResolver,
  ProposeTermsResolver,
  TermsResolver,
  TermsChangesResolver,
  TrialsResolver,
] as const;
