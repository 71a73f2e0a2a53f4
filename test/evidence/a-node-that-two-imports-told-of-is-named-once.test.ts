import { expect, it } from '@jest/globals';
import { ACCOUNTS, CRM_CONFIG, REVENUE, upload } from '../crm/crm-world.js';
import { findingsOf } from '../kit/findings.js';
import { createWorld } from '../kit/world.js';

const world = await createWorld({ config: CRM_CONFIG });

it('when it is gone: by the import that told of it last', async () => {
  const admin = await world.as('admin');
  await upload(admin, 'accounts', ACCOUNTS, { columns: REVENUE });
  const larger = ACCOUNTS.replace('2012,587.34,1356', '2012,700.01,1400');
  const again = await upload(admin, 'accounts', larger, { columns: REVENUE });
  expect(again.body.counts).toMatchObject({ created: 0, updated: 1 });
  await world.settle();
  expect(await findingsOf(world)).toEqual([]);

  await world.cypher(`MATCH (a:Account {tenantId: $tenantId, name: 'Bioholding'}) DETACH DELETE a`);
  const missing = (await findingsOf(world)).filter(({ kind, node }) => kind === 'missing' && node?.label === 'Account');
  expect(missing).toHaveLength(1);
  expect(missing[0]?.receipt?.workflowId).toBe(`batch:${again.body.importRunId}`);
});
