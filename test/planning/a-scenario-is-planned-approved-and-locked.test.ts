import { describe, expect, it } from '@jest/globals';
import { createWorld } from '../kit/world.js';

const world = await createWorld();
const elsewhere = await createWorld();
const ae = await world.as('ae');
const CREATED = '... on ScenarioCreated { scenarioId }';
const SETTLED = '... on ScenarioSettled { status message }';

/** What a scenario's chain tells as R0's events, in order. */
const eventsOf = async (scenarioId: string) => {
  const rows = await world.cypher<{ content: string; subject: string }>(
    `MATCH (r:Receipt {tenantId: $tenantId, workflowId: 'admin:' + $scenarioId})-[:HAS_PAYLOAD]->(b:BusinessPayload)
     RETURN b.content AS content, r.subjectId AS subject ORDER BY r.workflowSeq`,
    { scenarioId },
  );
  return rows.map(({ content, subject }) => {
    const { event, seat_type, metadata } = JSON.parse(content);
    expect({ subject, seat_type }).toEqual({ subject: world.id('ae'), seat_type: 'decision' });
    return [event, metadata];
  });
};

describe('a scenario', () => {
  it('is drafted, modeled, approved and locked, and each step is an event with its metadata', async () => {
    const { scenarioId } = await ae.mutate('createScenario', { name: 'Next year' }, CREATED);
    const lines = [
      { role: 'ae', month: '2026-04', tokens: 200 },
      { role: 'ae', month: '2026-04', tokens: 120 },
    ];
    const modeled = '... on CapacityModeled { version }';
    const change = { scenarioId, planningMode: 'TOKENS', tokensPerDeal: 5 };
    expect(await ae.mutate('changeScenario', change, modeled)).toMatchObject({ version: 2 });
    expect(await ae.mutate('upsertCapacity', { scenarioId, of: 'SUPPLY', lines }, modeled)).toMatchObject({
      version: 3,
    });
    const demand = { scenarioId, of: 'DEMAND', lines: [{ role: 'ae', month: '2026-04', tokens: 30 }] };
    expect(await ae.mutate('upsertCapacity', demand, modeled)).toMatchObject({ version: 4 });
    const early = await ae.mutate('setScenarioStatus', { scenarioId, status: 'LOCKED' }, SETTLED);
    expect(early).toEqual({
      __typename: 'ScenarioSettled',
      status: 'DRAFT',
      message: 'The scenario is a draft: it is approved before it is locked.',
    });
    for (const status of ['APPROVED', 'LOCKED']) {
      const set = await ae.mutate('setScenarioStatus', { scenarioId, status }, '... on ScenarioStatusSet { status }');
      expect(set).toEqual({ __typename: 'ScenarioStatusSet', status });
      expect(await ae.mutate('changeScenario', change, SETTLED)).toMatchObject({
        __typename: 'ScenarioSettled',
        status,
      });
    }
    const { scenario } = await ae.ask(
      `query($id: ID!) { scenario(id: $id) { status planningMode version approvedBy capacity { role month supply demand } } }`,
      { id: scenarioId },
    );
    expect(scenario).toEqual({
      status: 'LOCKED',
      planningMode: 'TOKENS',
      version: 6,
      approvedBy: world.id('ae'),
      capacity: [{ role: 'ae', month: '2026-04', supply: 120, demand: 30 }],
    });
    expect(await eventsOf(scenarioId)).toEqual([
      ['scenario_created', { scenarioId, scenarioName: 'Next year' }],
      ['capacity_modeled', { scenarioId, action: 'planning_mode_toggle', mode: 'TOKENS' }],
      ['capacity_modeled', { scenarioId, action: 'token_supply_upsert' }],
      ['capacity_modeled', { scenarioId, action: 'token_demand_upsert' }],
      ['scenario_approved', { scenarioId, newStatus: 'APPROVED' }],
      ['scenario_locked', { scenarioId, newStatus: 'LOCKED' }],
    ]);
  });

  it('is made by holders of a decision seat alone; an observer leaves a signal, by either door', async () => {
    const observer = await world.as('observer');
    const refused = await observer.http('POST', '/api/scenarios', { json: { name: 'Mine' } });
    expect(refused.status).toBe(403);
    const [{ content = '' } = {}] = await world.cypher<{ content: string }>(
      `MATCH (r:Receipt {tenantId: $tenantId, step: 'BLOCK_SEAT'})-[:HAS_PAYLOAD]->(b:BusinessPayload)
       RETURN b.content AS content`,
    );
    expect(JSON.parse(content)).toMatchObject({
      event: 'decision_seat_blocked',
      metadata: { requiredSeat: 'decision', route: '/api/scenarios', method: 'POST' },
    });
  });

  it("is not there for another tenant's people", async () => {
    const { scenarioId } = await ae.mutate('createScenario', { name: 'Ours' }, CREATED);
    const other = await elsewhere.as('ae');
    const query = 'query($id: ID!) { scenario(id: $id) { id } }';
    expect(await other.ask(query, { id: scenarioId })).toEqual({ scenario: null });
    const set = await other.mutate(
      'setScenarioStatus',
      { scenarioId, status: 'APPROVED' },
      '... on NotFound { message }',
    );
    expect(set).toEqual({ __typename: 'NotFound', message: 'No scenario with this id.' });
  });

  it.each([
    [{ name: ' ' }, /^name/],
    [{ name: 'x', rates: [{ stage: 'A', winRateBp: 10_001, cycleDays: 1 }] }, /^rates.0.winRateBp/],
    [{ name: 'x', tokensPerDeal: -1 }, /^tokensPerDeal/],
  ])('%j is refused by its field, and nothing is written', async (input, message) => {
    const response = await ae.http('POST', '/api/scenarios', { json: input });
    const { error } = (await response.json()) as { error: { message: string } };
    expect({ status: response.status, message: error.message }).toEqual({
      status: 400,
      message: expect.stringMatching(message),
    });
  });
});
