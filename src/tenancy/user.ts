import type { NewUser, UserRow } from '../../cypher/rows.js';
import { workflowId } from '../kernel/receipts.js';
import { nameKeyOf } from './fields.js';

/** The chain of everything that is decided about one user, team, key or tenant. */
export const adminChain = (subjectId: string) => ({ id: workflowId('admin', subjectId), kind: 'admin' });

/** Chains in the order in which they are locked. */
export const sortedHeads = (heads: { id: string; kind: string }[]) =>
  [...new Map(heads.map((head) => [head.id, head])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));

/** The details of a user that callers give. */
export interface UserDetails {
  handle: string;
  subject: string | null;
  name: string;
  email: string | null;
  externalId: string | null;
}

export const newUser = (id: string, { handle, subject, name, email, externalId }: UserDetails): NewUser => ({
  id,
  handle,
  subject,
  name,
  nameKey: nameKeyOf(name),
  email,
  externalId,
});

/** What a receipt keeps of a user apart from what is personal. When they were made, their first one says. */
export const userSnapshot = (
  id: string,
  version: number,
  { createdAt, endedAt = null }: { createdAt?: string; endedAt?: string | null } = {},
) => ({
  type: 'User',
  id,
  version,
  endedAt,
  ...(createdAt === undefined ? {} : { createdAt }),
});

/** What is personal about a user: kept apart, so that it can be erased. */
export const personalDetails = (user: UserDetails, id: string) => ({
  content: {
    handle: user.handle,
    subject: user.subject,
    name: user.name,
    email: user.email,
    external_id: user.externalId,
  },
  about: [id],
});

/** Whether stored details differ from given ones. */
export const detailsDiffer = (stored: UserRow, given: UserDetails): boolean =>
  stored.handle !== given.handle ||
  stored.subject !== given.subject ||
  stored.name !== given.name ||
  stored.email !== given.email ||
  stored.externalId !== given.externalId;
