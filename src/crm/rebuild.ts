import {
  accountsListAll,
  importChunksFind,
  importChunksListAll,
  importRunsListAll,
  opportunitiesListAll,
  productsListAll,
  tenantLinksListAll,
} from '../../cypher/generated/crm.js';
import type { AccountRow, OpportunityRow } from '../../cypher/rows.js';
import { nodeDigest, textDigest } from '../evidence/index.js';
import {
  listedBy,
  listedByOwner,
  type NodeRebuild,
  type Properties,
  type SliceRebuild,
  type ToldEdge,
} from '../kernel/rebuild.js';

/** A term that full-text search finds the tenant's own names by. */
const derived = { tenantKey: (_: Properties, tenantId: string) => tenantId.replaceAll('-', '') };

const edge = (type: string, other: string | null): ToldEdge[] => (other === null ? [] : [{ type, other }]);

/** What the tenant's own attributes say of people. */
const personalCustom: NodeRebuild['personal'] = {
  names: ['personalCustom'],
  properties: ({ personalCustom: told }) => (told === undefined ? {} : { personalCustom: told }),
};

/** Everything but the family's root, which follows from the parents, stands in a receipt of the API. */
const account: NodeRebuild = {
  label: 'Account',
  out: ['OWNED_BY', 'SUBSIDIARY_OF'],
  edges: (told) => {
    const { ownerId = null, parentId = null } = told as unknown as AccountRow;
    return { out: [...edge('OWNED_BY', ownerId), ...edge('SUBSIDIARY_OF', parentId)] };
  },
  personal: personalCustom,
  derived,
  root: { property: 'familyRootId', parent: 'parentId' },
  isImported: true,
  list: listedBy(accountsListAll),
};

const product: NodeRebuild = { label: 'Product', derived, isImported: true, list: listedBy(productsListAll) };

/** Its own `type` stands as `ownType` in a snapshot, where `type` is the label. */
const opportunity: NodeRebuild = {
  label: 'Opportunity',
  out: ['OWNED_BY', 'ASSOCIATED_TO', 'FOR_PRODUCT'],
  properties: ({ ownType = null, ...told }) => ({ ...told, type: ownType }),
  edges: (told) => {
    const { ownerId = null, accountId = null, productId = null } = told as unknown as OpportunityRow;
    return {
      out: [...edge('OWNED_BY', ownerId), ...edge('ASSOCIATED_TO', accountId), ...edge('FOR_PRODUCT', productId)],
    };
  },
  personal: personalCustom,
  derived,
  isImported: true,
  list: listedBy(opportunitiesListAll),
};

/** Findings quote cells of the file: a receipt holds their digest. */
const importChunk: NodeRebuild = {
  label: 'ImportChunk',
  keyOf: ({ runId, seq }) => `${runId} ${seq}`,
  asTold: ({ findings, ...chunk }) => ({ ...chunk, findingsSha256: textDigest(String(findings)) }),
  find: importChunksFind,
  list: listedByOwner(importChunksListAll),
};

/** How accounts, products, opportunities and imports are rebuilt; of what a file brought, its batch's receipt has a digest. */
export const crmRebuild: SliceRebuild = {
  nodes: [
    account,
    product,
    opportunity,
    { label: 'ImportRun', list: listedBy(importRunsListAll) },
    importChunk,
    { label: 'TenantLink', list: listedBy(tenantLinksListAll) },
  ],
};

/** A node as an import's receipt names it: id, version, and the digest of its properties. */
export type DigestedNode = readonly [id: string, version: number, sha256: string];

const BY_LABEL: Record<string, Pick<NodeRebuild, 'root' | 'derived'>> = {
  Account: account,
  Product: product,
  Opportunity: opportunity,
};

/** A node as an import leaves it, for its batch's receipt. */
export function digestedNode(label: string, row: { id: string; version: number | null } & object): DigestedNode {
  return [row.id, row.version ?? 0, nodeDigest(BY_LABEL[label] ?? {}, { ...row })];
}
