import {
  quotesFindByIds,
  quotesList,
  quotesListByOpportunity,
  quotesListByOwner,
  quotesListByStatus,
  versionsFindByQuotes,
} from '../../cypher/generated/dealdesk.js';
import type { Runtime } from '../kernel/runtime.js';
import { inOrder, type Quote, type QuoteStatus, type QuoteVersionWithLines } from './quote.js';

/** Where a page begins: behind a row's time and id; absent: at the newest. */
export interface PageStart {
  before: string;
  beforeId: string;
}

/** Before everything that can be in a list which is newest first. */
const NEWEST: PageStart = { before: '9999', beforeId: '~' };

/** One of the lists of quotes; each has an index of its own. */
export type QuoteFilter =
  | { status: QuoteStatus }
  | { ownerId: string }
  | { opportunityId: string }
  | Record<string, never>;

/** Reads quotes by their ids; what is not the tenant's is left out. */
export const quotesById = async (runtime: Runtime, tenantId: string, ids: readonly string[]): Promise<Quote[]> =>
  (await runtime.graph.read(quotesFindByIds, tenantId, { ids })).map(({ quote }) => quote as Quote);

/** Lists quotes, newest first. */
export async function listQuotes(
  { graph }: Runtime,
  tenantId: string,
  filter: QuoteFilter,
  page: { start: PageStart | null; most: number },
): Promise<Quote[]> {
  const bounds = { ...(page.start ?? NEWEST), most: page.most };
  const rows =
    'status' in filter
      ? graph.read(quotesListByStatus, tenantId, { ...bounds, status: filter.status })
      : 'ownerId' in filter
        ? graph.read(quotesListByOwner, tenantId, { ...bounds, ownerId: filter.ownerId })
        : 'opportunityId' in filter
          ? graph.read(quotesListByOpportunity, tenantId, { ...bounds, opportunityId: filter.opportunityId })
          : graph.read(quotesList, tenantId, bounds);
  return (await rows).map(({ quote }) => quote as Quote);
}

/** Reads all versions of quotes, oldest first, with their lines. */
export async function versionsOfQuotes(
  { graph }: Runtime,
  tenantId: string,
  ids: readonly string[],
): Promise<QuoteVersionWithLines[]> {
  const rows = await graph.read(versionsFindByQuotes, tenantId, { ids });
  return rows.map(({ version }) => inOrder(version)).sort((a, b) => a.number - b.number);
}
