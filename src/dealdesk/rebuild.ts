import {
  approvalsListAll,
  delegationEdgesListAll,
  delegationsListAll,
  quoteCommentsListAll,
  quoteLinesListAll,
  quotesListAll,
  quoteVersionsListAll,
} from '../../cypher/generated/dealdesk.js';
import type {
  ApprovalRow,
  DelegationRow,
  QuoteCommentRow,
  QuoteLineRow,
  QuoteRow,
  QuoteVersionRow,
} from '../../cypher/rows.js';
import { listedBy, listedByOwner, type Properties, type SliceRebuild, type ToldDatedEdge } from '../kernel/rebuild.js';

/** The edge that a delegation is. */
function delegationEdge({ type, ...told }: Properties): ToldDatedEdge[] {
  if (type !== 'Delegation') return [];
  const { id: delegationId, principalId: userId, delegateId: other, from, to } = told as unknown as DelegationRow;
  return [{ type: 'DELEGATES_TO', userId, other, properties: { from, to, delegationId } }];
}

/** How quotes with all that hangs on them are rebuilt: snapshots hold every property, and the ids that edges lead to. */
export const dealDeskRebuild: SliceRebuild = {
  nodes: [
    {
      label: 'Quote',
      in: ['HAS_QUOTE'],
      edges: (told) => ({ in: [{ type: 'HAS_QUOTE', other: (told as unknown as QuoteRow).opportunityId }] }),
      list: listedBy(quotesListAll),
    },
    {
      label: 'QuoteVersion',
      out: ['CONTAINS'],
      in: ['HAS_VERSION'],
      edges: (told, lines) => {
        const products = new Set((lines as unknown as QuoteLineRow[]).map(({ productId }) => productId));
        const contained = [...products].map((other) => ({ type: 'CONTAINS', other }));
        return { out: contained, in: [{ type: 'HAS_VERSION', other: (told as unknown as QuoteVersionRow).quoteId }] };
      },
      list: listedByOwner(quoteVersionsListAll),
    },
    {
      label: 'QuoteLine',
      out: ['OF_PRODUCT'],
      in: ['HAS_LINE'],
      partOf: ({ versionId }) => ({ label: 'QuoteVersion', id: String(versionId) }),
      edges: (told) => {
        const { productId, versionId } = told as unknown as QuoteLineRow & { versionId: string };
        return { out: [{ type: 'OF_PRODUCT', other: productId }], in: [{ type: 'HAS_LINE', other: versionId }] };
      },
      list: listedByOwner(quoteLinesListAll),
    },
    {
      label: 'Approval',
      out: ['ASSIGNED_TO', 'DECIDED_BY'],
      in: ['NEEDS_APPROVAL'],
      edges: (told) => {
        const { quoteId, assigneeId, decidedById } = told as unknown as ApprovalRow;
        const assigned = assigneeId ? [{ type: 'ASSIGNED_TO', other: assigneeId }] : [];
        const decided = decidedById ? [{ type: 'DECIDED_BY', other: decidedById }] : [];
        return { out: [...assigned, ...decided], in: [{ type: 'NEEDS_APPROVAL', other: quoteId }] };
      },
      list: listedBy(approvalsListAll),
    },
    {
      label: 'QuoteComment',
      in: ['HAS_COMMENT'],
      edges: (told) => ({ in: [{ type: 'HAS_COMMENT', other: (told as unknown as QuoteCommentRow).quoteId }] }),
      list: listedBy(quoteCommentsListAll),
    },
    { label: 'Delegation', list: listedBy(delegationsListAll) },
  ],
  datedEdges: [{ types: ['DELEGATES_TO'], told: delegationEdge, list: delegationEdgesListAll }],
};
