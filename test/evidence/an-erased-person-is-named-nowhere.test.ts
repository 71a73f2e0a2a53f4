import { beforeAll, describe, expect, it } from '@jest/globals';
import { rebuilds } from '../../bin/rebuilds.js';
import { verifyState } from '../../src/evidence/index.js';
import { rollUpUsage } from '../../src/usage/index.js';
import { encodedHash } from '../../src/usage/rollup/distinct.js';
import { createWorld } from '../kit/world.js';
import { event, keyOf, post } from '../usage/events.js';
import { sealAndRemove } from '../usage/expired.js';

const world = await createWorld();
const { composition, tenantId } = world;
const key = await keyOf(world, ['audit:write', 'events:write']);

/** What others call her: nobody of ours, and awkward in JSON. */
const ADA = 'ada"\\lovelace@example.com';
const SEEN = /lovelace/;

const ERASE = `mutation($input: ErasePersonInput!) { erasePerson(input: $input) { __typename
  ... on PersonErased { personId payloads details events buckets } ... on NotFound { message } } }`;
const erase = async (personId: string, more: object = {}) =>
  (await (await world.as('admin')).ask(ERASE, { input: { personId, reasonCode: 'REQUESTED', ...more } })).erasePerson;

const call = (user: string, at: string, tokens: number) =>
  event('api_call', {
    ...{ user_id: user, occurred_at: at, session_id: `of-${user}`, workspace_id: 'w1' },
    metadata: { tokens, model: 'gpt-4', api_key: `key-of-${user}`, question: `what ${user} asked` },
  });
const report = (id: string, rest: object) => ({
  ...{ external_id: id, source: 'widget', event_type: 'member_changed', result: 'success', actor_type: 'system' },
  ...rest,
});

/** Labels of the tenant's nodes that say a text somewhere. */
async function labelsSaying(text: RegExp): Promise<string[]> {
  const nodes = await world.cypher<{ label: string; said: object }>(
    'MATCH (n) WHERE n.tenantId = $tenantId RETURN head(labels(n)) AS label, properties(n) AS said',
  );
  return [...new Set(nodes.filter(({ said }) => text.test(JSON.stringify(said))).map(({ label }) => label))].sort();
}

const USAGE = `query($from: DateTime!, $to: DateTime!) { tenantUsage(grain: month, from: $from, to: $to, meters: ["tokens", "people"]) {
  total { events totalTokensUsed meters { name value groups { by value } other { value } } }
  periods { periodStart isAdjusted: adjusted { events } totalTokensUsed meters { name value groups { by value } } } } }`;
const usage = async () =>
  (
    await (
      await world.as('auditor')
    ).ask(USAGE, {
      ...{ from: '2026-02-01T00:00:00-05:00', to: '2026-05-01T00:00:00-04:00' },
    })
  ).tenantUsage;
type Reported = { externalId: string };
type Told = { name: string; value: string; groups: { by: (string | null)[]; value: string }[] };
const metersOf = (told: { meters: Told[] }) => Object.fromEntries(told.meters.map((meter) => [meter.name, meter]));
const tokensOf = (told: { meters: Told[] }, user: RegExp) =>
  metersOf(told).tokens?.groups.filter(({ by }) => user.test(by[2] ?? '')) ?? [];

