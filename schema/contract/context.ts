import DataLoader from 'dataloader';
import type { Caller } from '../../src/kernel/caller.js';
import { CodedError } from '../../src/kernel/errors.js';
import type { Runtime } from '../../src/kernel/runtime.js';
import type { Action } from '../../src/tenancy/index.js';
import type { EdgeContext } from '../edge/access.js';

/** What every resolver and route receives; `R` is what its slice's use cases need of the runtime. */
export interface ApiContext<R extends Runtime = Runtime> extends EdgeContext {
  runtime: R;
  /** This request's loaders, each made on first use; they never outlive the request. */
  loaders: Map<symbol, DataLoader<string, unknown>>;
}

/**
 * What a field's resolver is handed of its row (`@Root() quote: Row<Quote>`). A type that is no class: of a class, the library
 * would make an instance for each field of each row, and copy the row into it.
 */
export type Row<T> = { readonly [K in keyof T]: T[K] };

/** The caller behind a guarded door. */
export function callerOf(context: EdgeContext): Caller {
  if (!context.caller) throw new CodedError('UNAUTHENTICATED', 'Sign in first.');
  return context.caller;
}

/** Row of the rights table that a loader asks for each time: a key that only writes must not read what its answers lead to. */
type Reading = Extract<Action, 'read' | 'readReceipts'>;

/** Reads many records of the caller's tenant by their ids; what is not there is left out. */
type BatchRead<R extends Runtime, V> = (runtime: R, tenantId: string, ids: readonly string[]) => Promise<V[]>;

/** At most this many ids go to the graph in one read. */
const BATCH = 500;

/**
 * Declares a loader by id: ids asked for in one tick are read in one statement, and remembered for this request alone.
 * Use as `accountById(context).load(id)`; it gives null for what is not there or is another tenant's.
 */
export function loaderById<V extends { id: string }, R extends Runtime = Runtime>(
  read: BatchRead<R, V>,
  reading: Reading = 'read',
): (context: ApiContext<R>) => DataLoader<string, V | null> {
  return loaderBy(
    read,
    ({ id }) => id,
    (found) => found ?? null,
    reading,
  );
}

/** Declares a loader of lists: every record read is given under the id that `keyOf` names. */
export function loaderOfLists<V, R extends Runtime = Runtime>(
  read: BatchRead<R, V>,
  keyOf: (value: V) => string,
): (context: ApiContext<R>) => DataLoader<string, V[]> {
  return loaderBy(
    async (runtime: R, tenantId, ids) => [...groupBy(await read(runtime, tenantId, ids), keyOf)],
    ([key]) => key,
    (found) => found?.[1] ?? [],
    'read',
  );
}

/**
 * Declares a loader of lists by id and arguments, which a query may give in several ways: ids asked for in one tick with the
 * same arguments are read in one statement. Use as `pageOf(context, id, { limit: 10 })`.
 */
export function loaderOfListsWith<V, A extends object, R extends Runtime = Runtime>(
  read: (runtime: R, tenantId: string, ids: string[], args: A) => Promise<V[]>,
  idOf: (value: V) => string,
): (context: ApiContext<R>, id: string, args: A) => Promise<V[]> {
  const loader = loaderOfLists(
    async (runtime: R, tenantId, keys) => {
      const asked = groupBy(
        keys.map((key) => JSON.parse(key) as [id: string, args: A]),
        ([, args]) => JSON.stringify(args),
      );
      const reads = [...asked.values()].map(async (same) => {
        const args = (same[0] as [string, A])[1];
        const found = await read(
          runtime,
          tenantId,
          same.map(([id]) => id),
          args,
        );
        return found.map((value) => ({ value, key: JSON.stringify([idOf(value), args]) }));
      });
      return (await Promise.all(reads)).flat();
    },
    ({ key }) => key,
  );
  return async (context, id, args) =>
    (await loader(context).load(JSON.stringify([id, args]))).map(({ value }) => value);
}

function loaderBy<V, T, R extends Runtime>(
  read: BatchRead<R, V>,
  keyOf: (value: V) => string,
  shape: (found: V | undefined) => T,
  reading: Reading,
) {
  const mine = Symbol('loader');
  return (context: ApiContext<R>): DataLoader<string, T> => {
    const known = context.loaders.get(mine);
    if (known) return known as DataLoader<string, T>;
    const caller = callerOf(context);
    const { tenantId } = caller;
    const loader = new DataLoader<string, T>(
      async (ids) => {
        await context.runtime.unitOfWork.authorize(caller, reading);
        const found = new Map((await read(context.runtime, tenantId, ids)).map((value) => [keyOf(value), value]));
        return ids.map((id) => shape(found.get(id)));
      },
      { maxBatchSize: BATCH },
    );
    context.loaders.set(mine, loader as DataLoader<string, unknown>);
    return loader;
  };
}

function groupBy<V>(values: V[], keyOf: (value: V) => string): Map<string, V[]> {
  const groups = new Map<string, V[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}
