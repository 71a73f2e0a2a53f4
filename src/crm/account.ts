import type { AccountRow, AccountWrite, OwnerRow } from '../../cypher/rows.js';
import type { Instant } from '../kernel/values/instants.js';
import { changesTo, isEmpty } from './changes.js';
import { normaliseCompanyName } from './company-name.js';

/** An account as it is read. */
export type Account = AccountRow & { version: number };

/** What may be said of an account; undefined leaves it, null ends it. Amounts are minor units of `currency`. */
export interface AccountFields {
  name?: string | undefined;
  domain?: string | null | undefined;
  country?: string | null | undefined;
  region?: string | null | undefined;
  sector?: string | null | undefined;
  employees?: number | null | undefined;
  yearEstablished?: number | null | undefined;
  revenueMinor?: number | null | undefined;
  arrMinor?: number | null | undefined;
  customerStatus?: AccountRow['customerStatus'] | undefined;
  owner?: OwnerRow | null | undefined;
  /** As `customOver` lays them. */
  custom?: string | null | undefined;
  personalCustom?: string | null | undefined;
}

/** Decides what is written to a locked account: everything for one just made, else what differs; null when nothing does. */
export function planAccount(
  found: AccountRow,
  fields: AccountFields & { name: string },
  at: { now: Instant; currency: string },
): AccountWrite;
export function planAccount(
  found: AccountRow,
  fields: AccountFields,
  at: { now: Instant; currency: string },
): AccountWrite | null;
export function planAccount(
  found: AccountRow,
  fields: AccountFields,
  { now, currency }: { now: Instant; currency: string },
): AccountWrite | null {
  const wanted = propertiesOf(fields);
  if (found.version === null) {
    const properties = {
      customerStatus: 'prospect' as const,
      ...wanted,
      currency,
      familyRootId: found.id,
      createdAt: now,
      updatedAt: now,
      version: 1,
    };
    return { id: found.id, properties, owner: fields.owner ? { id: fields.owner.id } : null, parent: null };
  }
  const changes = changesTo(found, wanted);
  if (isEmpty(changes)) return null;
  return {
    id: found.id,
    properties: { ...changes, updatedAt: now, version: found.version + 1 },
    owner: changes.ownerId !== undefined ? { id: changes.ownerId } : null,
    parent: null,
  };
}

function propertiesOf({ owner, ...fields }: AccountFields): Partial<AccountRow> {
  const wanted: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) if (value !== undefined) wanted[key] = value;
  if (fields.name !== undefined) wanted.normalisedName = normaliseCompanyName(fields.name);
  if (owner !== undefined) Object.assign(wanted, { ownerId: owner?.id ?? null, ownerType: owner?.type ?? null });
  return wanted;
}
