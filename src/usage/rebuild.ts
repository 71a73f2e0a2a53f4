import {
  eventTypesListAll,
  metersListAll,
  reconciliationsListAll,
  systemsListAll,
} from '../../cypher/generated/usage.js';
import { textDigest } from '../evidence/index.js';
import { listedBy, type SliceRebuild } from '../kernel/rebuild.js';

/** How connected systems, and a tenant's own types and meters, are rebuilt: secrets are told by the hash of what is stored. */
export const usageRebuild: SliceRebuild = {
  nodes: [
    {
      label: 'System',
      asTold: ({ sealed, ...system }) => ({
        ...system,
        sealedSha256: typeof sealed === 'string' ? textDigest(sealed) : null,
      }),
      list: listedBy(systemsListAll),
    },
    { label: 'EventType', list: listedBy(eventTypesListAll) },
    { label: 'Reconciliation', list: listedBy(reconciliationsListAll) },
    { label: 'Meter', list: listedBy(metersListAll) },
  ],
};
