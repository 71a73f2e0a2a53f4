/** Leads, pools and deadlines as stored. A property that is null is not there. */

/** `name`, `email` and `company` are personal. */
export interface LeadRow {
  id: string;
  version: number;
  createdAt: string;
  externalId: string | null;
  name: string | null;
  email: string | null;
  company: string | null;
  /** Normalised company name. */
  companyKey: string | null;
  /** Registrable domain of the company; null for free mail. */
  companyDomain: string | null;
  emailDomain: string | null;
  /** ISO 3166-1 alpha-2. */
  country: string | null;
  /** ISO 3166-2. */
  state: string | null;
  /** As the source stated it. */
  segment: string | null;
  companySize: number | null;
  industry: string | null;
  source: string;
  utmSource: string | null;
  utmMedium: string | null;
  utmCampaign: string | null;
  utmTerm: string | null;
  utmContent: string | null;
  broughtByType: 'user' | 'api_key' | 'system';
  broughtById: string;
  broughtByRoles: string[];
  status: 'received' | 'blocked' | 'queued' | 'assigned' | 'working' | 'converted';
  ownerId: string | null;
  teamId: string | null;
  accountId: string | null;
  /** Pool that the routing policy named. */
  pool: string | null;
  /** The same while the lead waits for the pool's next turn. */
  waitingIn: string | null;
  /** Whose list it waits in for its first touch: `user:<id>` or `team:<id>`. */
  queue: string | null;
  /** Its place there: the running deadline, or the end of time. */
  queueDueAt: string | null;
  routedAt: string | null;
  firstTouchedAt: string | null;
  lastTouchedAt: string | null;
  /** Working minutes to the first touch, as the routing decision set them. */
  slaMinutes: number | null;
  /** Name of the schedule in which they count. */
  slaSchedule: string | null;
  /** The lead's own deadline: it stands, whoever owns the lead. */
  slaDueAt: string | null;
  previousOwnerIds: string[];
  /** Whom the pool passes over for this lead, by the routing decision. */
  excludedOwnerIds: string[];
  /** Values of the tenant's own attributes, as JSON; personal ones apart. */
  custom: string | null;
  personalCustom: string | null;
}

/** A deadline for one owner's (or team's) first touch. */
export interface SlaTimerRow {
  id: string;
  version: number;
  createdAt: string;
  leadId: string;
  ownerId: string | null;
  teamId: string | null;
  minutes: number;
  schedule: string;
  dueAt: string;
  status: 'running' | 'met' | 'breached' | 'replaced';
  endedAt: string | null;
}

/** One turn of a pool, with the state that led to it; a null owner: nobody could take it. */
export interface AssignmentRow {
  id: string;
  createdAt: string;
  leadId: string;
  pool: string;
  ownerId: string | null;
  conflict: string | null;
  configNumber: number;
  /** JSON: members with weight, credit and availability before the turn. */
  poolState: string;
  /** JSON: who did not get it, and why. */
  passedOver: string;
}

/** What changed about one lead, its edges and deadlines. A null `routedTo` leaves the edge. */
export interface LeadWrite {
  id: string;
  /** What changed, or everything. */
  properties: Partial<Omit<LeadRow, 'id'>>;
  routedTo: string | null;
  /** From when on. */
  since: string | null;
  match: { accountId: string; criterion: string; score: number; at: string } | null;
  timer: SlaTimerRow | null;
  ended: { id: string; status: string; at: string; version: number }[];
  assignment: AssignmentRow | null;
}

/** A pool's stored turns; `state` is JSON, null before its first turn. */
export interface RoutingPoolRow {
  id: string;
  createdAt: string;
  name: string;
  version: number;
  state: string | null;
}

/** A pool's member at the instant of a turn; `waiting` null: not counted, the pool has no capacity. */
export interface PoolMemberRow {
  id: string;
  handle: string;
  active: boolean;
  absent: boolean;
  waiting: number | null;
}

/** The account that a lead may belong to, as routing decisions read it. */
export interface RoutedAccountRow {
  id: string;
  customerStatus: 'prospect' | 'customer' | 'former';
  arrMinor: number | null;
  region: string | null;
  country: string | null;
  industry: string | null;
  employees: number | null;
  custom?: string | null;
  owner: { id: string; handle: string; active: boolean } | null;
}

/** A stored decision about a lead; `verdict` is JSON. */
export interface LeadDecisionRow {
  id: string;
  createdAt: string;
  receiptId: string;
  package: string;
  policyVersion: string;
  configVersion: number;
  allow: boolean;
  ruleIds: string[];
  /** The receipt's business payload, which holds the verdict as `policy_decision`; null once it is removed. */
  content: string | null;
}

/** From when to when a user takes no turns. */
export interface AbsenceRow {
  id: string;
  version: number;
  createdAt: string;
  userId: string;
  startsAt: string;
  endsAt: string;
  recordedBy: string;
}
