import type { EventTypeRow, EventTypeWithSchema } from '../../cypher/rows.js';
import { canonicalText } from '../evidence/index.js';
import type { DedupRule, EventCategory, EventType, RetentionClass } from './catalogue.js';
import { metadataOf } from './metadata-schema.js';

/**
 * A tenant's own names have a dot, as CloudEvents ask for and no name of the catalogue does, so that none is ever taken by a new one of
 * ours: `com.acme.checkout.done`.
 */
export const OWN_NAME = /^[a-z][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)+$/;
/** First words that are ours. */
const RESERVED = ['stripe', 'crypto', 'revgraph'];

/** Whether a name begins with a word that is the product's. */
export const isReserved = (name: string): boolean => RESERVED.includes(name.split('.')[0] ?? '');

/** A version of a tenant's own type as a row of the catalogue: it counts in no month and earns no bonus. */
export const eventTypeFrom = (row: EventTypeWithSchema): EventType => ({
  name: row.name,
  category: row.category as EventCategory,
  metadata: metadataOf(row.schema),
  dedup: dedupOf(row),
  counts: null,
  retention: row.retention as RetentionClass,
  senders: row.fromBrowsers ? ['server', 'browser'] : ['server'],
  trialBonus: false,
  toldBy: [],
  version: row.number,
});

/** The rule against like events of a stored version. */
export const dedupOf = ({ dedup }: Pick<EventTypeRow, 'dedup'>): DedupRule => JSON.parse(dedup) as DedupRule;

/** A rule as it is stored. */
export const dedupText = (rule: DedupRule): string => canonicalText(rule);

/** A version as its receipt keeps it. */
export const eventTypeSnapshot = (row: EventTypeWithSchema) => ({ type: 'EventType', ...row });
