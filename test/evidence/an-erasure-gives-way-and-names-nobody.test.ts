import { describe, expect, it } from '@jest/globals';
import { liftLegalHold, placeLegalHold } from '../../src/evidence/index.js';
import { createWorld } from '../kit/world.js';
import { keyOf } from '../usage/events.js';
import { leaveReceipts } from './chains.js';
import { did } from './did.js';

const world = await createWorld();
const { composition } = world;
const admin = await world.as('admin');
const program = world.anyone(await keyOf(world, ['audit:write', 'events:write']));

const ERASE = `mutation($input: ErasePersonInput!) { erasePerson(input: $input) { __typename
  ... on PersonErased { payloads details events } ... on ErasureHeld { holdIds } } }`;
const erase = async (personId: string) =>
  (await admin.ask(ERASE, { input: { personId, reasonCode: 'REQUESTED' } })).erasePerson;
const place = async (input: object) =>
  (await did('LegalHoldPlaced', placeLegalHold(composition, world.caller('admin'), { reason: 'CASE', ...input })))
    .holdId;

describe('an erasure', () => {
  it('gives way to a hold on somebody else whom a payload is about as well', async () => {
    // The words of the first hold are about who said them, and who is held.
    const holdId = await place({ scope: 'user', ref: world.id('manager'), note: 'They know both sides.' });
    expect(await erase(world.id('admin'))).toEqual({ __typename: 'ErasureHeld', holdIds: [holdId] });
    await leaveReceipts(world, 'of-ae', 2);
    expect(await erase(world.id('ae'))).toMatchObject({ __typename: 'PersonErased' });
    await did('LegalHoldLifted', liftLegalHold(composition, world.caller('admin'), { holdId }));
    expect(await erase(world.id('admin'))).toMatchObject({ __typename: 'PersonErased' });
  });

  it('gives way to a hold on the batch that an event or a report of theirs came with', async () => {
    const view = { type: 'upgrade_click', source: 'app', external_id: 'v-1', user_id: 'visitor-1' };
    const report = { external_id: 'r-1', source: 'app', event_type: 'left', result: 'success', actor_type: 'visitor' };
    expect((await program.http('POST', '/v1/events', { json: view })).status).toBe(200);
    const reported = { ...report, actor_id: 'visitor-1', error_message: 'They left.' };
    expect((await program.http('POST', '/v1/audit', { json: reported })).status).toBe(200);
    const others = { ...view, external_id: 'v-2', user_id: 'visitor-9' };
    expect((await program.http('POST', '/v1/events', { json: others })).status).toBe(200);
    const chainOf = async (label: string, externalId: string) => {
      const [row] = await world.cypher<{ id: string }>(
        `MATCH (e:${label} {tenantId: $tenantId, source: 'app', externalId: $externalId}) RETURN 'batch:' + e.batchId AS id`,
        { externalId },
      );
      return row?.id;
    };
    for (const chain of [await chainOf('Event', 'v-1'), await chainOf('AuditEvent', 'r-1')]) {
      const other = await place({ scope: 'workflow', ref: await chainOf('Event', 'v-2') });
      const holdId = await place({ scope: 'workflow', ref: chain });
      expect(await erase('visitor-1')).toEqual({ __typename: 'ErasureHeld', holdIds: [holdId] });
      for (const id of [holdId, other])
        await did('LegalHoldLifted', liftLegalHold(composition, world.caller('admin'), { holdId: id }));
    }
    const [kept] = await world.cypher<{ users: number; details: number }>(
      `MATCH (e:Event {tenantId: $tenantId, userId: 'visitor-1'})
       MATCH (:AuditEvent {tenantId: $tenantId, actorId: 'visitor-1'}) MATCH (d:AuditDetail {tenantId: $tenantId})
       RETURN toInteger(count(DISTINCT e)) AS users, toInteger(count(DISTINCT d)) AS details`,
    );
    expect(kept).toEqual({ users: 1, details: 1 });
    expect(await erase('visitor-1')).toMatchObject({ __typename: 'PersonErased', events: 1, details: 1 });
  });

  it('gives way to a hold on somebody else who did something to them, or to whom they did it', async () => {
    const report = (id: string, rest: object) => ({
      ...{ external_id: id, source: 'app', event_type: 'changed', result: 'success', actor_type: 'tenant' },
      ...{ new_values: { role: 'owner' }, ...rest },
    });
    const json = [
      report('c-1', { actor_id: world.id('manager'), entity_type: 'user', entity_id: 'visitor-2' }),
      report('c-2', { actor_id: 'visitor-3', entity_type: 'user', entity_id: world.id('manager') }),
      report('c-3', { actor_id: world.id('manager'), new_values: { owner: 'visitor-4' } }),
      report('c-4', { actor_id: 'visitor-4', entity_id: 'something' }),
    ];
    expect((await program.http('POST', '/v1/audit', { json })).status).toBe(200);
    const holdId = await place({ scope: 'user', ref: world.id('manager') });
    for (const person of ['visitor-2', 'visitor-3', 'visitor-4'])
      expect(await erase(person)).toEqual({ __typename: 'ErasureHeld', holdIds: [holdId] });
    await did('LegalHoldLifted', liftLegalHold(composition, world.caller('admin'), { holdId }));
    for (const person of ['visitor-2', 'visitor-3', 'visitor-4'])
      expect(await erase(person)).toMatchObject({
        __typename: 'PersonErased',
        details: person === 'visitor-4' ? 2 : 1,
      });
  });

  it('gives way to a hold on somebody whom audit events alone name', async () => {
    const report = { external_id: 'd-1', source: 'app', event_type: 'left', result: 'success', actor_type: 'visitor' };
    const json = [
      { ...report, actor_id: 'visitor-5', user_agent: 'a browser' },
      { ...report, external_id: 'd-2', entity_type: 'visitor', entity_id: 'visitor-6', user_agent: 'a browser' },
    ];
    expect((await program.http('POST', '/v1/audit', { json })).status).toBe(200);
    for (const person of ['visitor-5', 'visitor-6']) {
      const holdId = await place({ scope: 'user', ref: person });
      expect(await erase(person)).toEqual({ __typename: 'ErasureHeld', holdIds: [holdId] });
      await did('LegalHoldLifted', liftLegalHold(composition, world.caller('admin'), { holdId }));
      expect(await erase(person)).toMatchObject({ __typename: 'PersonErased', details: 1 });
    }
  });

  it('takes all there is, in however many batches', async () => {
    const json = Array.from({ length: 620 }, (_, n) => ({
      ...{ external_id: `m-${n}`, source: 'app', event_type: 'seen', result: 'success', actor_type: 'visitor' },
      ...{ actor_id: 'visitor-7', error_message: 'They were here.' },
    }));
    expect((await program.http('POST', '/v1/audit', { json })).status).toBe(200);
    expect(await erase('visitor-7')).toMatchObject({ __typename: 'PersonErased', details: 620 });
    const [left] = await world.cypher<{ named: number }>(
      "MATCH (e:AuditEvent {tenantId: $tenantId, actorId: 'visitor-7'}) RETURN toInteger(count(e)) AS named",
    );
    expect(left).toEqual({ named: 0 });
  });

  it('leaves nowhere what others call a person: no body or payload has it, and none is for ever', async () => {
    const address = 'ada.lovelace@example.com';
    const event = { type: 'search', source: 'app', external_id: 'e-1', user_id: address, metadata: { results: 3 } };
    expect((await program.http('POST', '/v1/events', { json: event })).status).toBe(200);
    const holdId = await place({ scope: 'tenant' });
    expect(await erase(address)).toMatchObject({ __typename: 'ErasureHeld' });
    await did('LegalHoldLifted', liftLegalHold(composition, world.caller('admin'), { holdId }));
    expect(await erase(address)).toMatchObject({ __typename: 'PersonErased', events: 1 });
    const bodies = await world.cypher<{ body: string; content: string[] }>(
      `MATCH (r:Receipt {tenantId: $tenantId, step: 'ERASE_PERSON'})
       RETURN r.body AS body, [(r)-[:HAS_PAYLOAD]->(p) | p.content] AS content`,
    );
    expect(bodies.length).toBeGreaterThan(4);
    expect(JSON.stringify(bodies)).not.toContain('ada.lovelace');
    const known = bodies.map(({ body }) => JSON.parse(body).resource_ref.id);
    expect(known).toEqual(expect.arrayContaining([world.id('ae'), expect.stringMatching(/^erased:/)]));
  });
});
