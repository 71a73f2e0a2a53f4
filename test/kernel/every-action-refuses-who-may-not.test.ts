import { describe, expect, it } from '@jest/globals';
import type { Caller } from '../../src/kernel/caller.js';
import { type Right, ROLES } from '../../src/kernel/rights.js';
import { newId } from '../../src/kernel/values/ids.js';
import { rights } from '../../src/tenancy/index.js';
import { createWorld } from '../kit/world.js';

const world = await createWorld();

const caller = (changes: Partial<Caller>): Caller => ({
  ...world.caller('admin'),
  id: newId(),
  roles: [],
  seat: null,
  request: { id: 'r', route: 'Mutation.it', method: 'GRAPHQL', ip: null, userAgent: null },
  ...changes,
});
const user = (changes: Partial<Caller>) => caller({ type: 'user', ...changes });
const key = (...scopes: string[]) => caller({ type: 'api_key', scopes });

/** What the activity of a caller tells: step and payload of each receipt. */
async function activityOf({ id }: Caller) {
  const rows = await world.cypher(
    `MATCH (r:Receipt {tenantId: $tenantId, workflowId: $chain}) WHERE r.workflowSeq > 0
    MATCH (r)-[:HAS_PAYLOAD]->(p:BusinessPayload)
    RETURN r.step AS step, r.outcome AS outcome, r.resourceId AS action, p.content AS business`,
    { chain: `activity:${id}:2026-03-04` },
  );
  return rows.map((row) => ({ ...row, business: JSON.parse(row.business) }));
}

async function expectRefused(action: string, who: Caller, code: string, step: string, event: string) {
  await expect(world.composition.unitOfWork.authorize(who, action)).rejects.toMatchObject({ code });
  expect(await activityOf(who)).toEqual([
    { step, outcome: 'BLOCKED', action, business: expect.objectContaining({ event }) },
  ]);
}

async function expectAllowed(action: string, who: Caller) {
  await world.composition.unitOfWork.authorize(who, action);
  expect(await activityOf(who)).toEqual([]);
}

describe.each(Object.entries(rights) as [string, Right][])('%s', (action, { seat, anyRole, scope }) => {
  const able = anyRole ? [...anyRole] : [...ROLES];

  it('asks a user for its role, and records who lacks it', async () => {
    const others = anyRole ? ROLES.filter((role) => !anyRole.includes(role)) : [];
    if (!anyRole) return expectAllowed(action, user({ roles: [], seat: 'DECISION' }));
    return expectRefused(action, user({ roles: others, seat: 'DECISION' }), 'FORBIDDEN', 'REFUSE_ROLE', 'role_refused');
  });

  it('asks a user for its seat, and records who was blocked for want of it', async () => {
    if (!seat) return anyRole?.length === 0 ? undefined : expectAllowed(action, user({ roles: able }));
    const observer = user({ roles: able, seat: 'OBSERVER' });
    await expectRefused(action, observer, 'SEAT_REQUIRED', 'BLOCK_SEAT', 'decision_seat_blocked');
    return expectAllowed(action, user({ roles: able, seat }));
  });

  it('asks a key for its scope, and records which lacks it', async () => {
    await expectRefused(action, key('another:scope'), 'FORBIDDEN', 'REFUSE_ROLE', 'role_refused');
    if (scope) await expectAllowed(action, key(scope));
  });
});

it('a refusal holds who tried from where, beside the body and about the person', async () => {
  const auditor = {
    ...world.caller('auditor'),
    request: { id: 'r', route: 'Mutation.endUser', method: 'GRAPHQL', ip: '192.0.2.7', userAgent: 'curl' },
  };
  await expect(world.composition.unitOfWork.authorize(auditor, 'endUser')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const [found] = await world.cypher(
    `MATCH (p:PersonalPayload {tenantId: $tenantId})-[:ABOUT]->(:User {tenantId: $tenantId, id: $id}) WHERE p.content CONTAINS '192.0.2.7' RETURN p.content AS content`,
    { id: auditor.id },
  );
  expect(JSON.parse(found.content)).toEqual({ ip: '192.0.2.7', user_agent: 'curl' });
});