describe('an erased person whom others name', () => {
  beforeAll(async () => {
    await (await world.as('admin')).mutate(
      'declareMeter',
      { name: 'people', eventType: 'api_call', aggregation: 'UNIQUE', valuePath: 'userId' },
      '',
    );
    const days = ['2026-03-04T15:00:00Z', '2026-03-04T15:01:00Z', '2026-03-04T15:02:00Z'];
    await post(world, key, [
      call(ADA, days[0] ?? '', 100),
      call('bob', days[1] ?? '', 7),
      call(ADA, days[2] ?? '', 50),
    ]);
    await rollUpUsage(composition, tenantId);
    // The month is closed and its events have left: her name stands in sums alone.
    world.clock.set('2026-04-07T15:00:00.000Z');
    await rollUpUsage(composition, tenantId);
    expect(await sealAndRemove(world)).toBe(3);
    await post(world, key, [call(ADA, '2026-04-07T14:00:00Z', 20), call('bob', '2026-04-07T14:00:00Z', 3)]);
    await rollUpUsage(composition, tenantId);
    const reports = [
      report('acted', { actor_type: 'visitor', actor_id: ADA, new_values: { city: 'London' } }),
      report('about', { entity_type: 'member', entity_id: ADA, old_values: { role: 'owner' } }),
      report('named', { new_values: { members: ['bob', ADA] } }),
      report('others', { new_values: { state: 'active', members: ['bob'] } }),
    ];
    expect((await world.anyone(key).http('POST', '/v1/audit', { json: reports })).status).toBe(200);
    const view = event('paywall_view', { user_id: ADA, session_id: ADA, occurred_at: '2026-04-07T14:00:00Z' });
    expect((await post(world, key, [view])).outcomes).toEqual(['accepted']);
  }, 60_000);

  it('stands in no node of the tenant any more; figures, and what is about others, stay', async () => {
    expect(await labelsSaying(SEEN)).toEqual(['AuditDetail', 'AuditEvent', 'Event', 'UsageBucket']);
    const before = await usage();
    expect(tokensOf(before.total, SEEN)).toEqual([{ by: ['gpt-4', null, ADA, `key-of-${ADA}`], value: '170' }]);

    const done = await erase(ADA, { idempotencyKey: 'once' });
    expect(done).toMatchObject({ __typename: 'PersonErased', personId: ADA, payloads: 0, details: 3, events: 2 });
    // Quarter hours, hours, days and months of two days, of the tenant and of its workspace.
    expect(done.buckets).toBe(2 * 4 * 2);
    expect(await labelsSaying(SEEN)).toEqual([]);
    expect(await labelsSaying(new RegExp(encodedHash(ADA).replace(/[+/]/g, '\\$&')))).toEqual([]);

    const after = await usage();
    const figures = ({ total: { meters: _, ...rest } }: { total: { meters: Told[] } }) => rest;
    expect(figures(after)).toEqual(figures(before));
    for (const name of ['tokens', 'people'])
      expect(metersOf(after.total)[name]?.value).toBe(metersOf(before.total)[name]?.value);
    expect(metersOf(after.total).people?.value).toBe('2');
    expect(tokensOf(after.total, /^erased:/)).toEqual([
      { by: ['gpt-4', null, expect.stringMatching(/^erased:/), null], value: '170' },
    ]);
    expect(tokensOf(after.total, /bob/)).toEqual(tokensOf(before.total, /bob/));
    const events = await (await world.as('auditor')).ask(
      '{ auditEvents(eventType: "member_changed") { edges { node { externalId actorId entityId detail { newValues personalState } } } } }',
    );
    const shown = events.auditEvents.edges.map(({ node }: { node: Reported }) => node);
    const PSEUDONYM = expect.stringMatching(/^erased:/);
    const gone = { newValues: null, personalState: 'ERASED' };
    expect(shown.toSorted((a: Reported, b: Reported) => (a.externalId < b.externalId ? -1 : 1))).toEqual([
      { externalId: 'about', actorId: null, entityId: PSEUDONYM, detail: gone },
      { externalId: 'acted', actorId: PSEUDONYM, entityId: null, detail: gone },
      { externalId: 'named', actorId: null, entityId: null, detail: gone },
      {
        ...{ externalId: 'others', actorId: null, entityId: null },
        detail: { newValues: { state: 'active', members: ['bob'] }, personalState: 'SHOWN' },
      },
    ]);
  }, 60_000);

  it('stays so when her quarter hours are summed up again, and nothing of a closed month is adjusted for it', async () => {
    const before = await usage();
    await post(world, key, [call('bob', '2026-04-07T14:05:00Z', 1)]);
    await rollUpUsage(composition, tenantId);
    const after = await usage();
    expect(tokensOf(after.total, /^erased:/)).toEqual(tokensOf(before.total, /^erased:/));
    expect(metersOf(after.total)).toMatchObject({ tokens: { value: '181' }, people: { value: '2' } });
    expect(after.periods.map(({ isAdjusted }: { isAdjusted: unknown }) => isAdjusted)).toEqual([null, null]);
    expect(await labelsSaying(SEEN)).toEqual([]);
  });

  it('is named by no answer that is kept, and the same answer is given again', async () => {
    const kept = await world.cypher<{ answer: string }>(
      "MATCH (k:IdempotencyKey {tenantId: $tenantId, key: 'once'}) RETURN k.answer AS answer",
    );
    expect(kept).toHaveLength(1);
    expect(kept[0]?.answer).toContain('PersonErased');
    expect(kept[0]?.answer).not.toMatch(SEEN);
    expect(await erase(ADA, { idempotencyKey: 'once' })).toMatchObject({ personId: ADA, details: 3, events: 2 });
  });

  it('is erased again where new events and old programs name them again, and nobody is whom nothing names', async () => {
    expect(await erase(ADA)).toMatchObject({ __typename: 'NotFound' });
    // A word that details say is no person.
    expect(await erase('active')).toMatchObject({ __typename: 'NotFound' });
    await world.cypher(
      `MATCH (b:UsageBucket {tenantId: $tenantId, grain: 'month', workspaceId: ''})
       SET b.meters = b.meters + ['["tokens",1,"SUM",true,5,[["[\\\\"eve-17\\\\"]",[1,"4",null]]],null]']`,
    );
    expect(await erase('eve-17')).toMatchObject({ __typename: 'PersonErased', events: 0, buckets: 2 });
    expect(await erase('eve-17')).toMatchObject({ __typename: 'NotFound' });
  });

  it('leaves receipts that hold, and a graph that is what they tell', async () => {
    await world.settle();
    expect((await verifyState(composition, tenantId, rebuilds)).findings).toEqual([]);
  }, 60_000);
});
