import { type CatalogueEntry, catalogueOf } from './catalogue.js';
import type { AttributeDeclaration, TestOperator } from './config-facts.js';

/** An attribute that a tenant's rules may test. */
export interface RuleAttribute {
  /** As authors write it: "quote.payment_days", "line.sku", "account.custom.tier". */
  name: string;
  /** For Test.path. */
  path: string[];
  type: AttributeDeclaration['type'];
  /** What an enum may be, where the tenant declared it; null otherwise. */
  values: string[] | null;
  unit: string | null;
  personal: boolean;
}

type Decides = 'discount' | 'routing';

/** What the discount policy derives, for rules to test: the segment it found, the deal's ARR rounded down, discounts rounded up. */
const DERIVED: RuleAttribute[] = [
  derived('deal.segment', 'string', null),
  derived('deal.arr_minor', 'integer', 'minor units of config.currency'),
  derived('deal.discount_bp', 'integer', 'basis points'),
  derived('line.discount_bp', 'integer', 'basis points'),
];

/** Which records' own attributes the facts of a decision hold. */
const ENTITIES: Record<Decides, AttributeDeclaration['entity'][]> = {
  discount: ['account', 'opportunity', 'quote', 'line'],
  routing: ['lead', 'account'],
};

/** What rules may test, by name: the catalogue of the facts but the config and siblings, what is derived, and what the tenant declares. */
export function ruleAttributes(
  decides: Decides,
  declared: readonly AttributeDeclaration[] = [],
): Map<string, RuleAttribute> {
  const own = catalogueOf(decides === 'discount' ? 'discount_approvals' : 'lead_routing').flatMap(ofCatalogue);
  const custom = declared.filter(({ entity }) => ENTITIES[decides].includes(entity)).map(ofDeclaration);
  const all = [...own, ...(decides === 'discount' ? DERIVED : []), ...custom];
  return new Map(all.map((attribute) => [attribute.name, attribute]));
}

/** The comparisons that make sense of a type: only numbers and days have an order. */
export const operatorsOf = (type: RuleAttribute['type']): TestOperator[] => [
  'eq',
  'ne',
  ...(type === 'boolean' ? [] : (['in', 'not_in'] as const)),
  ...(type === 'integer' || type === 'date' ? (['gt', 'gte', 'lt', 'lte'] as const) : []),
  'known',
  'unknown',
];

function ofCatalogue({ name, type, unit, personal }: CatalogueEntry): RuleAttribute[] {
  const written = name.replace(/^quote\.lines\[\]\./, 'line.').replace(/\[\]$/, '');
  if (/^(config|siblings\w*|named_owners)\b|[[\]{}]/.test(written) || type === 'declared') return [];
  const dated = written === 'business_date';
  return [{ name: written, path: written.split('.'), type: dated ? 'date' : type, values: null, unit, personal }];
}

const ofDeclaration = ({ entity, name, type, values, unit, personal }: AttributeDeclaration): RuleAttribute => ({
  name: `${entity}.custom.${name}`,
  path: [entity, 'custom', name],
  type,
  values,
  unit,
  personal,
});

function derived(name: string, type: RuleAttribute['type'], unit: string | null): RuleAttribute {
  return { name, path: name.split('.'), type, values: null, unit, personal: false };
}
