import type { KnownEvent, NewEvent } from '../../cypher/rows.js';
import { canonicalText, textDigest } from '../evidence/index.js';
import type { Instant } from '../kernel/values/instants.js';
import type { ArrivedEvent, EventResult } from './event.js';

/** An event as it is written under an id of ours; `kept`: the batch whose receipt evidences it, and the month that counts it. */
export const newEvent = (
  event: ArrivedEvent,
  id: string,
  ingestedAt: Instant,
  kept: Pick<NewEvent, 'batchId' | 'countedFrom'>,
): NewEvent => ({
  id,
  source: event.source,
  externalId: event.externalId,
  type: event.name,
  category: event.type.category,
  occurredAt: event.occurredAt,
  ingestedAt,
  userId: event.userId,
  workspaceId: event.workspaceId,
  sessionId: event.sessionId,
  seatType: event.seatType,
  entitlement: event.entitlement,
  amount: event.amount,
  asset: event.asset,
  metadata: canonicalText(event.metadata),
  contentSha256: event.contentSha256,
  retention: event.type.retention,
  ...(event.type.version !== null && { typeVersion: event.type.version }),
  ...kept,
});

type Identified = Pick<ArrivedEvent, 'source' | 'externalId'>;

/** The name of an identity, as a key of maps. */
export const identityOf = ({ source, externalId }: Identified): string => JSON.stringify([source, externalId]);

/** Batches lock identities in this order, so that two of them never wait for each other. */
export const byIdentity = (a: Identified, b: Identified): number =>
  compare(a.source, b.source) || compare(a.externalId, b.externalId);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What became of an event whose identity is there: made under this id, or by an earlier one. */
export function resultOf(event: ArrivedEvent, id: string, there: KnownEvent): EventResult['result'] {
  if (there.id === id) return 'accepted';
  if (there.voidedAt !== null) return 'void';
  return there.contentSha256 === event.contentSha256 ? 'duplicate' : 'conflict';
}

/** What a batch's receipt has of its events: the SHA-256 of who they are and what they say, whatever their order. */
export const digestOf = (
  events: readonly Pick<KnownEvent, 'id' | 'source' | 'externalId' | 'contentSha256'>[],
): string =>
  textDigest(
    canonicalText(
      events.map(({ id, source, externalId, contentSha256 }) => [id, source, externalId, contentSha256]).sort(),
    ),
  );
