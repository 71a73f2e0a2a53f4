import { z } from 'zod';
import type { AttributeDeclaration } from '../../policy/config-facts.js';
import type { FieldProblem } from '../kernel/outcomes.js';
import { nearestKey } from '../tenancy/index.js';
import { isDay } from './fields.js';

/** Values of a record's own attributes by name. */
export type CustomValues = Record<string, number | boolean | string>;

/** How a record keeps them: JSON texts, null when there are none; personal ones apart, so that they can be erased. */
export interface StoredCustom {
  custom?: string | null;
  personalCustom?: string | null;
}

/** Values as a caller gives them, by name; null ends one. */
export const customCommand = z
  .record(z.string().min(1).max(64), z.union([z.number(), z.boolean(), z.string().max(1_000), z.null()]))
  .nullish();

type Given = z.output<typeof customCommand>;

/** Values laid over those that are kept, or one sentence for each that does not fit its declaration. */
export type Laid = { ok: true; stored: Required<StoredCustom> } | { ok: false; problems: FieldProblem[] };

/** The values that a stored text holds. */
export const customOf = (stored: string | null | undefined): CustomValues => (stored ? JSON.parse(stored) : {});

/** All that is known of a record, personal or not: for people who may read it. */
export const allCustomOf = ({ custom, personalCustom }: StoredCustom): CustomValues => ({
  ...customOf(custom),
  ...customOf(personalCustom),
});

/**
 * What decisions see of a record's own attributes: every declared one, null where nobody said it, and what is kept beside; nothing
 * personal, since decisions are kept.
 */
export function customFacts(
  entity: AttributeDeclaration['entity'],
  stored: string | null | undefined,
  declared: readonly AttributeDeclaration[] = [],
): Record<string, number | boolean | string | null> {
  const own = declared.filter((each) => each.entity === entity);
  const isPersonal = (name: string) => own.some((each) => each.name === name && each.personal);
  const all = { ...Object.fromEntries(own.map(({ name }) => [name, null])), ...customOf(stored) };
  return Object.fromEntries(Object.entries(all).filter(([name]) => !isPersonal(name)));
}

/**
 * Lays given values over what a record keeps, checked against the tenant's declarations for this kind of record: what is left out stays,
 * null ends a value, and null for all of them ends every one. `path` is where they were given.
 */
export function customOver(
  before: StoredCustom,
  given: Given,
  entity: AttributeDeclaration['entity'],
  declared: readonly AttributeDeclaration[],
  path = 'custom',
): Laid {
  const kept = { custom: before.custom ?? null, personalCustom: before.personalCustom ?? null };
  if (given === undefined) return { ok: true, stored: kept };
  if (given === null) return { ok: true, stored: { custom: null, personalCustom: null } };
  const own = declared.filter((each) => each.entity === entity);
  const problems = Object.entries(given).flatMap(([name, value]): FieldProblem[] => {
    const message = whyNotFitting(name, value, own, entity);
    return message ? [{ path: `${path}.${name}`, message }] : [];
  });
  if (problems.length > 0) return { ok: false, problems };
  const isPersonal = (name: string) => own.some((each) => each.name === name && each.personal);
  const named = (personal: boolean) => Object.entries(given).filter(([name]) => isPersonal(name) === personal);
  // A value moves with its declaration: what became personal is not left where it was.
  const laid = (stored: string | null, personal: boolean): string | null => {
    const others = Object.entries(customOf(stored)).filter(([name]) => given[name] === undefined);
    return textOf([...others, ...named(personal)]);
  };
  return { ok: true, stored: { custom: laid(kept.custom, false), personalCustom: laid(kept.personalCustom, true) } };
}

/** One text for the same values, in whatever order they came. */
function textOf(entries: [string, unknown][]): string | null {
  const known = entries.filter(([, value]) => value !== null).sort(([a], [b]) => (a < b ? -1 : 1));
  return known.length > 0 ? JSON.stringify(Object.fromEntries(known)) : null;
}

function whyNotFitting(
  name: string,
  value: unknown,
  own: readonly AttributeDeclaration[],
  entity: AttributeDeclaration['entity'],
): string | null {
  const declaration = own.find((each) => each.name === name);
  if (!declaration) {
    const names = own.map((each) => each.name);
    const near = nearestKey(name, names);
    const known = names.length > 0 ? `; declared are ${names.join(', ')}` : '';
    return `is not declared under attributes.${entity} in the configuration${near ? `; did you mean ${near}?` : known}`;
  }
  if (value === null || FITS[declaration.type](value, declaration)) return null;
  return declaration.type === 'enum'
    ? `is one of ${declaration.values?.join(', ')}; found ${JSON.stringify(value)}`
    : `is ${KINDS[declaration.type]}; found ${JSON.stringify(value)}`;
}

const KINDS: Record<AttributeDeclaration['type'], string> = {
  integer: 'a whole number',
  boolean: 'true or false',
  string: 'a text with something in it',
  enum: 'one of its values',
  date: 'a day such as 2026-11-20',
};

const FITS: Record<AttributeDeclaration['type'], (value: unknown, declaration: AttributeDeclaration) => boolean> = {
  integer: (value) => Number.isSafeInteger(value),
  boolean: (value) => typeof value === 'boolean',
  string: (value) => typeof value === 'string' && value.trim() !== '',
  enum: (value, { values }) => typeof value === 'string' && (values ?? []).includes(value),
  date: (value) => typeof value === 'string' && isDay(value),
};
