import { describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/values/ids.js';
import { createWorld } from '../kit/world.js';
import { post, programOf } from './quota-door.js';

const operators = await createWorld({
  kind: 'OPERATORS',
  people: [
    { handle: 'admin', roles: ['revops_admin'] },
    { handle: 'admin2', roles: ['revops_admin'] },
    { handle: 'olga', roles: ['operator'] },
    { handle: 'oscar', roles: ['operator'] },
  ],
});
const customer = await createWorld({ plan: 'trial' });
const olga = await operators.as('olga');
const { tenantId } = customer;

const accesses = (operator: string) =>
  customer.cypher<{ business: string; chain: string }>(
    `MATCH (receipt:Receipt {tenantId: $tenantId, subjectId: $operator}) WHERE receipt.step = 'ACCESS_QUOTAS'
     MATCH (payload:BusinessPayload {tenantId: $tenantId, id: receipt.id})
     RETURN payload.content AS business, receipt.workflowId AS chain ORDER BY receipt.workflowSeq`,
    { operator: operators.id(operator) },
  );

describe("an operator's checks of another tenant", () => {
  it('leave a receipt there for the first of a minute, and one for all others of it', async () => {
    for (let time = 0; time < 5; time++) {
      const { status, body } = await post(olga, 'check', { amounts: { tokens: 10 }, tenantId });
      expect([status, body.states[0].used]).toEqual([200, (time + 1) * 10]);
    }
    const query = 'query($tenantId: ID!) { getQuotaStatus(tenantId: $tenantId) { plan quotas { quota used } } }';
    expect((await olga.ask(query, { tenantId })).getQuotaStatus.plan).toBe('trial');
    expect((await accesses('olga')).map(({ business }) => JSON.parse(business).accesses)).toEqual([{ check: 1 }]);

    operators.clock.advance({ minutes: 1 });
    await post(olga, 'check', { amounts: { tokens: 10 }, tenantId });
    const told = await accesses('olga');
    expect(told.map(({ business }) => JSON.parse(business).accesses)).toEqual([
      { check: 1 },
      { check: 4, look: 1 },
      { check: 1 },
    ]);
    expect(told[0]?.chain).toMatch(new RegExp(`^activity:${operators.id('olga')}:`));
    expect(JSON.parse(told[1]?.business ?? '{}')).toMatchObject({
      from: '2026-03-04T15:00:00.000Z',
      to: '2026-03-04T15:01:00.000Z',
    });
  });

  it('are told of each operator, at the latest when the process ends', async () => {
    const oscar = await operators.as('oscar');
    for (let time = 0; time < 3; time++) await post(oscar, 'check', { amounts: { tokens: 1 }, tenantId, mode: 'look' });
    await operators.composition.quotaAccesses.flush();
    expect((await accesses('oscar')).map(({ business }) => JSON.parse(business).accesses)).toEqual([
      { look: 1 },
      { look: 2 },
    ]);
  });

  it('find no tenant that is not there, and leave nothing', async () => {
    const nowhere = newId();
    expect((await post(olga, 'check', { amounts: { tokens: 1 }, tenantId: nowhere })).status).toBe(404);
    const [row] = await customer.cypher<{ count: number }>(
      'MATCH (receipt:Receipt {tenantId: $nowhere}) RETURN count(receipt) AS count',
      { nowhere },
    );
    expect(row?.count).toBe(0);
  });

  it('are for operators alone: a key or a user of another tenant finds nothing', async () => {
    const program = await programOf(operators);
    expect((await post(program, 'check', { amounts: { tokens: 1 }, tenantId })).status).toBe(404);
    const query = 'query($tenantId: ID!) { getQuotaStatus(tenantId: $tenantId) { plan } }';
    const admin = await operators.as('admin');
    expect((await admin.ask(query, { tenantId })).getQuotaStatus).toBeNull();
  });
});
