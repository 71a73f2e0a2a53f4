import { beforeAll, describe, expect, it } from '@jest/globals';
import { buildApiSchema } from '../../schema/build.js';
import { completeSchema } from '../../schema/edge/server.js';
import { inLanes } from '../../src/kernel/in-lanes.js';
import type { Right, Role } from '../../src/kernel/rights.js';
import { ROLES } from '../../src/kernel/rights.js';
import { newId } from '../../src/kernel/values/ids.js';
import { rights } from '../../src/tenancy/index.js';
import { createWorld } from '../kit/world.js';
import { type RootField, rootFields, sampleOperation } from './sample-inputs.js';

/** One person a role with a decision seat, and one a role with an observer's. `operator` is of the operators' tenant. */
const roles = ROLES.filter((role) => role !== 'operator');
const people = roles.flatMap((role): { handle: string; roles: Role[]; seat: 'DECISION' | 'OBSERVER' }[] => [
  { handle: role, roles: [role], seat: 'DECISION' },
  { handle: `observing-${role}`, roles: [role], seat: 'OBSERVER' },
]);
const world = await createWorld({ people });
const mutations = rootFields(completeSchema(await buildApiSchema())).filter(
  ({ operation }) => operation === 'mutation',
);

/** What became of a call: the code of its error, if it had one, and how many refusals it left in its caller's chain. */
interface Called {
  code: unknown;
  refusals: number;
}

/** Calls a mutation as everybody at once: each leaves traces in a chain of their own. */
async function callAsEach(root: RootField): Promise<Map<string, Called>> {
  const before = await refusals();
  const codes = await inLanes(people, 8, async ({ handle }) => {
    const client = await world.as(handle);
    const { query, variables } = sampleOperation(root, newId());
    return (await client.graphql(query, variables)).errors?.[0]?.extensions?.code;
  });
  const after = await refusals();
  const left = (handle: string) => (after.get(world.id(handle)) ?? 0) - (before.get(world.id(handle)) ?? 0);
  return new Map(people.map(({ handle }, n) => [handle, { code: codes[n], refusals: left(handle) }]));
}

describe.each(mutations.map((root) => [root.field.name, root] as const))('%s', (name, root) => {
  const right = rights[name as keyof typeof rights] as Right | undefined;
  let called: Map<string, Called>;
  beforeAll(async () => {
    called = await callAsEach(root);
  });

  it('has a row in the rights table', () => expect(right).toBeDefined());

  it.each(people)(
    'lets $handle in, or refuses and leaves a receipt, as the table says',
    ({ handle, roles: [role], seat }) => {
      const roleFits = !right?.anyRole || right.anyRole.includes(role as Role);
      const seatFits = right?.seat !== 'DECISION' || seat === 'DECISION';
      if (roleFits && seatFits) {
        expect(['FORBIDDEN', 'SEAT_REQUIRED']).not.toContain(called.get(handle)?.code);
        expect(called.get(handle)?.refusals).toBe(0);
      } else {
        expect(called.get(handle)).toEqual({ code: seatFits ? 'FORBIDDEN' : 'SEAT_REQUIRED', refusals: 1 });
      }
    },
  );

  it('asks a stranger to sign in', async () => {
    const { query, variables } = sampleOperation(root, newId());
    const { errors } = await world.anyone().graphql(query, variables);
    expect(errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });
});

/** How many refusals everybody left so far, by their ids. */
async function refusals(): Promise<Map<string, number>> {
  const rows = await world.cypher<{ userId: string; count: number }>(
    `MATCH (r:Receipt {tenantId: $tenantId}) WHERE r.step IN ['BLOCK_SEAT', 'REFUSE_ROLE']
    RETURN r.subjectId AS userId, count(r) AS count`,
  );
  return new Map(rows.map(({ userId, count }) => [userId, count]));
}
