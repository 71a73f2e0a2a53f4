import type { LeadRow } from '../../cypher/rows.js';

/** Somebody who may want to buy. Name, e-mail and company are personal and never in a business payload. */
export type Lead = LeadRow;
export type LeadStatus = Lead['status'];

/**
 * Lifecycle of a lead, the one table: event by state. `queue`: waits for a pool's turn or in a team's queue; `assign`: somebody owns it;
 * `touch`: its owner made contact; `convert`: it became an opportunity.
 */
export const LEAD_TRANSITIONS = {
  received: { block: 'blocked', queue: 'queued', assign: 'assigned', touch: 'received' },
  blocked: { queue: 'queued', assign: 'assigned' },
  queued: { queue: 'queued', assign: 'assigned', touch: 'working' },
  assigned: { queue: 'queued', assign: 'assigned', touch: 'working' },
  working: { queue: 'queued', assign: 'working', touch: 'working', convert: 'converted' },
  converted: {},
} as const satisfies Record<LeadStatus, Partial<Record<LeadEvent, LeadStatus>>>;

export type LeadEvent = 'block' | 'queue' | 'assign' | 'touch' | 'convert';

/** The state after an event, or null where the table has none. */
export function leadAfter(status: LeadStatus, event: LeadEvent): LeadStatus | null {
  const events: Partial<Record<LeadEvent, LeadStatus>> = LEAD_TRANSITIONS[status];
  return events[event] ?? null;
}

/** A lead as it begins. */
const NEW: Omit<Lead, 'id' | 'createdAt' | 'source' | 'broughtByType' | 'broughtById' | 'broughtByRoles'> = {
  version: 1,
  externalId: null,
  name: null,
  email: null,
  company: null,
  companyKey: null,
  companyDomain: null,
  emailDomain: null,
  country: null,
  state: null,
  segment: null,
  companySize: null,
  industry: null,
  utmSource: null,
  utmMedium: null,
  utmCampaign: null,
  utmTerm: null,
  utmContent: null,
  status: 'received',
  ownerId: null,
  teamId: null,
  accountId: null,
  pool: null,
  waitingIn: null,
  queue: null,
  queueDueAt: null,
  routedAt: null,
  firstTouchedAt: null,
  lastTouchedAt: null,
  slaMinutes: null,
  slaSchedule: null,
  slaDueAt: null,
  previousOwnerIds: [],
  excludedOwnerIds: [],
  custom: null,
  personalCustom: null,
};

const KEYS = [...Object.keys(NEW), 'id', 'createdAt', 'source', 'broughtByType', 'broughtById', 'broughtByRoles'];

/** A new lead of what is known of it. */
export const newLead = (known: Partial<Lead> & Omit<Lead, keyof typeof NEW>): Lead => ({ ...NEW, ...known });

/** A stored lead with every property, null where it has none; nothing that the store keeps for itself. */
export function leadOf(row: LeadRow): Lead {
  const stored = row as unknown as Record<string, unknown>;
  return Object.fromEntries(
    KEYS.map((key) => [key, stored[key] ?? (NEW as Record<string, unknown>)[key] ?? null]),
  ) as unknown as Lead;
}

/** What is personal about a lead, for the payload that can be erased. */
export const personalOf = ({ id, name, email, company, personalCustom }: Lead) =>
  name || email || company || personalCustom
    ? { content: { name, email, company, ...(personalCustom && { personalCustom }) }, about: [id] }
    : null;

/** The lead as a receipt keeps it: everything but what is personal. */
export function leadSnapshot({ name: _n, email: _e, company: _c, personalCustom: _p, ...lead }: Lead) {
  return { type: 'Lead' as const, ...lead };
}
