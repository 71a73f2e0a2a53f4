import { MapperKind, mapSchema } from '@graphql-tools/utils';
import {
  DirectiveLocation,
  defaultFieldResolver,
  type FieldDefinitionNode,
  GraphQLDirective,
  GraphQLEnumType,
  type GraphQLFieldConfig,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLResolveInfo,
  GraphQLSchema,
  GraphQLString,
  getDirectiveValues,
  isEnumType,
} from 'graphql';
import { CodedError } from '../../src/kernel/errors.js';
import { ROLES, type Role, SEAT_TYPES, type SeatType } from '../../src/kernel/rights.js';
import { type Access, atDoor, type EdgeContext, type Guard } from './access.js';

type Field = GraphQLFieldConfig<unknown, EdgeContext>;
type Resolve = (
  source: unknown,
  args: Record<string, unknown>,
  context: EdgeContext,
  info: GraphQLResolveInfo,
) => unknown;

/**
 * Declares `@seat`, `@role`, `@scope` and `@public` in the schema, so that they are checked and printed. The enums `Role` and `SeatType` are
 * the schema's own where it has them.
 */
export function declareDirectives(schema: GraphQLSchema): GraphQLSchema {
  const role = enumNamed(schema, 'Role', ROLES);
  const seat = enumNamed(schema, 'SeatType', SEAT_TYPES);
  const anyOf = (type: GraphQLEnumType | typeof GraphQLString) => ({
    anyOf: { type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(type))) },
  });
  const directive = (name: string, description: string, args = {}) =>
    new GraphQLDirective({ name, description, args, locations: [DirectiveLocation.FIELD_DEFINITION] });
  const config = schema.toConfig();
  return new GraphQLSchema({
    ...config,
    types: [...new Set([...config.types, role, seat])],
    directives: [
      ...config.directives,
      directive('seat', 'Users need this seat; DECISION satisfies OBSERVER.', {
        type: { type: new GraphQLNonNull(seat) },
      }),
      directive('role', 'Users need one of these roles.', anyOf(role)),
      directive('scope', 'API keys need one of these scopes.', anyOf(GraphQLString)),
      directive('public', 'Needs no caller.'),
    ],
  });
}

function enumNamed(schema: GraphQLSchema, name: string, values: readonly string[]): GraphQLEnumType {
  const existing = schema.getType(name);
  if (isEnumType(existing)) return existing;
  const entries = values.map((value) => [value.toUpperCase(), { value }]);
  return new GraphQLEnumType({ name, values: Object.fromEntries(entries) });
}

/** Coordinates of root fields that carry none of the four directives; the edge refuses to start while there are any. */
export function unguardedRootFields(schema: GraphQLSchema): string[] {
  return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((root) =>
    Object.values(root?.getFields() ?? {})
      .map((field) => ({ coordinates: `${root?.name}.${field.name}`, node: field.astNode }))
      .filter(({ coordinates, node }) => accessOf(schema, node, coordinates) === null)
      .map(({ coordinates }) => coordinates),
  );
}

/** Who may use a root field, as its directives say; null when they say nothing. Throws when they contradict each other. */
function accessOf(
  schema: GraphQLSchema,
  node: FieldDefinitionNode | null | undefined,
  coordinates: string,
): Access | null {
  const read = (name: string) => {
    const directive = schema.getDirective(name);
    return directive && node ? getDirectiveValues(directive, node) : undefined;
  };
  const [seat, role, scope, open] = ['seat', 'role', 'scope', 'public'].map(read);
  const guarded = seat || role || scope;
  if (open && guarded) throw new Error(`${coordinates} is @public and guarded at once.`);
  if (open) return 'public';
  if (!guarded) return null;
  return {
    seat: (seat?.type as SeatType | undefined) ?? null,
    anyRole: (role?.anyOf as Role[] | undefined) ?? null,
    anyScope: (scope?.anyOf as string[] | undefined) ?? null,
  };
}

/** Puts the guard before the resolver (for subscriptions before `subscribe`) of every root field that is not public. */
export function applyGuards<C extends EdgeContext>(schema: GraphQLSchema, guard: Guard<C>): GraphQLSchema {
  const guarded = (field: Field, name: string, typeName: string): Field => {
    const coordinates = `${typeName}.${name}`;
    const access = accessOf(schema, field.astNode, coordinates);
    if (!access || access === 'public') return field;
    const behindGuard =
      (resolve: Resolve): Resolve =>
      async (source, args, context, info) => {
        if (!context.caller) throw notSignedIn();
        const admitted = atDoor(context, context.caller, coordinates, 'GRAPHQL') as C & {
          caller: NonNullable<C['caller']>;
        };
        await guard({ caller: admitted.caller, rule: access, coordinates, method: 'GRAPHQL', context: admitted });
        return resolve(source, args, admitted, info);
      };
    return typeName === schema.getSubscriptionType()?.name
      ? { ...field, subscribe: behindGuard((field.subscribe as Resolve | undefined) ?? defaultFieldResolver) }
      : { ...field, resolve: behindGuard((field.resolve as Resolve | undefined) ?? defaultFieldResolver) };
  };
  return mapSchema(schema, {
    [MapperKind.QUERY_ROOT_FIELD]: guarded,
    [MapperKind.MUTATION_ROOT_FIELD]: guarded,
    [MapperKind.SUBSCRIPTION_ROOT_FIELD]: guarded,
  });
}

/** Told to a request without credentials that asks for more than public fields. */
export const notSignedIn = (): CodedError =>
  new CodedError('UNAUTHENTICATED', 'Sign in first: send a bearer token or an API key in the Authorization header.');
