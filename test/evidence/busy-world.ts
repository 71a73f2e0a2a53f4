import {
  createAccount,
  createOpportunity,
  createProduct,
  updateAccount,
  updateOpportunity,
  updateProduct,
} from '../../src/crm/index.js';
import { delegateApprovals, endDelegation } from '../../src/dealdesk/index.js';
import { systemCaller } from '../../src/kernel/caller.js';
import { instantOf } from '../../src/kernel/values/instants.js';
import {
  changeScenario,
  createScenario,
  runForecast,
  setScenarioStatus,
  upsertCapacity,
} from '../../src/planning/index.js';
import { breachOverdueSlas, endAbsence, recordAbsence } from '../../src/routing/index.js';
import { upload } from '../crm/crm-world.js';
import { dealOf, decide, recall, revise, submit } from '../dealdesk/deal.js';
import type { World } from '../kit/world.js';
import { createRoutingWorld, ingest, leadOf, ROUTING_CONFIG, ROUTING_PEOPLE } from '../routing/routing-world.js';
import { audits } from './busy-audits.js';
import { links } from './busy-links.js';
import { configurations, people, seats } from './busy-people.js';
import { systems } from './busy-systems.js';
import { terms } from './busy-terms.js';
import { workspaces } from './busy-workspaces.js';
import { did } from './did.js';

/** The routing world's configuration, with discounts that bring two stages of approvals. */
const BUSY_CONFIG = `${ROUTING_CONFIG}
discounts:
  smb:
    ae_self_approve_pct: 0.2
    manager_required_pct: 0.2
    finance_required_pct: 0.3
    max_discount_pct: 0.6
approvals:
  approval_chains:
    default: ["SALES_MANAGER"]
    over_high_arr: ["SALES_MANAGER", "FINANCE"]
    non_standard_terms: ["LEGAL"]
`;

const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });

/**
 * A world in which everything was done that leaves a snapshot: by the API, by imports, by jobs and by operators. Each part stands
 * for a slice; together they have nodes of every label and edges of every type that receipts rebuild.
 */
export async function busyWorld(): Promise<World> {
  const { world, sales, europe } = await createRoutingWorld({
    config: BUSY_CONFIG,
    seatLimit: 40,
    environment: { WEBHOOKS_ALLOW_PRIVATE: 'true' },
    people: [...ROUTING_PEOPLE, { handle: 'deputy', roles: ['sales_manager'] }],
  });
  await people(world, sales, europe);
  await seats(world);
  await terms(world);
  await workspaces(world);
  await configurations(world, BUSY_CONFIG);
  await customers(world, sales);
  await imports(world);
  await leads(world);
  await deals(world);
  await systems(world);
  await plans(world);
  await audits(world);
  await links(world);
  await world.settle();
  return world;
}

async function customers(world: World, teamId: string): Promise<void> {
  const { composition } = world;
  const admin = world.caller('admin');
  const priced = { sku: 'GTX', name: 'GTX', series: 'G', listPrice: usd(900), recurring: true };
  const { productId } = await did('ProductCreated', createProduct(composition, admin, priced));
  await did('ProductUpdated', updateProduct(composition, admin, { id: productId, version: 1, name: 'GTX 2' }));
  const full = {
    ...{
      domain: 'top.example.com',
      country: 'DE',
      region: 'DE-BY',
      sector: 'retail',
      employees: 12,
      yearEstablished: 1999,
    },
    ...{ revenue: usd(1_000), arr: usd(500), customerStatus: 'customer', ownerId: world.id('ae') },
  };
  const account = async (name: string, more: object = {}) =>
    (await did('AccountCreated', createAccount(composition, admin, { name, ...more }))).accountId;
  const top = await account('Top', full);
  const middle = await account('Middle', { parentId: top, ownerId: teamId });
  await account('Leaf', { parentId: middle });
  const other = await account('Other');
  await did('AccountUpdated', updateAccount(composition, admin, { id: middle, version: 1, parentId: other }));
  await did(
    'AccountUpdated',
    updateAccount(composition, admin, { id: other, version: 1, parentId: top, name: 'Half' }),
  );
  const said = {
    ...{ name: 'Deal', stage: 'Engaging', type: 'New Business', strategic: true, amount: usd(77), ownerId: teamId },
    ...{ accountId: top, productId, engageDate: '2026-01-02', closeDate: '2026-03-04' },
  };
  const { opportunityId } = await did('OpportunityCreated', createOpportunity(composition, admin, said));
  const change = { id: opportunityId, version: 1, stage: 'Won', ownerId: world.id('ae'), type: 'Renewal' };
  await did('OpportunityUpdated', updateOpportunity(composition, admin, change));
}

