import { describe, expect, it } from '@jest/globals';
import { logEvent, trackUsage } from '../../sdk/index.js';
import { createWorld } from '../kit/world.js';
import { hostOf } from './host.js';

const world = await createWorld();
const { tenantId } = world;

describe('a host that cannot reach us for an hour', () => {
  it('tells afterwards what happened when, once, and what it could not keep', async () => {
    let isAway = true;
    const { client, problems } = await hostOf(world, ['events:write', 'audit:write'], {
      maxQueued: 50,
      fetch: (url, init) => (isAway ? Promise.reject(new TypeError('fetch failed')) : fetch(url, init)),
    });
    const begun = world.clock.now();
    for (let minute = 0; minute < 60; minute++) {
      if (minute % 2 === 0) await trackUsage(tenantId, 'search').recordSuccess({ tokens_used: minute });
      else logEvent('u1', 'w1', 'upgrade_click', { minute });
      world.clock.advance({ minutes: 1 });
      if (minute % 10 === 0) await client.flush();
    }
    expect(client.figures).toMatchObject({ queued: 50, dropped: 10, sent: 0 });
    isAway = false;
    await client.flush();
    await client.flush();
    expect(client.figures).toMatchObject({ queued: 0, dropped: 10, rejected: 0, sent: 51 });
    expect(problems.filter(({ kind }) => kind === 'dropped')).toHaveLength(2);

    const kept = await world.cypher<{ at: string }>(
      `MATCH (e:Event {tenantId: $tenantId}) WHERE e.type IN ['search', 'upgrade_click']
       WITH e ORDER BY e.occurredAt RETURN e.occurredAt AS at`,
    );
    const minutes = kept.map(({ at }) => (Date.parse(at) - begun) / 60_000);
    expect(minutes).toEqual(Array.from({ length: 50 }, (_, minute) => minute));
    const { auditEvents } = await (await world.as('auditor')).ask(
      '{ auditEvents(eventType: "sdk_events_dropped") { edges { node { result source detail { newValues } } } } }',
    );
    const at = (minute: number) => new Date(begun + minute * 60_000).toISOString();
    expect(auditEvents.edges).toEqual([
      {
        node: {
          result: 'partial',
          source: 'host',
          detail: { newValues: { count: 10, by_type: { search: 5, upgrade_click: 5 }, from: at(50), to: at(59) } },
        },
      },
    ]);
  });
});
