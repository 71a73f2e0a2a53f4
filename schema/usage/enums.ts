import {
  AGGREGATIONS,
  DEDUP_RULES,
  EVENT_CATEGORIES,
  EVENT_OUTCOMES,
  EVENT_SENDERS,
  RETENTION_CLASSES,
  SEAT_TYPES_AT_EVENT,
  SYSTEM_KINDS,
} from '../../src/usage/index.js';
import { enumOf } from '../contract/enum-of.js';

/** The enums of events, as the catalogue lists their values. */
export const EventCategory = enumOf('EventCategory', EVENT_CATEGORIES, 'What an event is about.');

export const DedupRuleName = enumOf('DedupRuleName', DEDUP_RULES, 'Which of several like events is kept.', {
  each: 'All.',
  once_per: 'One for each value of a key of the metadata, and workspace.',
  once_a_session: 'One in so many minutes from the last that was kept, for each workspace, user and session.',
  at_most_a_day: "So many for each workspace and day of the tenant's zone.",
});

export const EventSender = enumOf('EventSender', EVENT_SENDERS, 'Who may send an event.', {
  server: 'A program with an API key.',
  browser: 'Whoever is signed in, too.',
  product: 'The product itself.',
});

export const EventRetention = enumOf('EventRetention', RETENTION_CLASSES, 'How events of a type are kept.', {
  metered: 'Many, and summed up: without a receipt each, and closed some days after they happened.',
  catalogued: 'Each one matters: with the receipt of its batch.',
});

export const EventOutcome = enumOf('EventOutcome', EVENT_OUTCOMES, 'What became of an event that was sent.', {
  accepted: 'Kept.',
  duplicate: 'It is there already.',
  conflict: 'Its id is there with another content.',
  deduplicated: 'Its type keeps fewer than came.',
  void: 'It was voided, and stays so.',
  rejected: 'The reason says why.',
});

export const SeatTypeAtEvent = enumOf(
  'SeatTypeAtEvent',
  SEAT_TYPES_AT_EVENT,
  "The user's seat at the time of an event.",
);

export const MeterAggregation = enumOf('MeterAggregation', AGGREGATIONS, 'What is made of the events of a meter.', {
  COUNT: 'How many there are.',
  SUM: 'The sum of a value.',
  MAX: 'The largest value.',
  UNIQUE: 'How many different values there are.',
});

export const SystemKind = enumOf('SystemKind', SYSTEM_KINDS, 'A system whose webhooks are understood.');