const FILES: [kind: string, csv: string][] = [
  ['teams', 'handle,name,lead\nnorth,North,ae\nsouth,South,\n'],
  ['teams', 'handle,name,lead\nnorth,Far North,manager\nsouth,South,\n'],
  [
    'users',
    'handle,name,email,subject,roles,seat,team,manager\nann,Ann,ann@test.example,ann@test,ae,decision,north,bea\nbea,Bea,,,,,south,manager\n',
  ],
  ['users', 'handle,name,email,team,manager\nann,Ann Two,ann2@test.example,south,manager\nbea,Bea,,south,manager\n'],
  ['products', 'sku,name,list_price\nI-P,Imported,12\n'],
  ['accounts', 'external_id,name,owner,parent\nI-A,Imported,ae,I-B\nI-B,Above,,\nI-C,Moved,,\n'],
  ['accounts', 'external_id,name,owner,parent\nI-A,Imported 2,manager,I-B\nI-C,Moved,,I-A\n'],
  [
    'opportunities',
    'external_id,name,stage,type,owner,account,product\nI-1,One,Engaging,Renewal,ae,I-A,I-P\nI-2,Two,Won,,ae,,\n',
  ],
  ['leads', 'external_id,email,company\nI-L,lead@imported.com,Imported Inc\n'],
];

async function imports(world: World): Promise<void> {
  const client = await world.as('admin');
  for (const [kind, csv] of FILES) {
    const { status, body } = await upload(client, kind, csv);
    if (status !== 200 || body.counts.rejected > 0) throw new Error(JSON.stringify(body));
  }
  // The first change by the API tells an imported node whole.
  const [row] = await world.cypher<{ id: string }>(
    "MATCH (o:Opportunity {tenantId: $tenantId, externalId: 'I-2'}) RETURN o.id AS id",
  );
  const change = { id: row?.id, version: 1, stage: 'Lost' };
  await did('OpportunityUpdated', updateOpportunity(world.composition, world.caller('admin'), change));
  const { body } = await upload(client, 'opportunities', 'external_id,name,stage\nI-2,Two again,Won\n');
  if (body.counts.updated !== 1) throw new Error(JSON.stringify(body));
}

async function leads(world: World): Promise<void> {
  const { composition } = world;
  const sdr = await world.as('sdr');
  const away = { userId: world.id('rep-1'), startsAt: '2026-03-04T00:00:00Z', endsAt: '2026-03-20T00:00:00Z' };
  const { absenceId } = await did('AbsenceRecorded', recordAbsence(composition, world.caller('admin'), away));
  await did(
    'AbsenceRecorded',
    recordAbsence(composition, world.caller('admin'), { ...away, userId: world.id('rep-2') }),
  );
  const account = { name: 'Matched', domain: 'matched.com', ownerId: world.id('ae') };
  await did('AccountCreated', createAccount(composition, world.caller('admin'), account));
  const { leadId } = await ingest(sdr, {
    externalId: 'L-1',
    email: 'a+b@pool.com',
    name: 'A',
    company: 'Pool Inc',
    country: 'US',
    state: 'CA',
  });
  const { leadId: second } = await ingest(sdr, { email: 'c@pool.com' });
  await ingest(sdr, { email: 'a@matched.com', name: 'Known' });
  await ingest(sdr, { email: 'x@spam-farm.com' });
  await ingest(sdr, { company: 'Nameless' });
  await world.settle();
  world.clock.advance({ days: 1 });
  await breachOverdueSlas(composition, systemCaller(world.tenantId, 'test'));
  const manager = await world.as('manager');
  for (const [id, ownerId] of [
    [leadId, 'rep-2'],
    [second, 'rep-3'],
  ] as const) {
    const { version } = await leadOf(manager, id);
    const given = { leadId: id, version, ownerId: world.id(ownerId), reasonCode: 'WORKLOAD', comment: 'Please' };
    await did('LeadReassigned', manager.mutate('reassignLead', given, ''));
  }
  await did('LeadTouched', (await world.as('rep-2')).mutate('touchLead', { leadId }, ''));
  await did('AbsenceEnded', endAbsence(composition, world.caller('admin'), { absenceId }));
}

