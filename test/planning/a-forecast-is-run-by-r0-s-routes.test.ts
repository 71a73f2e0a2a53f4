import { describe, expect, it } from '@jest/globals';
import { upload } from '../crm/crm-world.js';
import { createWorld } from '../kit/world.js';

const world = await createWorld({ start: '2026-03-15T09:00:00Z' });
const ae = await world.as('ae');
const admin = await world.as('admin');

const post = async (path: string, json: object, method: 'POST' | 'PUT' = 'POST') => {
  const response = await ae.http(method, path, { json });
  return { status: response.status, body: (await response.json()) as any };
};
const RUNS = `query($scenarioId: ID) { forecastRuns(scenarioId: $scenarioId) { edges { node {
  id mode scenarioId asOf lines { month segment dealsMilli amount { amountMinor currency } }
  capacity { month supply demand forecastDemand balance } samples { won lost open leftOut { withoutRate } } } } } }`;

it('against a scenario made, approved and locked by them', async () => {
  const rows = [
    'opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value',
    ...Array.from({ length: 30 }, (_, n) => `won-${n},ae,,,Won,2025-10-01,2025-10-31,1000`),
    ...Array.from({ length: 10 }, (_, n) => `lost-${n},ae,,,Lost,2025-10-01,2025-10-21,0`),
    'open-1,ae,,,Engaging,2026-03-15,,4000',
  ];
  const imported = await upload(admin, 'opportunities', rows.join('\n'));
  expect(imported).toMatchObject({ status: 200, body: { counts: { created: 41, rejected: 0 } } });
  const { status, body } = await post('/api/scenarios', {
    name: 'Spring',
    planningMode: 'TOKENS',
    tokensPerDeal: 10,
    rates: [{ stage: 'Engaging', winRateBp: 5_000, cycleDays: 20 }],
  });
  expect(status).toBe(201);
  const { scenarioId } = body;
  expect(await post(`/api/scenarios/${scenarioId}/status`, { status: 'APPROVED' }, 'PUT')).toEqual({
    status: 200,
    body: { status: 'APPROVED' },
  });
  expect(await post(`/api/scenarios/${scenarioId}/status`, { status: 'APPROVED' }, 'PUT')).toMatchObject({
    status: 409,
    body: { error: { code: 'SCENARIO_SETTLED' } },
  });
  const scoped = await post('/api/forecast/scope-based', { scenarioId });
  const empirical = await post('/api/forecast/empirical', {});
  expect([scoped.status, empirical.status]).toEqual([201, 201]);
  const { forecastRuns } = await ae.ask(RUNS, { scenarioId });
  const april = { month: '2026-04', segment: 'smb', amount: { amountMinor: 200_000, currency: 'USD' } };
  expect(forecastRuns.edges).toHaveLength(1);
  expect(forecastRuns.edges[0].node).toMatchObject({
    id: scoped.body.runId,
    mode: 'SCOPE_BASED',
    asOf: '2026-03-15',
    lines: [{ ...april, dealsMilli: 500 }],
    samples: { won: 30, lost: 10, open: 1, leftOut: { withoutRate: 0 } },
  });
  expect(forecastRuns.edges[0].node.capacity[1]).toEqual({
    month: '2026-04',
    supply: 0,
    demand: 0,
    forecastDemand: 5,
    balance: -5,
  });
  const without = (await ae.ask(RUNS, {})).forecastRuns.edges;
  expect(without[0].node).toMatchObject({
    id: empirical.body.runId,
    mode: 'EMPIRICAL',
    lines: [{ ...april, dealsMilli: 750, amount: { amountMinor: 300_000, currency: 'USD' } }],
  });
});

describe('a forecast by scope', () => {
  it('needs a scenario that states rates', async () => {
    expect(await post('/api/forecast/scope-based', {})).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringMatching(/^scenarioId: is needed/) } },
    });
    const { body } = await post('/api/scenarios', { name: 'Bare' });
    expect(await post('/api/forecast/scope-based', body)).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringMatching(/states no rates/) } },
    });
    const unknown = { scenarioId: '01900000-0000-7000-8000-000000000000' };
    expect((await post('/api/forecast/scope-based', unknown)).status).toBe(404);
  });
});
