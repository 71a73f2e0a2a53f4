import { GraphQLScalarType } from 'graphql';
import { GraphQLJSON, GraphQLSafeInt } from 'graphql-scalars';
import { type Instant, instantOf } from '../../src/kernel/values/instants.js';

export { GraphQLJSON, GraphQLSafeInt };

/** A UTC instant: RFC 3339 text with milliseconds and `Z` going out, any RFC 3339 instant coming in. */
export const GraphQLDateTime = new GraphQLScalarType<Instant, Instant>({
  name: 'DateTime',
  description: 'A UTC instant, RFC 3339 with milliseconds: 2026-11-20T10:15:30.123Z.',
  serialize: (value) => value as Instant,
  parseValue: parseInstant,
});

/** A share in hundredths of a percent: 2500 is 25 %. */
export const GraphQLBasisPoints = new GraphQLScalarType<number, number>({
  name: 'BasisPoints',
  description: 'An integer share in hundredths of a percent: 2500 is 25 %.',
  serialize: (value) => value as number,
  parseValue: (value) => {
    if (!Number.isSafeInteger(value)) throw new TypeError('BasisPoints are a whole number: 2500 is 25 %.');
    return value as number;
  },
});

const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;

function parseInstant(value: unknown): Instant {
  const ms = typeof value === 'string' && RFC_3339.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(ms)) throw new TypeError('DateTime is an RFC 3339 instant: 2026-11-20T10:15:30.123Z.');
  return instantOf(ms);
}
