/** People, roles, keys, configurations and seats as their statements give and take them. */

/** What a locked user holds at present. */
export interface HeldByUser {
  id: string;
  version: number;
  endedAt: string | null;
  roles: { grantId: string; role: string }[];
  teamIds: string[];
  leadsTeamIds: string[];
  managerId: string | null;
  reportIds: string[];
  seat: { id: string; type: string; from: string } | null;
}

/** A user as stored; handle, subject, name and e-mail are personal. */
export interface UserRow {
  id: string;
  version: number;
  handle: string;
  subject: string | null;
  name: string;
  email: string | null;
  externalId: string | null;
  createdAt: string;
  endedAt: string | null;
}

/** A user to write; `nameKey` is the name in lower case, by which lists are ordered. */
export interface NewUser {
  id: string;
  handle: string;
  subject: string | null;
  name: string;
  nameKey: string;
  email: string | null;
  externalId: string | null;
}

/** Roles, teams and manager of a user as of an instant. */
export interface HoldingsRow {
  userId: string;
  roles: string[];
  teamIds: string[];
  managerId: string | null;
}

export interface TeamRow {
  id: string;
  version: number;
  handle: string;
  name: string;
  externalId: string | null;
  createdAt: string;
  leadId: string | null;
}

export interface NewTeam {
  id: string;
  handle: string;
  name: string;
  nameKey: string;
  externalId: string | null;
}

export interface NewTenant {
  handle: string;
  name: string;
  kind: string;
  plan: string;
  openedBy: string;
}

export interface NewRoleGrant {
  id: string;
  userId: string;
  role: string;
  state: string;
  proposedBy: string;
}

/** A role proposed for a user, granted, ended or withdrawn. */
export interface RoleGrantRow {
  id: string;
  userId: string;
  role: string;
  state: string;
  version: number;
  proposedBy: string;
  confirmedBy: string | null;
  createdAt: string;
  from: string | null;
  to: string | null;
}

export interface NewApiKey {
  id: string;
  name: string;
  prefix: string;
  sha256: string;
  scopes: string[];
  expiresAt: string | null;
  createdBy: string;
}

/** An API key without its hash. */
export interface ApiKeyRow {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  expiresAt: string | null;
  revokedAt: string | null;
  createdBy: string;
  createdAt: string;
  version: number;
}

/** A numbered version of a tenant's configuration, without its text. */
export interface ConfigVersionRow {
  id: string;
  number: number;
  state: string;
  sha256: string;
  version: number;
  savedBy: string;
  activatedBy: string | null;
  createdAt: string;
  activatedAt: string | null;
  retiredAt: string | null;
  /** When it comes into force by itself, while it is scheduled. */
  activateAt: string | null;
  scheduledBy: string | null;
  /** The number it is to replace then; 0: none. */
  scheduledReplaces: number | null;
}

/** The counter under the seat limit; `limit` null is unlimited. A proposed limit waits for a second operator. */
export interface SeatBookRow {
  id: string;
  limit: number | null;
  used: number;
  version: number;
  proposalId: string | null;
  proposedLimit: number | null;
  proposedBy: string | null;
}
