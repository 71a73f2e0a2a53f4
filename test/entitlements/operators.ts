import type { TenantSetup } from '../../src/entitlements/index.js';
import { confirmTermsChange } from '../../src/entitlements/index.js';
import type { Caller } from '../../src/kernel/caller.js';
import type { Clock } from '../../src/kernel/clock.js';
import { did } from '../evidence/did.js';
import { admin, person, tenancyWorld } from '../tenancy/tenancy-world.js';

/** A tenant, and two operators of the operators' own, who change its terms. */
export async function worldWithOperators(setup: Partial<TenantSetup> = {}, clock?: Clock) {
  const world = await tenancyWorld({ users: [admin('ada'), admin('bob')], ...setup }, clock);
  const operator = (handle: string) => person(handle, { roles: ['operator' as const, 'revops_admin' as const] });
  const home = await world.openTenant({ kind: 'OPERATORS', users: [operator('olga'), operator('omar')] });
  const one = await world.caller('olga', home.tenantId);
  const other = await world.caller('omar', home.tenantId);
  const { tenantId, runtime } = world;
  /** Proposed by one operator and confirmed by the other; gives its id. */
  const agreed = async <O extends { __typename: string }>(
    propose: (of: typeof runtime, caller: Caller, input: unknown) => Promise<O>,
    input: object,
  ): Promise<string> => {
    const asked = { tenantId, reasonCode: 'SALES_CONCESSION', ...input };
    const proposed = (await did('TermsChangeProposed', propose(runtime, one, asked))) as unknown as {
      changeId: string;
    };
    await did('TermsChangeInForce', confirmTermsChange(runtime, other, { tenantId, changeId: proposed.changeId }));
    return proposed.changeId;
  };
  return { ...world, one, other, agreed };
}

export type WorldWithOperators = Awaited<ReturnType<typeof worldWithOperators>>;
