import { describe, expect, it } from '@jest/globals';
import { event, eventWorld, post } from './events.js';

const { world, key } = await eventWorld();

/** Of the world's standing clock: 2026-03-04 15:00 UTC, 10:00 in New York. */
const at = (time: string) => ({ occurred_at: `2026-03-${time}Z` });

describe('like events', () => {
  const outcomes = async (...events: object[]) => (await post(world, await world.token('ae'), events)).outcomes;
  const told = async (...events: object[]) => (await post(world, key, events)).outcomes;
  const session = (id: string) => ({ session_id: id, user_id: 'u1', workspace_id: 'w1' });

  it('count once a session in 30 minutes from the last that was kept, in whichever order they come', async () => {
    const view = (time: string, rest: object) => event('paywall_view', { ...at(time), ...rest });
    const late = view('04T10:45:00', session('s1'));
    expect(await outcomes(late, view('04T10:10:00', session('s1')), view('04T10:39:59', session('s1')))).toEqual([
      'accepted',
      'accepted',
      'deduplicated',
    ]);
    expect(await outcomes(view('04T11:14:59', session('s1')), view('04T11:15:00', session('s1')))).toEqual([
      'deduplicated',
      'accepted',
    ]);
    expect(await outcomes(view('04T10:45:00', session('s2')), late)).toEqual(['accepted', 'duplicate']);
    expect(await outcomes(view('04T10:45:00', { ...session('s1'), user_id: 'u2' }))).toEqual(['accepted']);
  });

  it.each([
    ['where there was none yet', '04T12:00:00'],
    ['in a window after one that had some', '04T13:00:00'],
  ])('that race for one session are one, %s', async (_, time) => {
    const racers = await Promise.all(
      Array.from({ length: 20 }, () => outcomes(event('dashboard_view_session', { ...at(time), ...session('race') }))),
    );
    expect(racers.flat().filter((outcome) => outcome === 'accepted')).toHaveLength(1);
    expect(racers.flat().filter((outcome) => outcome === 'deduplicated')).toHaveLength(19);
  });

  it('take the session of X-Session-Id', async () => {
    const token = await world.token('ae');
    const open = () => event('playbook_open', { user_id: 'u3', ...at('04T13:00:00') });
    const first = await post(world, token, open(), { 'x-session-id': 'tab' });
    expect([first.outcomes, (await post(world, token, open(), { 'x-session-id': 'tab' })).outcomes]).toEqual([
      ['accepted'],
      ['deduplicated'],
    ]);
  });

  it("count at most ten a workspace and day of the tenant's zone", async () => {
    const run = (time: string, workspace: string) =>
      event('pricing_quote_run', { ...at(time), workspace_id: workspace });
    // 04:59 UTC is still the third in New York.
    const third = Array.from({ length: 11 }, () => run('04T04:59:00', 'w1'));
    expect(await outcomes(...third)).toEqual([...Array(10).fill('accepted'), 'deduplicated']);
    expect(await outcomes(run('04T05:00:00', 'w1'), run('04T04:00:00', 'w2'))).toEqual(['accepted', 'accepted']);
  });

  it('count once for a job, and each where nothing else is said', async () => {
    const done = (job: string) => event('import_success', { metadata: { importJobId: job }, workspace_id: 'w1' });
    expect(await told(done('j1'), done('j1'), done('j2'))).toEqual(['accepted', 'deduplicated', 'accepted']);
    expect(await told(event('invite_attempt_blocked'), event('invite_attempt_blocked'))).toEqual([
      'accepted',
      'accepted',
    ]);
  });

  it('are refused with the rule that keeps no more of them', async () => {
    const rest = { ...at('04T14:00:00'), workspace_id: 'w9' };
    const view = () => event('paywall_view', { ...rest, ...session('s9') });
    const done = () => event('export_success', { ...rest, metadata: { exportId: 'x9' } });
    const runs = Array.from({ length: 11 }, () => event('pricing_quote_run', rest));
    const { results = [] } = await post(world, key, [view(), view(), done(), done(), ...runs]);
    expect(results.flatMap(({ reason }) => reason ?? [])).toEqual([
      'type: paywall_view is kept once a session in 30 minutes, and others came first',
      'type: export_success is kept once for each metadata.exportId, and others came first',
      'type: pricing_quote_run is kept at most 10 a workspace and day, and others came first',
    ]);
  });
});
