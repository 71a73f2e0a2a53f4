import { describe, expect, it } from '@jest/globals';
import { buildApiSchema } from '../../schema/build.js';
import { completeSchema } from '../../schema/edge/server.js';
import type { Right, Role } from '../../src/kernel/rights.js';
import { ROLES } from '../../src/kernel/rights.js';
import { newId } from '../../src/kernel/values/ids.js';
import { rights } from '../../src/tenancy/index.js';
import { createWorld } from '../kit/world.js';
import { rootFields, sampleOperation } from './sample-inputs.js';

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

describe.each(mutations.map((root) => [root.field.name, root] as const))('%s', (name, root) => {
  const right = rights[name as keyof typeof rights] as Right | undefined;

  it('has a row in the rights table', () => expect(right).toBeDefined());

  it.each(people)(
    'lets $handle in, or refuses and leaves a receipt, as the table says',
    async ({ handle, roles: [role], seat }) => {
      const client = await world.as(handle);
      const refusals = () => refusalsOf(world.id(handle));
      const before = await refusals();
      const { query, variables } = sampleOperation(root, newId());
      const { errors } = await client.graphql(query, variables);
      const code = errors?.[0]?.extensions?.code;
      const roleFits = !right?.anyRole || right.anyRole.includes(role as Role);
      const seatFits = right?.seat !== 'DECISION' || seat === 'DECISION';
      if (roleFits && seatFits) {
        expect(['FORBIDDEN', 'SEAT_REQUIRED']).not.toContain(code);
        expect(await refusals()).toBe(before);
      } else {
        expect(code).toBe(seatFits ? 'FORBIDDEN' : 'SEAT_REQUIRED');
        expect(await refusals()).toBe(before + 1);
      }
    },
  );

  it('asks a stranger to sign in', async () => {
    const { query, variables } = sampleOperation(root, newId());
    const { errors } = await world.anyone().graphql(query, variables);
    expect(errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });
});

async function refusalsOf(userId: string): Promise<number> {
  const [row] = await world.cypher<{ count: number }>(
    `MATCH (r:Receipt {tenantId: $tenantId, subjectId: $userId}) WHERE r.step IN ['BLOCK_SEAT', 'REFUSE_ROLE'] RETURN count(r) AS count`,
    { userId },
  );
  return row?.count ?? 0;
}
