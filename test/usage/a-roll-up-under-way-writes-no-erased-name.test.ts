import { describe, expect, it } from '@jest/globals';
import { measuredEventsList } from '../../cypher/generated/usage.js';
import { erasePerson } from '../../src/evidence/index.js';
import { rollUpUsage } from '../../src/usage/index.js';
import { createWorld } from '../kit/world.js';
import { event, keyOf, post } from './events.js';

const world = await createWorld();
const { composition, tenantId } = world;
const key = await keyOf(world, ['events:write']);

/** The store, as it is for a roll-up that is slow: something happens between its reading of events and what follows. */
const slowly = (meanwhile: () => Promise<unknown>) =>
  new Proxy(composition.graph, {
    get: (graph, name) => {
      const own = Reflect.get(graph, name, graph);
      if (typeof own !== 'function') return own;
      if (name !== 'read') return own.bind(graph);
      return async (...asked: [object, string, object]) => {
        const rows = await own.apply(graph, asked);
        if (asked[0] === measuredEventsList) await meanwhile();
        return rows;
      };
    },
  });

const said = async () =>
  JSON.stringify(
    await world.cypher('MATCH (b:UsageBucket {tenantId: $tenantId}) RETURN b.meters AS meters, b.base AS base'),
  );

describe('a roll-up that has read the events of somebody who is erased meanwhile', () => {
  it.each([
    ['was never summed up', 'ada-1', false],
    ['was summed up before', 'ada-2', true],
  ])('of a quarter hour that %s writes nothing of what it read', async (_, person, isSummed) => {
    const call = (tokens: number) =>
      event('api_call', { user_id: person, occurred_at: `2026-03-04T1${person.at(-1)}:00:00Z`, metadata: { tokens } });
    await post(world, key, [call(5)]);
    if (isSummed) {
      await rollUpUsage(composition, tenantId);
      await post(world, key, [call(6)]);
    }
    let times = 0;
    const erased: unknown[] = [];
    const graph = slowly(async () => {
      if (times++ > 0) return;
      const input = { personId: person, reasonCode: 'REQUESTED' };
      erased.push(await erasePerson(composition, world.caller('admin'), input));
    });
    await rollUpUsage({ ...composition, graph }, tenantId);
    expect(erased).toEqual([expect.objectContaining({ __typename: 'PersonErased', events: isSummed ? 2 : 1 })]);
    expect(times).toBeGreaterThan(1);
    expect(await said()).toContain('erased:');
    expect(await said()).not.toContain(person);
  });
});
