import { registerEnumType } from 'type-graphql';

/** A GraphQL enum of values that the code lists once: `@Field(() => EventCategory)`. */
export function enumOf<V extends string>(
  name: string,
  values: readonly V[],
  description: string,
  descriptions: Partial<Record<V, string>> = {},
): Record<V, V> {
  const made = Object.fromEntries(values.map((value) => [value, value])) as Record<V, V>;
  const valuesConfig = Object.fromEntries(
    values.flatMap((value) => (descriptions[value] ? [[value, { description: descriptions[value] }]] : [])),
  );
  registerEnumType(made, { name, description, valuesConfig: valuesConfig as never });
  return made;
}
