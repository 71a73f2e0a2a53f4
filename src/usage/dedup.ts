import { createHmac, hkdfSync } from 'node:crypto';
import { DateTime } from 'luxon';
import { textDigest } from '../evidence/index.js';
import { epochMs, type Instant, later } from '../kernel/values/instants.js';
import type { ArrivedEvent } from './event.js';

/** As long as the product's own types let a value be; longer ones stand in a slot by their digest. */
const LONGEST_VALUE = 500;

/** What is remembered of the events that share a slot: the last that was kept, and how many were. */
export interface SlotState {
  lastAt: Instant | null;
  kept: number;
}

/** Says by its name in which slot an event competes with others of its kind, or null where each is kept. */
export type SlotOf = (event: ArrivedEvent) => string | null;

/**
 * Names the slots of a tenant's events (R2, dedup rules; semantics, Sessions). A slot is remembered for good, longer than whoever it was
 * about: its name is a digest under a key of its tenant, so that without the master secret nobody can even try ids on it.
 */
export function slotNames(owner: SlotOwner, zone: string): SlotOf {
  const names = new Map<ArrivedEvent, string | null>();
  let named: ((text: string) => string) | null = null;
  return (event) => {
    const known = names.get(event);
    if (known !== undefined) return known;
    const text = slotText(event, zone);
    if (text !== null) named ??= slotDigests(owner);
    const name = text === null || !named ? null : named(text);
    names.set(event, name);
    return name;
  };
}

/** Whose slots they are. */
export interface SlotOwner {
  /** Hex digits. */
  masterSecret: string;
  tenantId: string;
}

/** Makes the names of a tenant's slots from what they stand for: HMAC-SHA-256 in hex. */
export function slotDigests({ masterSecret, tenantId }: SlotOwner): (text: string) => string {
  const info = `revgraph event slots v1\n${tenantId}`;
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(masterSecret, 'hex'), '', info, 32));
  return (text) => createHmac('sha256', key).update(text).digest('hex');
}

/** What a slot stands for, as JSON; null: each event is kept. A day is a day of the tenant's zone. */
function slotText(
  { type, workspaceId, userId, sessionId, metadata, occurredAt }: ArrivedEvent,
  zone: string,
): string | null {
  // The rule of a tenant's own type may change with its version: slots of one rule are none of another's.
  const kind = type.version === null ? [type.name] : [type.name, type.dedup.rule];
  const parts = (...names: (string | null)[]): string => JSON.stringify([...kind, ...names]);
  switch (type.dedup.rule) {
    case 'each':
      return null;
    case 'once_per':
      return parts(workspaceId, shortened(String(metadata[type.dedup.key])));
    case 'once_a_session':
      return parts(workspaceId, userId, sessionId);
    case 'at_most_a_day':
      return parts(workspaceId, DateTime.fromISO(occurredAt, { zone }).toISODate());
  }
}

const shortened = (value: string): string => (value.length <= LONGEST_VALUE ? value : textDigest(value));

/** The slot after an event that it keeps, or null when the rule keeps it no more. */
export function keptIn(slot: SlotState, { type, occurredAt }: ArrivedEvent): SlotState | null {
  if (!isKept(slot, type.dedup, occurredAt)) return null;
  return { lastAt: slot.lastAt === null ? occurredAt : later(slot.lastAt, occurredAt), kept: slot.kept + 1 };
}

function isKept({ lastAt, kept }: SlotState, dedup: ArrivedEvent['type']['dedup'], occurredAt: Instant): boolean {
  switch (dedup.rule) {
    case 'each':
      return true;
    case 'once_per':
      return kept === 0;
    case 'once_a_session':
      return lastAt === null || Math.abs(epochMs(occurredAt) - epochMs(lastAt)) >= dedup.minutes * 60_000;
    case 'at_most_a_day':
      return kept < dedup.most;
  }
}
