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

/** What a subject may use on one ground. */
export interface EntitlementRow {
  id: string;
  version: number;
  createdAt: string;
  /** `tenant`, `workspace:<id>` or `user:<id>`, as whoever granted it names them. */
  subject: string;
  name: string;
  /** `manual:<id>`, or what it rests on at the billing system: `stripe:<subscription or invoice>`. */
  ground: string;
  state: string;
  /** Null: until it is ended. */
  until: string | null;
  endedAt: string | null;
}
