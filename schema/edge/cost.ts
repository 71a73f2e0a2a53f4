import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** How large an operation is, fragments expanded. */
export interface Size {
  /**
   * Fields that the answer may hold, each list counted by its `first` or `last`, else by what the root field was asked for under the list's
   * name (`meters: ["tokens"]`, `groups: 3`), else by the assumed size.
   */
  cost: number;
  /** Fields in the text, selections on an interface or union counted once per possible type: what compiling it costs. */
  fields: number;
}

interface Walk {
  schema: GraphQLSchema;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  variables: Readonly<Record<string, unknown>>;
  assumedListSize: number;
  /** Sizes of lists by their names, as the arguments of the root field say. */
  asked: ReadonlyMap<string, number>;
  root: GraphQLNamedType;
  /** Sizes of fragments already walked: without it, fragments of fragments would take exponential time. */
  known: Map<string, Size>;
}

/** Measures a validated operation with its coerced variables. Introspection is free: it is off in production. */
export function measure(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  assumedListSize: number,
): Size {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  const root = schema.getRootType(operation.operation);
  if (!root) return { cost: 0, fields: 0 };
  const walk: Walk = { schema, fragments, variables, assumedListSize, asked: new Map(), root, known: new Map() };
  return sizeOf(walk, operation.selectionSet, root, false);
}

/** `paged`: the parent's `first` has already counted the items, so that a connection's `edges` do not multiply again. */
function sizeOf(walk: Walk, set: SelectionSetNode, type: GraphQLNamedType, paged: boolean): Size {
  const copies = isAbstractType(type) ? walk.schema.getPossibleTypes(type).length : 1;
  const total: Size = { cost: 0, fields: 0 };
  for (const selection of set.selections) {
    let part: Size;
    if (selection.kind === Kind.FIELD) {
      part = fieldSize(walk, selection, type, paged);
      part.fields *= copies;
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      const on = selection.typeCondition ? walk.schema.getType(selection.typeCondition.name.value) : type;
      part = sizeOf(walk, selection.selectionSet, on ?? type, paged);
    } else {
      part = fragmentSize(walk, selection.name.value, paged);
    }
    total.cost += part.cost;
    total.fields += part.fields;
  }
  return total;
}

function fragmentSize(walk: Walk, name: string, paged: boolean): Size {
  const key = `${name} ${paged}`;
  const known = walk.known.get(key);
  if (known) return known;
  const fragment = walk.fragments.get(name);
  const on = fragment && walk.schema.getType(fragment.typeCondition.name.value);
  const size = fragment && on ? sizeOf(walk, fragment.selectionSet, on, paged) : { cost: 0, fields: 0 };
  walk.known.set(key, size);
  return size;
}

function fieldSize(walk: Walk, node: FieldNode, parent: GraphQLNamedType, paged: boolean): Size {
  const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
  if (!field) return { cost: 0, fields: 1 };
  const page = pageSize(walk, node, field);
  const counted = page !== null || paged;
  const listSize = walk.asked.get(field.name) ?? walk.assumedListSize;
  const items = page ?? (isListType(getNullableType(field.type)) && !paged ? listSize : 1);
  const type = getNamedType(field.type);
  if (!node.selectionSet || !isCompositeType(type)) return { cost: items, fields: 1 };
  const inner = sizeOf(
    parent === walk.root ? below(walk, node, field) : walk,
    node.selectionSet,
    type,
    counted && !isListType(getNullableType(field.type)),
  );
  return { cost: 1 + items * inner.cost, fields: 1 + inner.fields };
}

/** What is below a root field: other sizes may be asked for there, so fragments are measured anew. */
function below(walk: Walk, node: FieldNode, field: GraphQLField<unknown, unknown>): Walk {
  const asked = new Map<string, number>();
  for (const { name } of field.args) {
    const value = argumentOf(walk, node, name);
    if (Array.isArray(value)) asked.set(name, value.length);
    else if (typeof value === 'number') asked.set(name, Math.max(1, value));
  }
  return asked.size === 0 ? walk : { ...walk, asked, known: new Map() };
}

/** A number, a list or a variable's value; undefined for anything else. */
function argumentOf(walk: Walk, node: FieldNode, name: string): unknown {
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  if (value?.kind === Kind.INT) return Number(value.value);
  if (value?.kind === Kind.LIST) return value.values;
  return value?.kind === Kind.VARIABLE ? walk.variables[value.name.value] : undefined;
}

/** The page a field is asked for; null when it has no `first` or `last`, or the caller leaves its size open without a default. */
function pageSize(walk: Walk, node: FieldNode, field: GraphQLField<unknown, unknown>): number | null {
  const sizes = field.args
    .filter(({ name }) => name === 'first' || name === 'last')
    .map(({ name, defaultValue }) => argumentOf(walk, node, name) ?? defaultValue)
    .filter((size) => typeof size === 'number');
  return sizes.length === 0 ? null : Math.max(1, ...sizes);
}
