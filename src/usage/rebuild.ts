import { systemsListAll } from '../../cypher/generated/usage.js';
import { textDigest } from '../evidence/index.js';
import { listedBy, type SliceRebuild } from '../kernel/rebuild.js';

/** How connected systems are rebuilt: their secrets are told by the hash of what is stored. */
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
  ],
};
