import { describe, expect, it } from '@jest/globals';
import { rebuilds } from '../../bin/rebuilds.js';
import {
  erasePerson,
  exportReceipts,
  logVerifierKey,
  placeLegalHold,
  readCheckpoint,
  verifyExport,
  verifyState,
  verifyWorkflow,
} from '../../src/evidence/index.js';
import { newId } from '../../src/kernel/values/ids.js';
import { createWorld } from '../kit/world.js';
import { keyOf } from '../usage/events.js';
import { chainNamed, leaveReceipts } from './chains.js';
import { did } from './did.js';

const world = await createWorld();
const other = await createWorld();
const { composition, tenantId } = world;
const admin = await world.as('admin');
const program = world.anyone(await keyOf(world, ['audit:write', 'events:write']));

const ERASE = `mutation($input: ErasePersonInput!) { erasePerson(input: $input) { __typename
  ... on PersonErased { payloads details events } ... on ErasureHeld { holdIds } ... on InvalidInput { message } } }`;
const erase = async (personId: string, more: object = {}) =>
  (await admin.ask(ERASE, { input: { personId, reasonCode: 'REQUESTED', ...more } })).erasePerson;

const event = (n: number, userId: string) => ({
  ...{ type: 'search', source: 'app', external_id: `e-${n}`, user_id: userId, session_id: 's-1' },
  metadata: { query: 'what Ada asked', results: 3, latency_ms: 12 },
});

/** Every chain holds, and so does an export of the whole log, under its checkpoint. */
async function allHolds(): Promise<number> {
  await world.settle();
  let erased = 0;
  for (const { id } of await world.cypher<{ id: string }>(
    'MATCH (w:RevWorkflow {tenantId: $tenantId}) WHERE w.seq > 0 RETURN w.id AS id',
  )) {
    const verified = await verifyWorkflow(composition, tenantId, id);
    expect(verified).toMatchObject({ ok: true, failure: null });
    erased += verified?.payloads.erased ?? 0;
  }
  const begun = await exportReceipts(composition, world.caller('auditor'), { all: true });
  if (begun.__typename !== 'ReceiptExport') throw new Error(begun.__typename);
  let text = '';
  for await (const lines of begun.text) text += lines;
  expect(text).not.toContain('192.0.2.7');
  const lines = text.trimEnd().split('\n');
  const checkpoint = await readCheckpoint(composition.logSettings, tenantId, lines.length);
  const key = await logVerifierKey(composition.logSettings, tenantId);
  expect(await verifyExport(lines, { verifierKeys: [key], checkpoint: checkpoint ?? '' })).toMatchObject({ ok: true });
  return erased;
}

describe('a person who is erased', () => {
  it('leaves receipts that hold without what was personal, audit events without details, and events without words', async () => {
    const ae = world.id('ae');
    await leaveReceipts(world, 'about-ae', 520);
    const reported = {
      ...{ external_id: 'a-1', source: 'widget', event_type: 'api_error', actor_type: 'tenant', actor_id: ae },
      ...{ result: 'failure', error_message: 'Ada was there', ip_address: '192.0.2.9' },
    };
    const owned = {
      ...reported,
      external_id: 'a-2',
      actor_id: 'billing',
      new_values: { owner: ae },
      error_message: 'No card',
    };
    expect((await program.http('POST', '/v1/audit', { json: [reported, owned] })).status).toBe(200);
    const events = [event(1, ae), event(2, ae), event(3, world.id('manager'))];
    expect((await program.http('POST', '/v1/events', { json: { events } })).status).toBe(200);
    await world.settle();

    const done = await erase(ae);
    expect(done).toMatchObject({ __typename: 'PersonErased', details: 1, events: 2 });
    expect(done.payloads).toBeGreaterThanOrEqual(521);
    expect(await allHolds()).toBe(done.payloads);
    expect((await verifyState(composition, tenantId, rebuilds)).findings).toEqual([]);

    const kept = await world.cypher<{ userId: string; sessionId: string | null; metadata: string }>(
      "MATCH (e:Event {tenantId: $tenantId, source: 'app'}) RETURN e.userId AS userId, e.sessionId AS sessionId, e.metadata AS metadata ORDER BY e.externalId",
    );
    expect(kept.map(({ userId }) => userId)).toEqual([
      expect.stringMatching(/^erased:/),
      kept[0]?.userId,
      world.id('manager'),
    ]);
    expect(kept[0]?.sessionId).toBeNull();
    expect(JSON.parse(kept[0]?.metadata ?? '')).toEqual({ results: 3, latency_ms: 12 });
    expect(JSON.parse(kept[2]?.metadata ?? '')).toMatchObject({ query: 'what Ada asked' });
    const trail = await (await world.as('auditor')).ask(
      '{ auditEvents(eventType: "api_error") { edges { node { detail { personalState errorMessage ipAddress } } } } }',
    );
    const states = trail.auditEvents.edges.map(({ node }: { node: { detail: object } }) => node.detail);
    expect(states).toHaveLength(2);
    // What another did with something of theirs names them by an id of ours alone.
    expect(states).toContainEqual({ personalState: 'SHOWN', errorMessage: 'No card', ipAddress: '192.0.2.9' });
    expect(states).toContainEqual({ personalState: 'ERASED', errorMessage: null, ipAddress: null });
  }, 90_000);

  it('sends nothing again under what is known already', async () => {
    const again = await program.http('POST', '/v1/events', { json: event(1, world.id('ae')) });
    expect(((await again.json()) as { results: { result: string }[] }).results[0]?.result).toBe('duplicate');
    expect(await erase(world.id('ae'))).toMatchObject({ __typename: 'PersonErased', events: 0, details: 0 });
  });

  it('stays while a legal hold keeps them, or a chain that speaks of them: the receipt says so', async () => {
    await leaveReceipts(world, 'held', 3);
    const hold = async (input: object) =>
      (await did('LegalHoldPlaced', placeLegalHold(composition, world.caller('admin'), { reason: 'CASE', ...input })))
        .holdId;
    const holdIds = [await hold({ scope: 'workflow', ref: chainNamed('held') })];
    expect(await erase(world.id('ae'))).toEqual({ __typename: 'ErasureHeld', holdIds });
    holdIds.push(await hold({ scope: 'user', ref: world.id('ae') }));
    const held = await erase(world.id('ae'), { idempotencyKey: 'k' });
    expect(held.holdIds.toSorted()).toEqual(holdIds.toSorted());
    expect(await verifyWorkflow(composition, tenantId, chainNamed('held'))).toMatchObject({
      payloads: { verified: 6, erased: 0 },
    });
    const blocked = await world.cypher<{ id: string }>(
      "MATCH (r:Receipt {tenantId: $tenantId, step: 'ERASE_PERSON', outcome: 'BLOCKED'}) RETURN r.id AS id",
    );
    expect(blocked).toHaveLength(2);
  });

  it('is one of the tenant, and erased by RevOps admins alone', async () => {
    for (const id of [newId(), other.id('ae')]) expect(await erase(id)).toMatchObject({ __typename: 'NotFound' });
    expect(await erase('two words')).toMatchObject({ __typename: 'InvalidInput' });
    for (const handle of ['ae', 'auditor']) {
      const input = { personId: world.id('ae'), reasonCode: 'REQUESTED' };
      const { errors } = await (await world.as(handle)).graphql(ERASE, { input });
      expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    }
    const untouched = await erasePerson(composition, other.caller('admin'), {
      ...{ personId: world.id('manager'), reasonCode: 'REQUESTED' },
    });
    expect(untouched.__typename).toBe('NotFound');
  });
});
