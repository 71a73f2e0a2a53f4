import type { z } from 'zod';
import type { MonthlyCounter } from '../entitlements/index.js';
import type { WorkflowStep } from '../evidence/index.js';
import { METADATA } from './metadata.js';

/** What an event is about; R1 names the first five. */
export const EVENT_CATEGORIES = [
  'billing',
  'profile',
  'auth',
  'module',
  'crypto',
  'planning',
  'seat',
  'plg',
  'usage',
] as const;
export type EventCategory = (typeof EVENT_CATEGORIES)[number];

/**
 * Which of several like events is kept. `each`: all. `once_per`: one for each value of a key of the metadata.
 * `once_a_session`: one in so many minutes from the last that was kept, for each workspace, user and session.
 * `at_most_a_day`: so many for each workspace and day of the tenant's zone.
 */
export type DedupRule =
  | { rule: 'each' }
  | { rule: 'once_per'; key: string }
  | { rule: 'once_a_session'; minutes: number }
  | { rule: 'at_most_a_day'; most: number };

/** The names of the rules. */
export const DEDUP_RULES = [
  'each',
  'once_per',
  'once_a_session',
  'at_most_a_day',
] as const satisfies readonly DedupRule['rule'][];

/** What a rule keeps, in words: for pages and for answers. */
export function ruleInWords(dedup: DedupRule): string {
  switch (dedup.rule) {
    case 'each':
      return 'each';
    case 'once_per':
      return `once for each metadata.${dedup.key}`;
    case 'once_a_session':
      return `once a session in ${dedup.minutes} minutes`;
    case 'at_most_a_day':
      return `at most ${dedup.most} a workspace and day`;
  }
}

/** Who may send an event: programs with a key, a browser, or the product itself alone. */
export const EVENT_SENDERS = ['server', 'browser', 'product'] as const;
export type EventSender = (typeof EVENT_SENDERS)[number];

/** `metered`: many, and summed up; `catalogued`: each one matters. */
export const RETENTION_CLASSES = ['metered', 'catalogued'] as const;
export type RetentionClass = (typeof RETENTION_CLASSES)[number];

/** One row of the catalogue. */
export interface EventType {
  name: string;
  category: EventCategory;
  metadata: z.ZodType<Record<string, unknown>>;
  dedup: DedupRule;
  /** Counter of its month that it raises by one. */
  counts: MonthlyCounter | null;
  retention: RetentionClass;
  senders: readonly EventSender[];
  /** Whether it earns a trial its bonus (R2). */
  trialBonus: boolean;
  /** Steps whose receipts tell of it where the product itself did it: one event a receipt (semantics, Own events). */
  toldBy: readonly WorkflowStep[];
  /** Which version of a tenant's own type; null of the product's. */
  version: number | null;
}

const EACH: DedupRule = { rule: 'each' };
const SESSION: DedupRule = { rule: 'once_a_session', minutes: 30 };
const OPEN = ['server', 'browser'] as const;
const SERVER = ['server'] as const;
const PRODUCT = ['product'] as const;

type Rest = Partial<Pick<EventType, 'dedup' | 'counts' | 'trialBonus' | 'senders' | 'metadata' | 'toldBy'>>;

const typeOf = (category: EventCategory, name: string, rest: Rest = {}): EventType => ({
  name,
  category,
  metadata: METADATA[name as keyof typeof METADATA] ?? METADATA.plain,
  dedup: EACH,
  counts: null,
  retention: category === 'usage' ? 'metered' : 'catalogued',
  senders: SERVER,
  trialBonus: false,
  toldBy: [],
  version: null,
  ...rest,
});

/** Every event type the product knows, as the requirements write their names; `stripe.*` stand for all of Stripe's. */
const ROWS: EventType[] = [
  typeOf('planning', 'scenario_created', { senders: PRODUCT, toldBy: ['CREATE_SCENARIO'] }),
  typeOf('planning', 'scenario_approved', { senders: PRODUCT, toldBy: ['APPROVE_SCENARIO'] }),
  typeOf('planning', 'scenario_locked', { senders: PRODUCT, toldBy: ['LOCK_SCENARIO'] }),
  typeOf('planning', 'forecast_run', { senders: PRODUCT, toldBy: ['RUN_FORECAST'] }),
  typeOf('planning', 'capacity_modeled', { senders: PRODUCT, toldBy: ['MODEL_CAPACITY'] }),
  typeOf('seat', 'decision_seat_blocked', { senders: PRODUCT, toldBy: ['BLOCK_SEAT'] }),
  typeOf('seat', 'seat_added', { counts: 'activeUsers', toldBy: ['ASSIGN_SEAT'] }),
  typeOf('billing', 'stripe.*', { metadata: METADATA.stripe, senders: PRODUCT }),
  typeOf('crypto', 'crypto.transfer.confirmed'),
  typeOf('plg', 'import_success', {
    dedup: { rule: 'once_per', key: 'importJobId' },
    counts: 'imports',
    toldBy: ['RUN_IMPORT'],
  }),
  typeOf('plg', 'export_success', {
    dedup: { rule: 'once_per', key: 'exportId' },
    counts: 'exports',
    toldBy: ['EXPORT_RECEIPTS', 'EXPORT_SEATS', 'EXPORT_AUDIT'],
  }),
  typeOf('plg', 'export_blocked', { dedup: SESSION, toldBy: ['BLOCK_EXPORT'] }),
  typeOf('plg', 'playbook_open', { dedup: SESSION, senders: OPEN }),
  typeOf('plg', 'upgrade_click', { senders: OPEN }),
  typeOf('plg', 'create_hotel_attempt', { toldBy: ['BLOCK_WORKSPACE'] }),
  typeOf('plg', 'invite_attempt_blocked', { toldBy: ['BLOCK_INVITATION'] }),
  typeOf('plg', 'paywall_view', { dedup: SESSION, senders: OPEN }),
  typeOf('plg', 'dashboard_view_session', { dedup: SESSION, senders: OPEN, trialBonus: true }),
  typeOf('plg', 'pricing_tab_session_view', { dedup: SESSION, senders: OPEN, trialBonus: true }),
  typeOf('plg', 'pricing_quote_run', { dedup: { rule: 'at_most_a_day', most: 10 }, senders: OPEN }),
  ...['api_call', 'chat_message', 'embedding', 'search', 'kb_ingest'].map((name) => typeOf('usage', name)),
];

const BY_NAME = new Map(ROWS.map((row) => [row.name, row]));
const STRIPE = 'stripe.';

/** All rows, for docs and enums. */
export const EVENT_TYPES: readonly EventType[] = ROWS;

/** The row of an event type, or null for one that nobody knows. */
export const eventTypeOf = (name: string): EventType | null =>
  BY_NAME.get(name) ??
  (name.startsWith(STRIPE) && name.length > STRIPE.length ? (BY_NAME.get('stripe.*') ?? null) : null);
