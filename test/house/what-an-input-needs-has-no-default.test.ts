import { expect, it } from '@jest/globals';
import { type GraphQLArgument, type GraphQLInputField, isInputObjectType, isNonNullType, isObjectType } from 'graphql';
import { buildApiSchema } from '../../schema/build.js';

const schema = await buildApiSchema();

/** Whether it must not be null and may be left out: compiled and plain queries would not agree on what is then there. */
const isBoth = ({ type, defaultValue }: GraphQLInputField | GraphQLArgument): boolean =>
  isNonNullType(type) && defaultValue !== undefined;

it('no field of an input and no argument must be there and has a default', () => {
  const found = Object.values(schema.getTypeMap()).flatMap((type) => {
    if (type.name.startsWith('__')) return [];
    if (isInputObjectType(type))
      return Object.values(type.getFields())
        .filter(isBoth)
        .map(({ name }) => `${type.name}.${name}`);
    if (!isObjectType(type)) return [];
    return Object.values(type.getFields()).flatMap(({ name, args }) =>
      args.filter(isBoth).map((arg) => `${type.name}.${name}(${arg.name})`),
    );
  });
  expect(Object.values(schema.getTypeMap()).filter(isInputObjectType).length).toBeGreaterThan(20);
  expect(found).toEqual([]);
});

it('and no type finds out by itself which one a value is: what throws there ends the process', () => {
  const asking = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && type.isTypeOf);
  expect(asking).toEqual([]);
});
