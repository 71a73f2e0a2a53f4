import { z } from 'zod';
import type { EntitlementRow } from '../../cypher/rows.js';
import { textDigest } from '../evidence/index.js';
import type { ReceiptDraft } from '../kernel/receipts.js';
import type { Instant } from '../kernel/values/instants.js';
import type { WriteStep } from '../kernel/write-step.js';
import { adminChain } from '../tenancy/index.js';

/** Lifecycle of an entitlement, the one table: event by state. One that is over by its `until` says nothing any more, and stays ACTIVE. */
export const ENTITLEMENT_TRANSITIONS = {
  ACTIVE: { extend: 'ACTIVE', end: 'ENDED' },
  ENDED: {},
} as const;

/** Whom an entitlement is about, as those who grant and ask name them: they need be no users of ours. Neither: the tenant itself. */
export interface EntitledSubject {
  userId?: string | null | undefined;
  workspaceId?: string | null | undefined;
}

/** What a command says of name and subject. */
export const entitledFields = {
  name: z.string().trim().min(1).max(200),
  userId: z.string().min(1).max(200).nullish(),
  workspaceId: z.string().min(1).max(200).nullish(),
};

const MANUAL = 'manual:';

/** The ground of what is granted by hand. */
export const manualGround = (id: string): string => `${MANUAL}${id}`;

/** A subject as it is stored. A user of a workspace is a user. */
export const subjectText = ({ userId, workspaceId }: EntitledSubject): string =>
  userId ? `user:${userId}` : workspaceId ? `workspace:${workspaceId}` : 'tenant';

/** A stored subject as callers get it. */
export function subjectOf(text: string): { userId: string | null; workspaceId: string | null } {
  const [kind, ...rest] = text.split(':');
  const id = rest.join(':');
  return { userId: kind === 'user' ? id : null, workspaceId: kind === 'workspace' ? id : null };
}

/**
 * The chain that tells of an entitlement: its subject's where it was granted by hand, else its ground's. A chain's name stands in
 * bodies, which are never deleted, and somebody's id may be their e-mail address: it is named by its digest.
 */
export const chainOf = ({ subject, ground }: Pick<EntitlementRow, 'subject' | 'ground'>) =>
  adminChain(ground.startsWith(MANUAL) ? `entitlements:${textDigest(subject).slice(0, 32)}` : ground);

/** An entitlement as a receipt keeps it. */
export const entitlementSnapshot = (entitlement: EntitlementRow) => ({ type: 'Entitlement', ...entitlement });

/** A new entitlement, in force from now on. */
export const newEntitlement = (
  id: string,
  granted: Pick<EntitlementRow, 'subject' | 'name' | 'ground' | 'until'>,
  createdAt: Instant,
): EntitlementRow => ({ id, version: 1, createdAt, ...granted, state: 'ACTIVE', endedAt: null });

/** An entitlement that is ended. */
export const endedEntitlement = (entitlement: EntitlementRow, endedAt: Instant): EntitlementRow => ({
  ...entitlement,
  state: 'ENDED',
  endedAt,
  version: entitlement.version + 1,
});

/** Leaves the receipt of what became of an entitlement. */
export function tellOf(
  step: WriteStep,
  name: 'GRANT_ENTITLEMENT' | 'END_ENTITLEMENT',
  entitlement: EntitlementRow,
  more: { business?: Record<string, unknown>; snapshot?: object[] } = {},
): void {
  const resource: ReceiptDraft['resource'] = { type: 'Entitlement', id: entitlement.id, version: entitlement.version };
  step.receipt({
    workflow: chainOf(entitlement).id,
    step: name,
    outcome: 'ALLOWED',
    resource,
    business: {
      entitlement: entitlement.name,
      ...more.business,
      snapshot: [entitlementSnapshot(entitlement), ...(more.snapshot ?? [])],
    },
  });
}
