import { z } from 'zod';
import type { AttributeDeclaration } from '../../../policy/config-facts.js';
import { type ConfigContext, defineSection } from './config-section.js';
import { repeated } from './config-values.js';

/** What may have attributes of the tenant's own. */
const ATTRIBUTE_ENTITIES = [
  'lead',
  'account',
  'opportunity',
  'quote',
  'line',
] as const satisfies readonly AttributeDeclaration['entity'][];

const TYPES = [
  'integer',
  'boolean',
  'string',
  'enum',
  'date',
] as const satisfies readonly AttributeDeclaration['type'][];

const attributeName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,63}$/, 'The name of an attribute is written small, such as "support_tier".');

const declaration = z.union([
  z.enum(TYPES),
  z.strictObject({
    type: z.enum(TYPES),
    values: z.array(z.string().min(1).max(200)).max(500).optional().describe('What an enum may be.'),
    unit: z.string().min(1).max(64).optional().describe('Such as "days"; for people.'),
    personal: z
      .boolean()
      .default(false)
      .describe('Whether it may name a person: kept apart, so that it can be erased.'),
  }),
]);

type RawDeclaration = z.output<typeof declaration>;

const shape = {
  attributes: z
    .partialRecord(z.enum(ATTRIBUTE_ENTITIES), z.record(attributeName, declaration))
    .optional()
    .describe("The tenant's own attributes of its records, by kind of record."),
};

/** Most attributes of the tenant's own on one kind of record: facts carry them all. */
const MOST = 50;

/** The `attributes` key: what the tenant knows of its records beside what the product does. Composed before the rules. */
export const attributesSection = defineSection({
  name: 'attributes',
  shape,
  normalise({ attributes = {} }, context) {
    const declared = Object.entries(attributes).flatMap(([entity, own]) => {
      const names = Object.entries(own ?? {});
      if (names.length > MOST)
        context.error(['attributes', entity], `At most ${MOST} attributes; found ${names.length}.`);
      return names.map(([key, raw]) => declarationOf(entity as AttributeDeclaration['entity'], key, raw, context));
    });
    return { data: undefined, facts: declared.length > 0 ? { attributes: declared } : {} };
  },
});

function declarationOf(
  entity: AttributeDeclaration['entity'],
  name: string,
  raw: RawDeclaration,
  context: ConfigContext,
): AttributeDeclaration {
  const given = typeof raw === 'string' ? { type: raw, personal: false } : raw;
  const path = ['attributes', entity, name];
  const { values } = given;
  if (given.type === 'enum' && !values?.length)
    context.error(path, 'An attribute of the type "enum" needs "values": what it may be.');
  if (given.type !== 'enum' && values)
    context.error([...path, 'values'], `Only the type "enum" has values; this is of the type "${given.type}".`);
  for (const n of repeated(values ?? [], (value) => value))
    context.error([...path, 'values', n], `"${values?.[n]}" is in this list twice.`);
  if (given.personal && (entity === 'quote' || entity === 'line'))
    context.error([...path, 'personal'], "A quote's versions never change, so that nothing of them could be erased.");
  return {
    entity,
    name,
    type: given.type,
    values: given.type === 'enum' ? (values ?? []) : null,
    unit: given.unit ?? null,
    personal: given.personal,
  };
}
