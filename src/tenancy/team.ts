import type { TeamRow } from '../../cypher/rows.js';

/** A team as a receipt keeps it; who leads it are edges of their own. */
export const teamSnapshot = ({ id, version, createdAt, handle }: Omit<TeamRow, 'leadId' | 'name' | 'externalId'>) => ({
  type: 'Team',
  id,
  version,
  createdAt,
  handle,
});

/** What stands apart of a team: free text. */
export const teamDetails = ({ name, externalId }: Pick<TeamRow, 'name' | 'externalId'>) => ({
  content: { name, external_id: externalId },
  about: [],
});
