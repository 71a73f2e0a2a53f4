/** Counters of months as the statements of cypher/entitlements give and take them. */

/** A calendar month of the tenant's zone, by the instant it begins; workspace '' is none. */
export interface MonthKey {
  workspaceId: string;
  start: string;
}

/** Counters of a month (R2, MonthlyUsage). */
export interface MonthRow extends MonthKey {
  imports: number;
  exports: number;
  activeUsers: number;
}

/** A part of a tenant whose use is counted apart (R2's hotel); its name is personal. */
export interface WorkspaceRow {
  id: string;
  handle: string;
  name: string;
  state: string;
  version: number;
  createdAt: string;
  endedAt: string | null;
}
