import { describe, expect, it } from '@jest/globals';
import { renameSlots } from '../../src/usage/index.js';
import { event, eventWorld, post } from './events.js';

const { world, key } = await eventWorld();

const USER = 'ada.lovelace@example.com';
const view = (session: string, time: string, user = USER) =>
  event('paywall_view', { user_id: user, session_id: session, workspace_id: 'w', occurred_at: `2026-03-04T${time}Z` });
const outcomes = async (...events: object[]) => (await post(world, await world.token('ae'), events)).outcomes;
const slots = () =>
  world.cypher<{ key: string; kept: number; lastAt: string }>(
    'MATCH (s:DedupSlot {tenantId: $tenantId}) RETURN s.key AS key, s.kept AS kept, s.lastAt AS lastAt ORDER BY s.lastAt',
  );
const rename = () => renameSlots(world.composition, world.composition.logSettings.masterSecret);

describe('a slot of like events', () => {
  it('is known by a digest that tells neither user nor session nor job', async () => {
    const job = event('import_success', { user_id: USER, metadata: { importJobId: 'job-of-ada' } });
    expect(await outcomes(view('first', '10:00:00'))).toEqual(['accepted']);
    expect((await post(world, key, [job, { ...job, external_id: 'again' }])).outcomes).toEqual([
      'accepted',
      'deduplicated',
    ]);
    const stored = await slots();
    expect(stored.map((slot) => slot.key)).toEqual(Array(2).fill(expect.stringMatching(/^[0-9a-f]{64}$/)));
    // No word of hexadecimal digits: a digest may well have one of those.
    expect(JSON.stringify(stored)).not.toMatch(/lovelace|first|job/);
  });

  it('that was named by what it stands for is renamed, and remembers what it did', async () => {
    // As slots were named before: by type, workspace, user and session.
    const readable = (session: string) => JSON.stringify(['paywall_view', 'w', USER, session]);
    const known = Array.from({ length: 1_200 }, (_, n) => readable(`old-${n}`));
    await world.cypher(
      `UNWIND $known AS key CREATE (:DedupSlot {tenantId: $tenantId, key: key, lastAt: '2026-03-04T12:00:00.000Z', kept: 3})`,
      { known },
    );
    // A process of the version before has looked for its name again meanwhile, and found none: what both remember counts.
    await world.cypher(
      `CREATE (:DedupSlot {tenantId: $tenantId, key: $key, lastAt: '2026-03-04T09:00:00.000Z', kept: 1}),
         (:DedupSlot {tenantId: $tenantId, key: $empty, kept: 0})`,
      { key: readable('first'), empty: readable('nothing-kept') },
    );
    expect(await rename()).toBeGreaterThanOrEqual(1_202);
    expect(await rename()).toBe(0);
    const stored = await slots();
    expect(stored).toHaveLength(2 + 1_200 + 1);
    expect(stored.filter((slot) => !/^[0-9a-f]{64}$/.test(slot.key))).toEqual([]);
    expect(stored.filter(({ kept }) => Number(kept) === 2).map(({ lastAt }) => lastAt)).toEqual([
      '2026-03-04T10:00:00.000Z',
    ]);
    expect(
      await outcomes(
        view('old-7', '12:29:59'),
        view('old-1199', '12:30:00'),
        view('old-8', '12:00:00', 'somebody-else'),
        view('first', '10:29:00'),
        view('first', '10:30:00'),
        view('nothing-kept', '12:00:00'),
      ),
    ).toEqual(['deduplicated', 'accepted', 'accepted', 'deduplicated', 'accepted', 'accepted']);
  });
});
