import { describe, expect, it } from '@jest/globals';
import { unavailable } from '../../src/kernel/patience.js';
import type { UnitOfWork } from '../../src/kernel/unit-of-work.js';
import { rollUpUsage, usageMetrics } from '../../src/usage/index.js';
import { createWorld } from '../kit/world.js';
import { event, keyOf, post } from './events.js';

const world = await createWorld();
const key = await keyOf(world, ['events:write']);
const { composition, tenantId } = world;

const QUARTERS = ['14:00', '14:15', '14:30', '14:45'];
const WORKSPACES = 60;

/** As Neo4j is when it ends a transaction that writes more than so many quarter hours: it would end it again. */
function slow(most: number) {
  const asked: number[] = [];
  const write = ((spec, body) => {
    const { starts } = spec.command as { starts?: string[] };
    if (!starts) return composition.unitOfWork.write(spec, body);
    asked.push(starts.length);
    return starts.length > most ? Promise.reject(unavailable()) : composition.unitOfWork.write(spec, body);
  }) as UnitOfWork['write'];
  return { asked, runtime: { ...composition, unitOfWork: { write } as UnitOfWork } };
}

const events = () =>
  QUARTERS.flatMap((at) =>
    Array.from({ length: WORKSPACES }, (_, n) =>
      event('api_call', { occurred_at: `2026-03-04T${at}:30.000Z`, workspace_id: `w-${n}`, metadata: { tokens: 5 } }),
    ),
  );

describe('a roll-up that takes too long', () => {
  it('is tried with fewer quarter hours, until it is done', async () => {
    await post(world, key, events());
    const { asked, runtime } = slow(1);
    expect(await rollUpUsage(runtime, tenantId)).toMatchObject({ quarters: 4 });
    expect(asked[0]).toBe(4);
    expect(asked.slice(-4)).toEqual([1, 1, 1, 1]);
    const day = { from: '2026-03-04T05:00:00.000Z', to: '2026-03-05T05:00:00.000Z' };
    const [usage] = await usageMetrics(composition, tenantId, { grain: 'day', ...day });
    expect(usage).toMatchObject({ apiCallsTotal: 240, totalTokensUsed: 1_200 });
  });

  it('is given up where not even one comes through, and comes round again', async () => {
    await post(world, key, events());
    const { asked, runtime } = slow(0);
    await expect(rollUpUsage(runtime, tenantId)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(asked.length).toBeLessThan(8);
    expect(await rollUpUsage(composition, tenantId)).toMatchObject({ quarters: 4 });
  });
});
