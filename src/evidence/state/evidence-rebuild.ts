import {
  auditResolutionsListAll,
  businessPayloadsListAll,
  legalHoldsListAll,
  personalPayloadsListAll,
  policyDecisionsListAll,
} from '../../../cypher/generated/evidence.js';
import { listedBy, type SliceRebuild } from '../../kernel/rebuild.js';

/** How evidence's own nodes follow from receipts: verdicts, and payloads, which nothing but a receipt may have. */
export const evidenceRebuild: SliceRebuild = {
  nodes: [
    {
      label: 'PolicyDecision',
      out: ['APPLIES_TO'],
      edges: ({ resourceId }) => ({ out: [{ type: 'APPLIES_TO', other: String(resourceId) }] }),
      list: listedBy(policyDecisionsListAll),
    },
    { label: 'AuditResolution', list: listedBy(auditResolutionsListAll) },
    { label: 'LegalHold', list: listedBy(legalHoldsListAll) },
  ],
  satellites: [
    { label: 'BusinessPayload', list: listedBy(businessPayloadsListAll) },
    { label: 'PersonalPayload', list: listedBy(personalPayloadsListAll) },
  ],
};