async function deals(world: World): Promise<void> {
  const [ae, manager, finance] = [await world.as('ae'), await world.as('manager'), await world.as('finance')];
  const deal = await dealOf(world, { accountArrMinor: 100_000 });
  const quoteId = await deal.submitted(ae, { discount: 3_500, quantity: 3, terms: { termMonths: 12 } });
  await recall(ae, quoteId);
  const lines = (discount: number) => [
    { productId: deal.productId, quantity: 2, discount },
    { productId: deal.productId, quantity: 1, discount: 0 },
  ];
  await revise(ae, quoteId, { lines: lines(3_200) });
  await submit(ae, quoteId);
  await decide(manager, quoteId, 'SALES_MANAGER', { decision: 'REJECT', reasonCode: 'DISCOUNT_TOO_HIGH' });
  await revise(ae, quoteId, { lines: lines(4_600) });
  await submit(ae, quoteId);
  const counterProposal = { discount: 3_150, terms: { termMonths: 24, paymentDays: 30 } };
  await decide(manager, quoteId, 'SALES_MANAGER', {
    decision: 'COUNTER_PROPOSE',
    reasonCode: 'OTHER',
    counterProposal,
  });
  await submit(ae, quoteId);
  await decide(finance, quoteId, 'FINANCE', { decision: 'APPROVE', comment: 'As agreed' });
  await delegations(world);
  for (const id of [quoteId, await deal.submitted(ae, { discount: 1_000 })]) {
    await did('QuoteCommented', ae.mutate('addQuoteComment', { quoteId: id, text: 'Signed next week' }, ''));
  }
  await deal.submitted(ae, { discount: 2_500 });
  await deal.draft(ae, {});
  await (await dealOf(world)).draft(ae, {});
}

/** One that holds, and one that was ended before its time. */
async function delegations(world: World): Promise<void> {
  const { composition } = world;
  const manager = world.caller('manager');
  const inDays = (days: number) => instantOf(world.clock.now() + days * 86_400_000);
  const held = { toUserId: world.id('deputy'), reasonCode: 'ABSENCE', until: inDays(5) };
  const { delegation } = await did('ApprovalsDelegated', delegateApprovals(composition, manager, held));
  await did('DelegationEnded', endDelegation(composition, manager, { delegationId: delegation.id }));
  await did('ApprovalsDelegated', delegateApprovals(composition, manager, { ...held, from: inDays(4) }));
}

/** One that was locked, with capacity, and a forecast of it. */
async function plans(world: World): Promise<void> {
  const { composition } = world;
  const ae = world.caller('ae');
  const { scenarioId } = await did('ScenarioCreated', createScenario(composition, ae, { name: 'Next year' }));
  const rates = [{ stage: 'Engaging', winRateBp: 5_000, cycleDays: 30 }];
  await did('CapacityModeled', changeScenario(composition, ae, { scenarioId, planningMode: 'TOKENS', rates }));
  const line = { role: 'ae', month: '2026-04', tokens: 9 };
  for (const kind of ['SUPPLY', 'DEMAND']) {
    await did('CapacityModeled', upsertCapacity(composition, ae, { scenarioId, of: kind, lines: [line] }));
  }
  for (const status of ['APPROVED', 'LOCKED']) {
    await did('ScenarioStatusSet', setScenarioStatus(composition, ae, { scenarioId, status }));
  }
  await did('ForecastMade', runForecast(composition, ae, { mode: 'SCOPE_BASED', scenarioId }));
}
