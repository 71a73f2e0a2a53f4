import {
  confirmTermsChange,
  createTrial,
  expireTerms,
  extendTrial,
  grantQuota,
  setCustomQuota,
  setPlan,
  upgradeTrial,
  withdrawTermsChange,
} from '../../src/entitlements/index.js';
import { systemCaller } from '../../src/kernel/caller.js';
import { instantOf } from '../../src/kernel/values/instants.js';
import { sweepOnly } from '../kit/own-tenant.js';
import type { World } from '../kit/world.js';
import { did } from './did.js';

/** Plans, custom quotas, grants and a trial that operators propose, confirm and withdraw; one comes to its end by itself. The plan ends as it began. */
export async function terms(world: World): Promise<void> {
  const { composition, tenantId, clock } = world;
  const operator = (id: string) => ({
    ...systemCaller(tenantId, id),
    type: 'user' as const,
    roles: ['operator' as const],
  });
  const [olga, omar] = [operator('olga'), operator('omar')];
  const asked = { tenantId, reasonCode: 'SALES_CONCESSION' };
  const confirm = (changeId: string) =>
    did('TermsChangeInForce', confirmTermsChange(composition, omar, { tenantId, changeId }));
  const plan = async (name: string) =>
    (await did('TermsChangeProposed', setPlan(composition, olga, { ...asked, plan: name }))).changeId;
  await confirm(await plan('trial'));
  await did('TrialCreated', createTrial(composition, olga, { tenantId, days: 2 }));
  await did('TrialExtended', extendTrial(composition, olga, { ...asked, days: 3 }));
  const upgraded = await did('TermsChangeProposed', upgradeTrial(composition, olga, { ...asked, plan: 'enterprise' }));
  await did('SecondPersonRequired', confirmTermsChange(composition, olga, { tenantId, changeId: upgraded.changeId }));
  await confirm(upgraded.changeId);
  await plan('pro');
  const soon = instantOf(clock.now() + 60_000);
  for (const more of [{ limit: 7 }, { limit: null, expiresAt: soon }, { asPlan: true }]) {
    const custom = setCustomQuota(composition, olga, { ...asked, quota: 'tokens', ...more });
    await confirm((await did('TermsChangeProposed', custom)).changeId);
  }
  for (const amount of [5, 6]) {
    const grant = grantQuota(composition, olga, { ...asked, quota: 'tokens_per_day', amount, expiresAt: soon });
    const { changeId } = await did('TermsChangeProposed', grant);
    if (amount === 5) await confirm(changeId);
    else await did('TermsChangeWithdrawn', withdrawTermsChange(composition, olga, { tenantId, changeId }));
  }
  clock.advance({ minutes: 2 });
  sweepOnly(composition.graph, tenantId);
  await expireTerms(composition);
}
