import { describe, expect, it } from '@jest/globals';
import { rebuilds } from '../../bin/rebuilds.js';
import { verifyState, verifyWorkflow } from '../../src/evidence/index.js';
import { newId } from '../../src/kernel/values/ids.js';
import { createWorld } from '../kit/world.js';

const world = await createWorld();
const other = await createWorld();
const admin = await world.as('admin');
const auditor = await world.as('auditor');

const PLACE = `mutation($input: PlaceLegalHoldInput!) { placeLegalHold(input: $input) { __typename
  ... on LegalHoldPlaced { holdId } ... on InvalidInput { message } } }`;
const LIFT = `mutation($input: LiftLegalHoldInput!) { liftLegalHold(input: $input) { __typename
  ... on LegalHoldLifted { holdId } ... on LegalHoldAlreadyLifted { message } } }`;
const HOLDS = `query($state: LegalHoldState) { legalHolds(state: $state) { edges { node { id scope ref reason placedBy placedAt liftedBy } } } }`;

const place = async (input: Record<string, unknown>, who = admin) =>
  (await who.ask(PLACE, { input: { reason: 'LITIGATION', ...input } })).placeLegalHold;
const lift = async (input: Record<string, unknown>) => (await admin.ask(LIFT, { input })).liftLegalHold;
const holds = async (state: string) =>
  (await auditor.ask(HOLDS, { state })).legalHolds.edges.map(({ node }: { node: never }) => node);

describe('a legal hold', () => {
  it('keeps a tenant, a chain or a person, and can be read by an auditor until and after it is lifted', async () => {
    const [chain] = await world.cypher<{ id: string }>(
      "MATCH (w:RevWorkflow {tenantId: $tenantId}) WHERE w.id STARTS WITH 'admin:' RETURN w.id AS id LIMIT 1",
    );
    const asked = [
      { scope: 'tenant' },
      { scope: 'workflow', ref: chain?.id },
      { scope: 'user', ref: world.id('ae'), note: 'Asked for by Ada' },
    ];
    for (const input of asked) expect(await place(input)).toMatchObject({ __typename: 'LegalHoldPlaced' });
    const placed = await holds('IN_FORCE');
    expect(placed).toHaveLength(3);
    expect(placed[1]).toMatchObject({ ...asked[1], reason: 'LITIGATION', placedBy: world.id('admin'), liftedBy: null });
    const racers = await Promise.all([1, 2, 3].map(() => lift({ holdId: placed[0].id })));
    expect(racers.map(({ __typename }) => __typename).sort()).toEqual([
      ...['LegalHoldAlreadyLifted', 'LegalHoldAlreadyLifted', 'LegalHoldLifted'],
    ]);
    expect(await holds('IN_FORCE')).toHaveLength(2);
    expect(await holds('LIFTED')).toMatchObject([{ scope: 'tenant', ref: null, liftedBy: world.id('admin') }]);
    expect(await verifyWorkflow(world.composition, world.tenantId, `admin:hold:${placed[0].id}`)).toMatchObject({
      ...{ ok: true, receipts: 2 },
    });
  });

  it('holds nothing that is not there, and nothing of another tenant', async () => {
    const [theirs] = await other.cypher<{ id: string }>(
      'MATCH (w:RevWorkflow {tenantId: $tenantId}) WHERE w.seq > 0 RETURN w.id AS id LIMIT 1',
    );
    for (const input of [
      { scope: 'user', ref: newId() },
      { scope: 'user', ref: other.id('ae') },
      { scope: 'workflow', ref: `deal:${newId()}` },
      { scope: 'workflow', ref: `admin:${other.id('ae')}` },
    ]) {
      expect(await place(input)).toMatchObject({ __typename: 'NotFound' });
    }
    expect(theirs).toBeDefined();
    const { holdId } = await (async () => {
      const outcome = await (await other.as('admin')).ask(PLACE, { input: { scope: 'tenant', reason: 'AUDIT' } });
      return outcome.placeLegalHold;
    })();
    expect(await lift({ holdId })).toMatchObject({ __typename: 'NotFound' });
    for (const input of [{ scope: 'tenant', ref: 'x' }, { scope: 'user' }, { scope: 'tenant', reason: 'free text' }]) {
      expect(await place(input)).toMatchObject({ __typename: 'InvalidInput' });
    }
  });

  it('is for RevOps admins; who may not leaves a receipt', async () => {
    for (const who of [await world.as('ae'), auditor]) {
      const { errors } = await who.graphql(PLACE, { input: { scope: 'tenant', reason: 'LITIGATION' } });
      expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    }
    const { errors } = await (await world.as('ae')).graphql(HOLDS, {});
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    const refused = await world.cypher<{ id: string }>(
      "MATCH (r:Receipt {tenantId: $tenantId, step: 'REFUSE_ROLE', resourceId: 'Mutation.placeLegalHold'}) RETURN r.id AS id",
    );
    expect(refused).toHaveLength(2);
  });

  it('is compared with its receipt: one that was lifted by hand is named', async () => {
    await world.settle();
    expect((await verifyState(world.composition, world.tenantId, rebuilds)).findings).toEqual([]);
    await world.cypher("MATCH (h:LegalHold {tenantId: $tenantId, scope: 'user'}) SET h.state = 'LIFTED'");
    const { findings } = await verifyState(world.composition, world.tenantId, rebuilds);
    expect(findings.map(({ sentence }) => sentence)).toEqual([expect.stringContaining('state is LIFTED')]);
  });
});
