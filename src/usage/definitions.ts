/** What a tenant adds to the catalogue: types of events and meters, in versions that never change. */

/** Behind this chain a tenant's own types and meters change, one after the other: each is checked against the others. */
export const CATALOGUE_CHAIN = { id: 'admin:event-catalogue', kind: 'admin' };

/** Types, and meters, that a tenant may have at a time; and versions of one name. */
export const MOST_DEFINITIONS = 100;
export const MOST_VERSIONS = 1_000;

/** Lifecycle of a version of a type or meter, the one table: event by state. A retired name begins anew with its next version. */
export const DEFINITION_TRANSITIONS = {
  ACTIVE: { replace: 'REPLACED', retire: 'RETIRED' },
  REPLACED: {},
  RETIRED: {},
} as const;

/** What ends a version. */
export type DefinitionEnd = keyof (typeof DEFINITION_TRANSITIONS)['ACTIVE'];

/** A version that was in force, as it is after its end: what is written of it, and what a receipt tells of it. */
export const endOf = ({ id, version }: { id: string; version: number }, event: DefinitionEnd, at: string) => ({
  id,
  version: version + 1,
  state: DEFINITION_TRANSITIONS.ACTIVE[event],
  at,
});

/** The same as a receipt keeps it. */
export const endSnapshot = (type: 'EventType' | 'Meter', { at, ...ended }: ReturnType<typeof endOf>) => ({
  type,
  ...ended,
  endedAt: at,
});

/** What every version begins with. */
export const begin = (id: string, number: number, createdBy: string, at: string) => ({
  ...{ id, version: 1, number, createdAt: at, createdBy },
  ...{ state: 'ACTIVE' satisfies keyof typeof DEFINITION_TRANSITIONS, endedAt: null },
});
