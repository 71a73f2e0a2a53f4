import { describe, expect, it } from '@jest/globals';
import { liftLegalHold, placeLegalHold } from '../../src/evidence/index.js';
import { createWorld } from '../kit/world.js';
import { keyOf } from '../usage/events.js';
import { leaveReceipts } from './chains.js';
import { did } from './did.js';

const world = await createWorld();
const { composition } = world;
const admin = await world.as('admin');
const program = world.anyone(await keyOf(world, ['events:write']));

const ERASE = `mutation($input: ErasePersonInput!) { erasePerson(input: $input) { __typename
  ... on PersonErased { payloads events } ... on ErasureHeld { holdIds } } }`;
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
