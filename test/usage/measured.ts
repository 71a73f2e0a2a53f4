import { expect } from '@jest/globals';
import type { World } from '../kit/world.js';

/** An event as meters of these tests read it. */
export interface Measured {
  at: string;
  type: string;
  user: string | null;
  model: string | null;
  tokens: number;
}

/** A version of a meter, in force for events from an instant to before another. */
export interface Version {
  name: string;
  version: number;
  type: string;
  aggregation: 'COUNT' | 'SUM' | 'MAX' | 'UNIQUE';
  by: ('user' | 'model')[];
  mostGroups: number;
  from: string;
  to: string;
}

const PATHS = { user: 'userId', model: 'metadata.model' };
const VALUES = { COUNT: null, SUM: 'metadata.tokens', MAX: 'metadata.tokens', UNIQUE: 'userId' };
const EVER = '~';
/** In the middle of the events of the model. */
const CHANGED = '2026-02-28T12:10:00.000Z';
const ENDED = '2026-03-01T04:50:00.000Z';
const FIRST = { version: 1, from: '', to: EVER };

const VERSIONS: Version[] = [
  {
    ...FIRST,
    ...{ name: 'spent', type: 'api_call', aggregation: 'SUM', by: ['user', 'model'], mostGroups: 3, to: CHANGED },
  },
  { ...FIRST, name: 'slowest', type: 'chat_message', aggregation: 'MAX', by: ['model'], mostGroups: 1 },
  { ...FIRST, name: 'people', type: 'api_call', aggregation: 'UNIQUE', by: [], mostGroups: 1_000, to: ENDED },
  { ...FIRST, name: 'orders', type: 'shop.order', aggregation: 'COUNT', by: ['user'], mostGroups: 2 },
  {
    ...{ name: 'spent', version: 2, type: 'api_call', aggregation: 'SUM', by: ['user'], mostGroups: 2 },
    ...{ from: CHANGED, to: EVER },
  },
];

/** Declares the versions, each at its time, and retires the one that ends; the world's clock goes on meanwhile. */
export async function declareInTurn(world: World): Promise<Version[]> {
  const say = async (mutation: string, input: object) => {
    const admin = await world.as('admin');
    return admin.mutate(mutation, input, '... on InvalidInput { fields { path message } }');
  };
  const schema = { type: 'object', properties: { model: { type: 'string' }, tokens: { type: 'integer' } } };
  await say('registerEventType', { name: 'shop.order', category: 'module', schema });
  for (const { name, type, aggregation, by, mostGroups, from } of VERSIONS) {
    if (from) world.clock.set(from);
    const meter = { name, eventType: type, aggregation, valuePath: VALUES[aggregation], mostGroups };
    const declared = await say('declareMeter', { ...meter, groupBy: by.map((key) => PATHS[key]) });
    expect(declared).toEqual({ __typename: 'MeterDeclared' });
  }
  world.clock.set(ENDED);
  expect(await say('retireMeter', { name: 'people' })).toEqual({ __typename: 'MeterRetired' });
  return VERSIONS;
}

/** What events come to by each version of a meter that has any, straight from the events. */
export const direct = (events: readonly Measured[], versions: readonly Version[]) =>
  versions
    .map((version) => {
      const read = events.filter(
        ({ at, type, user }) =>
          type === version.type &&
          at >= version.from &&
          at < version.to &&
          (version.aggregation !== 'UNIQUE' || user !== null),
      );
      return { version, read };
    })
    .filter(({ read }) => read.length > 0)
    .map(({ version, read }) => shown(version, read))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version - b.version));

function shown({ name, version, aggregation, by, mostGroups }: Version, read: readonly Measured[]) {
  const groups = new Map<string, Measured[]>();
  for (const one of read) {
    const key = JSON.stringify(by.map((path) => one[path]));
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const told = (ones: readonly Measured[]) => ({ events: ones.length, value: measuredValue(aggregation, ones) });
  const inOrder = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
  const apart = inOrder.slice(0, mostGroups).map(([key, ones]) => ({ by: JSON.parse(key), ...told(ones) }));
  const rest = inOrder.slice(mostGroups).flatMap(([, ones]) => ones);
  return {
    ...{ name, version, aggregation, ...told(read) },
    groups: by.length === 0 ? [] : apart.sort((a, b) => Number(b.value) - Number(a.value)),
    other: rest.length === 0 ? null : told(rest),
  };
}

function measuredValue(aggregation: Version['aggregation'], ones: readonly Measured[]): string {
  const tokens = ones.map((one) => one.tokens);
  switch (aggregation) {
    case 'COUNT':
      return String(ones.length);
    case 'SUM':
      return String(tokens.reduce((sum, one) => sum + one, 0));
    case 'MAX':
      return String(Math.max(...tokens));
    case 'UNIQUE':
      return String(new Set(ones.map(({ user }) => user)).size);
  }
}
