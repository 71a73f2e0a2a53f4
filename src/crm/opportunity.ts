import type { EdgeChange, OpportunityRow, OpportunityWrite, OwnerRow } from '../../cypher/rows.js';
import type { Instant } from '../kernel/values/instants.js';
import { changesTo, isEmpty } from './changes.js';

/** An opportunity as it is read. */
export type Opportunity = OpportunityRow & { version: number };

/** What may be said of an opportunity; undefined leaves it, null ends it. Dates are `YYYY-MM-DD`, of the tenant's zone. */
export interface OpportunityFields {
  name?: string | undefined;
  stage?: string | undefined;
  type?: string | null | undefined;
  strategic?: boolean | undefined;
  amountMinor?: number | null | undefined;
  currency?: string | undefined;
  engageDate?: string | null | undefined;
  closeDate?: string | null | undefined;
  owner?: OwnerRow | null | undefined;
  accountId?: string | null | undefined;
  productId?: string | null | undefined;
  /** As `customOver` lays them. */
  custom?: string | null | undefined;
  personalCustom?: string | null | undefined;
}

const WON = /^(closed[ _-]*)?won$/i;
const LOST = /^(closed[ _-]*)?lost$/i;

/** Stages are named by the tenant's CRM; only these names end a deal: Won, Lost, Closed Won, Closed Lost. */
export function statusOf(stage: string): OpportunityRow['status'] {
  if (WON.test(stage)) return 'won';
  return LOST.test(stage) ? 'lost' : 'open';
}

/** Decides what is written to a locked opportunity: everything for one just made, else what differs; null when nothing does. */
export function planOpportunity(
  found: OpportunityRow,
  fields: OpportunityFields,
  now: Instant,
): OpportunityWrite | null {
  const wanted = propertiesOf(fields);
  if (found.version === null) {
    const properties = { strategic: false, ...wanted, createdAt: now, updatedAt: now, version: 1 };
    const edge = (id: string | null | undefined): EdgeChange => (id ? { id } : null);
    return {
      id: found.id,
      properties,
      owner: edge(fields.owner?.id),
      account: edge(fields.accountId),
      product: edge(fields.productId),
    };
  }
  const changes = changesTo(found, wanted);
  if (isEmpty(changes)) return null;
  const edge = (id: string | null | undefined): EdgeChange => (id === undefined ? null : { id });
  return {
    id: found.id,
    properties: { ...changes, updatedAt: now, version: found.version + 1 },
    owner: edge(changes.ownerId),
    account: edge(changes.accountId),
    product: edge(changes.productId),
  };
}

function propertiesOf({ owner, ...fields }: OpportunityFields): Partial<OpportunityRow> {
  const wanted: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) if (value !== undefined) wanted[key] = value;
  if (fields.stage !== undefined) wanted.status = statusOf(fields.stage);
  if (owner !== undefined) Object.assign(wanted, { ownerId: owner?.id ?? null, ownerType: owner?.type ?? null });
  return wanted;
}
