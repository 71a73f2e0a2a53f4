import { EVENT_TYPES, type EventType, metadataSchemaOf, ruleInWords } from '../src/usage/index.js';

const HEAD = `# Events

Every event type that is taken in, made from the catalogue in \`src/usage/catalogue.ts\` by \`npm run print:docs\`. They come by \`POST /v1/events\`, by the
mutation \`recordEvents\`, and from connected systems; how they are sent is in [the usage slice](../src/usage/README.md). Tenants add types of their own. Keys of
the metadata in bold are needed; others than these are kept too.

| type | category | kept | counts | sent by | kind | metadata | our own: receipts of |
|---|---|---|---|---|---|---|---|
`;

/** The keys that a type names of its metadata. */
function keysOf(type: EventType): string {
  const { properties = {}, required = [] } = metadataSchemaOf(type);
  return Object.keys(properties)
    .map((key) => (required.includes(key) ? `**${key}**` : key))
    .join(', ');
}

/** The page of all event types. */
export const eventsPage = (): string =>
  HEAD +
  EVENT_TYPES.map((type) => {
    const { name, category, dedup, counts, senders, retention, trialBonus, toldBy } = type;
    const kept = ruleInWords(dedup) + (trialBonus ? '; trial bonus' : '');
    return `| \`${name}\` | ${category} | ${kept} | ${counts ?? ''} | ${senders.join(', ')} | ${retention} | ${keysOf(type)} | ${toldBy.join(', ')} |\n`;
  }).join('');
