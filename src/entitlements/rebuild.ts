import {
  endedGroundsListAll,
  entitlementsListAll,
  quotaJournalsListAll,
  seatBooksListAll,
  seatsListAll,
  termsChangesListAll,
  trialsListAll,
  workspacesListAll,
} from '../../cypher/generated/entitlements.js';
import { listedBy, type SliceRebuild } from '../kernel/rebuild.js';

/** How seats, their limit and what is agreed with a tenant are rebuilt. A seat was made when it began. */
export const entitlementsRebuild: SliceRebuild = {
  nodes: [
    { label: 'SeatBook', list: listedBy(seatBooksListAll) },
    {
      label: 'Seat',
      in: ['HAS_SEAT'],
      properties: ({ seatType, ...told }) => ({ ...told, type: seatType, createdAt: told.from }),
      edges: ({ userId }) => ({ in: [{ type: 'HAS_SEAT', other: String(userId) }] }),
      list: listedBy(seatsListAll),
    },
    { label: 'Entitlement', list: listedBy(entitlementsListAll) },
    { label: 'EndedGround', list: listedBy(endedGroundsListAll) },
    { label: 'QuotaJournal', list: listedBy(quotaJournalsListAll) },
    { label: 'TermsChange', list: listedBy(termsChangesListAll) },
    {
      label: 'Workspace',
      personal: { names: ['name'], properties: ({ name }) => ({ name }) },
      list: listedBy(workspacesListAll),
    },
    { label: 'Trial', list: listedBy(trialsListAll) },
  ],
};
