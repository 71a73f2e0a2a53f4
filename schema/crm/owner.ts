import { createUnionType } from 'type-graphql';
import type { ApiContext } from '../contract/context.js';
import { teamById, userById } from '../tenancy/loaders.js';
import { Team, User } from '../tenancy/people.js';

/** Who owns an account or opportunity. */
export const Owner = createUnionType({ name: 'Owner', types: () => [User, Team] as const });

/** Loads the user or team that owns something; null when nobody does. */
export async function ownerOf(
  { ownerId, ownerType }: { ownerId: string | null; ownerType: 'User' | 'Team' | null },
  context: ApiContext,
) {
  if (!ownerId || !ownerType) return null;
  const owner = await (ownerType === 'User' ? userById(context).load(ownerId) : teamById(context).load(ownerId));
  return owner && { __typename: ownerType, ...owner };
}
