import type { AccountRow, OpportunityRow } from '../cypher/rows.js';

export const ROWS = 50;
const ACCOUNTS = 10;
const AT = '2026-03-04T15:00:00.000Z';

/** The list that is asked for: a page of 50 with an object of its own and one that a loader brings. */
export const QUERY = `query List($first: Int) { opportunities(first: $first) {
  edges { cursor node { id externalId name stage status strategic engageDate closeDate createdAt updatedAt version
    amount { amountMinor currency formatted } account { id name country customerStatus } } }
  pageInfo { hasNextPage endCursor } } }`;

const accountId = (n: number) => `0197a0c0-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** As the store would give them: 51, so that there is a next page. */
export const OPPORTUNITIES: OpportunityRow[] = Array.from({ length: ROWS + 1 }, (_, n) => ({
  id: `0197a0c1-0000-7000-8000-${String(n).padStart(12, '0')}`,
  version: 1 + (n % 3),
  createdAt: AT,
  updatedAt: AT,
  externalId: `CRM-${10_000 + n}`,
  name: `Renewal ${n} of the platform`,
  stage: 'Engaging',
  status: 'open',
  type: null,
  strategic: n % 5 === 0,
  amountMinor: 100_000 + 137 * n,
  currency: 'USD',
  engageDate: '2026-01-15',
  closeDate: null,
  ownerId: null,
  ownerType: null,
  accountId: accountId(n % ACCOUNTS),
  productId: null,
}));

export const ACCOUNT_ROWS = Array.from({ length: ACCOUNTS }, (_, n) => ({
  id: accountId(n),
  version: 1,
  createdAt: AT,
  updatedAt: AT,
  externalId: `A-${n}`,
  name: `Account ${n}`,
  normalisedName: `account ${n}`,
  domain: null,
  country: 'US',
  region: null,
  sector: null,
  employees: null,
  yearEstablished: null,
  revenueMinor: null,
  arrMinor: null,
  currency: 'USD',
  customerStatus: 'prospect',
  ownerId: null,
  ownerType: null,
  parentId: null,
  familyRootId: accountId(n),
})) as AccountRow[];
