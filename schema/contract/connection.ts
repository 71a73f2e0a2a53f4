import { ArgsType, type ClassType, Field, Int, ObjectType } from 'type-graphql';
import { CodedError } from '../../src/kernel/errors.js';

/** The most rows of one page. */
export const MOST_ROWS = 100;
const DEFAULT_ROWS = 50;

@ObjectType()
export class PageInfo {
  @Field()
  hasNextPage!: boolean;

  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}

@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, description: 'Rows of this page, 1 to 100; 50 when left out.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the row before this page.' })
  after?: string | null;
}

/** Relay edges and connection of a node type. */
export function connectionOf<T extends object>(node: ClassType<T>, name: string) {
  @ObjectType(`${name}Edge`)
  class Edge {
    @Field()
    cursor!: string;

    @Field(() => node)
    node!: T;
  }
  @ObjectType(`${name}Connection`)
  class Connection {
    @Field(() => [Edge])
    edges!: Edge[];

    @Field(() => PageInfo)
    pageInfo!: PageInfo;
  }
  return Connection;
}

/** A row's place in a list, as the keys its order is made of. */
export type Place = (string | number)[];

/** The opaque cursor of a place. */
export const cursorOf = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** The place that an opaque cursor stands for. Throws BAD_USER_INPUT for a cursor that is none of ours. */
export function placeOf(cursor: string, keys: number): Place {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (
      Array.isArray(place) &&
      place.length === keys &&
      place.every((key) => ['string', 'number'].includes(typeof key))
    )
      return place;
  } catch {
    // Answered below, like every other cursor that is none.
  }
  throw new CodedError('BAD_USER_INPUT', 'after: is not a cursor of this list.');
}

/** How many rows to read for a page: one more than asked for, to know whether another page follows. */
export function rowsToRead(first: number | null | undefined): number {
  const rows = first ?? DEFAULT_ROWS;
  if (rows < 1 || rows > MOST_ROWS) throw new CodedError('BAD_USER_INPUT', `first: is from 1 to ${MOST_ROWS}.`);
  return rows + 1;
}

/** The connection of rows read with `rowsToRead`. */
export function pageOf<V, T extends object>(rows: V[], read: number, place: (row: V) => Place, toNode: (row: V) => T) {
  const shown = rows.slice(0, read - 1);
  const last = shown.at(-1);
  return {
    edges: shown.map((row) => ({ cursor: cursorOf(place(row)), node: toNode(row) })),
    pageInfo: { hasNextPage: rows.length === read, endCursor: last ? cursorOf(place(last)) : null },
  };
}
