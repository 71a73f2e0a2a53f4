import { importFile } from '../../src/crm/index.js';
import { createQuote, submitQuote } from '../../src/dealdesk/index.js';
import { createTenant } from '../../src/entitlements/index.js';
import { reportAuditEvents } from '../../src/evidence/index.js';
import { systemCaller } from '../../src/kernel/caller.js';
import { inLanes } from '../../src/kernel/in-lanes.js';
import type { Outcome } from '../../src/kernel/outcomes.js';
import { addTeamMember, createApiKey, saveRevOpsConfigDraft } from '../../src/tenancy/index.js';
import { recordEvents } from '../../src/usage/index.js';
import { CONFIG, PEOPLE, type Person, WORLD_START, World } from '../kit/fresh-world.js';

const ROWS = 100;
const numbers = Array.from({ length: ROWS }, (_, n) => n);

/** Who may read every list, and owns every lead. */
const READER: Person = {
  handle: 'reader',
  roles: ['revops_admin', 'auditor', 'sdr', 'operator'],
  reportsTo: 'manager',
};
/** All report to the manager, and the manager to the vp: so no row leads further than the first. */
const people: Person[] = [
  ...PEOPLE.map((person) => (['manager', 'vp'].includes(person.handle) ? person : { ...person, reportsTo: 'manager' })),
  READER,
];
const config = CONFIG.replace(
  'routing:\n  default_strategy: queue',
  `routing:
  default_strategy: round_robin
  strategies:
    - strategy: round_robin
      pool: all
  round_robin_pools:
    all:
      team: team-0
      members: [reader]
  queue_team: team-0`,
);

/** A world in which every list of the contract has a hundred rows or more, each row with everything that it can lead to. */
export async function worldOfHundreds(): Promise<World> {
  const world = await World.create({ people, config, kind: 'OPERATORS' });
  const failures = numbers.map((n) => ({
    externalId: `f-${n}`,
    eventType: 'api_error',
    result: 'failure',
    errorMessage: 'x',
  }));
  done(
    await reportAuditEvents(world.composition, systemCaller(world.tenantId, 'test'), { events: failures }),
    'AuditEventsReported',
  );
  await imported(world, 'teams', 'handle,name,lead', (n) => `team-${n},Team ${n},manager`);
  const rep = (n: number) => `rep-${n},Rep ${n},rep-${n}@reps.example,ae,decision,team-${n},manager`;
  await imported(world, 'users', 'handle,name,email,role,seat,team,manager', rep);
  const watcher = (n: number) => `watcher-${n},Watcher ${n},watcher-${n}@reps.example,ae,observer,team-${n},manager`;
  await imported(world, 'users', 'handle,name,email,role,seat,team,manager', watcher);
  await imported(world, 'accounts', 'name,owner,country,arr', () => 'Zz Holding,ae,US,20000', 1);
  await imported(world, 'accounts', 'name,owner,country,arr,parent', (n) => `Acme ${n},ae,US,20000,Zz Holding`);
  await imported(world, 'products', 'sku,name,list_price', (n) => `sku-${n},Product ${n},1000`);
  const deals = 'id,name,stage,owner,account,product,amount';
  await imported(world, 'opportunities', deals, (n) => `d-${n},Deal ${n},Engaging,rep-${n},Acme ${n},sku-${n},1000`);
  await imported(world, 'leads', 'external_id,name,company', (n) => `l-${n},Lead ${n},Acme ${n}`);
  await quoted(world);
  await administered(world);
  await world.settle();
  await listened(world);
  await entitled(world);
  await planned(world);
  const events = numbers.map((n) => ({ source: 'app', externalId: `e-${n}`, type: 'search' }));
  done(await recordEvents(world.composition, systemCaller(world.tenantId, 'test'), { events }), 'EventsRecorded');
  await linked(world);
  return world;
}

/** Put there past the product, as all that is listed and leads nowhere: making them by use cases would take minutes. */
async function entitled(world: World): Promise<void> {
  await world.cypher(
    `UNWIND range(0, $rows - 1) AS n
     CREATE (:Workspace:Entity {tenantId: $tenantId, id: 'workspace-' + n, handle: 'w-' + n, name: 'Workspace', state: 'ACTIVE',
       version: 1, createdAt: $at})
     CREATE (:LegalHold:Entity {tenantId: $tenantId, id: 'hold-' + n, version: 1, createdAt: $at, state: 'IN_FORCE', scope: 'tenant',
       reason: 'LITIGATION', placedBy: $by})
     CREATE (:Entitlement:Entity {tenantId: $tenantId, id: 'entitlement-' + n, version: 1, createdAt: $at, subject: 'user:u' + n,
       name: 'module', ground: 'manual:' + n, state: 'ACTIVE'})
     CREATE (:TermsChange:Entity {tenantId: $tenantId, id: 'terms-' + n, kind: 'PLAN', state: 'PROPOSED', version: 1, plan: 'pro',
       reasonCode: 'OTHER', proposedBy: $by, createdAt: $at, asPlan: false})
     CREATE (:QuotaJournal:Entity {tenantId: $tenantId, id: 'page-' + n, createdAt: $at, version: 1, decidedBy: 'process', from: $at,
       to: $at, allowed: 1, denied: 0, settledAt: $at,
       content: '{"settlements":[{"id":"s","subject":{},"amounts":{"tokens":1},"at":0,"attempt":null}],"ends":[],"denials":[]}'})
     CREATE (:Reconciliation:Entity {tenantId: $tenantId, id: 'reconciliation-' + n, createdAt: $at, version: 1, startedAt: $at,
       monthsChecked: 1, quotasChecked: 1, corrected: 1, graphDrift: 1, redisDrift: 0,
       content: '{"corrections":[{"receiptId":"r","store":"graph","counter":"imports","subject":"w","window":"2026-03-01T05:00:00.000Z","before":1,"after":2,"difference":1,"reason":"NOT_WHAT_IT_COUNTS"}],"readings":[]}'})
     CREATE (:EventType:Entity {tenantId: $tenantId, id: 'type-' + n, version: 1, createdAt: $at, createdBy: $by, name: 'own.type_' + n,
       number: 1, category: 'module', dedup: '{"rule":"each"}', fromBrowsers: false, retention: 'catalogued', schema: '{}',
       schemaSha256: '', state: 'ACTIVE'})
     CREATE (:Meter:Entity {tenantId: $tenantId, id: 'meter-' + n, version: 1, createdAt: $at, createdBy: $by, name: 'own_' + n,
       number: 1, eventType: 'own.type_' + n, aggregation: 'COUNT', groupBy: [], mostGroups: 1, state: 'ACTIVE'})`,
    { rows: ROWS, at: WORLD_START, by: world.id('reader') },
  );
}

/** The same of plans. */
async function planned(world: World): Promise<void> {
  const result = {
    lines: [{ month: '2026-04', segment: 'smb', dealsMilli: 1, amountMinor: 1 }],
    beyond: { dealsMilli: 0, amountMinor: 0 },
    capacity: [{ month: '2026-04', supply: 1, demand: 1, forecastDemand: null, balance: 0 }],
    samples: {
      ...{ won: 0, lost: 0, open: 0, segments: [], byWholeHistory: 0, withoutAmount: 0 },
      leftOut: { withoutEngageDate: 0, olderThanHistory: 0, withoutRate: 0, otherCurrency: 0 },
    },
  };
  await world.cypher(
    `UNWIND range(0, $rows - 1) AS n
     CREATE (:Scenario:Entity {tenantId: $tenantId, id: 'scenario-' + n, version: 1, createdAt: $at, createdBy: $by, name: 'Plan',
       status: 'DRAFT', planningMode: 'DEALS', tokensPerDeal: 0, rates: '[]'})
     CREATE (:ForecastRun:Entity {tenantId: $tenantId, id: 'run-' + n, version: 1, createdAt: $at, ranBy: $by, mode: 'EMPIRICAL',
       scenarioId: '', asOf: '2026-03-04', currency: 'USD', result: $result})`,
    { rows: ROWS, at: WORLD_START, by: world.id('reader'), result: JSON.stringify(result) },
  );
}

/** The same of links to the tenants that were opened, as both have them, each with an account below another. */
async function linked(world: World): Promise<void> {
  await world.cypher(
    `MATCH (account:Account {tenantId: $tenantId}) WHERE account.parentId IS NOT NULL
     WITH collect(account.id) AS accounts
     MATCH (tenant:Tenant) WHERE tenant.handle STARTS WITH $prefix
     WITH accounts, collect(tenant.id) AS tenants
     UNWIND range(0, toInteger($rows) - 1) AS n
     UNWIND [$tenantId, tenants[n]] AS home
     CREATE (:TenantLink:Entity {tenantId: home, id: 'link-' + accounts[n], version: 1, createdAt: $at, operatorTenantId: $tenantId,
       linkedTenantId: tenants[n], accountId: accounts[n], state: 'LINKED', since: $at, changedBy: $by})`,
    { rows: ROWS, at: WORLD_START, by: world.id('reader'), prefix: openedBy(world) },
  );
}

const openedBy = (world: World): string => `${world.tenantId.slice(-12)}-`;

/** Put there past the product: a tenant has at most 20 endpoints, and nobody is called. */
async function listened(world: World): Promise<void> {
  await world.cypher(
    `UNWIND range(0, $rows - 1) AS n
     CREATE (:WebhookEndpoint:Entity {tenantId: $tenantId, id: 'endpoint-' + n, version: 1, createdAt: $at, createdBy: $by,
       url: 'https://hooks.example/' + n, steps: ['SUBMIT_QUOTE'], status: 'DISABLED', generation: 1})
     CREATE (:WebhookDelivery {tenantId: $tenantId, endpointId: 'endpoint-0', leafIndex: n, receiptId: toString(n),
       step: 'SUBMIT_QUOTE', status: 'DELIVERED', attempts: 1, at: $at, answer: 200, ms: 5})`,
    { rows: ROWS, at: WORLD_START, by: world.id('reader') },
  );
}

async function imported(world: World, kind: string, header: string, row: (n: number) => string, count = ROWS) {
  const known = world.composition.importKinds.get(kind);
  if (!known) throw new Error(`Nothing imports ${kind}`);
  const file = `${[header, ...numbers.slice(0, count).map(row)].join('\n')}\n`;
  const source = async function* () {
    yield Buffer.from(file);
  };
  const report = await importFile(world.composition, world.caller('admin'), known, source, {});
  if (report.__typename !== 'ImportReport' || report.counts.created !== count) throw new Error(JSON.stringify(report));
}

async function quoted(world: World): Promise<void> {
  const { composition } = world;
  const found = await world.cypher<{ opportunityId: string; productId: string }>(
    'MATCH (p:Product)<-[:FOR_PRODUCT]-(o:Opportunity {tenantId: $tenantId}) RETURN o.id AS opportunityId, p.id AS productId',
  );
  const caller = world.caller('ae');
  await inLanes(found, 8, async ({ opportunityId, productId }) => {
    const drafted = await createQuote(composition, caller, {
      opportunityId,
      lines: [{ productId, quantity: 1, discount: 2_500 }],
    });
    if (drafted.__typename !== 'QuoteCreated') throw new Error(JSON.stringify(drafted));
    done(await submitQuote(composition, caller, { quoteId: drafted.quoteId, version: 1 }), 'QuoteSubmitted');
  });
}

async function administered(world: World): Promise<void> {
  const { composition } = world;
  const admin = world.caller('admin');
  const teams = await world.cypher<{ id: string }>('MATCH (t:Team {tenantId: $tenantId}) RETURN t.id AS id');
  for (const [n, { handle }] of people.entries()) {
    const teamId = teams[n % ROWS]?.id;
    done(await addTeamMember(composition, admin, { teamId, userId: world.id(handle) }), 'TeamMembershipSet');
  }
  // Eight at a time: one after the other they take a minute.
  await inLanes(numbers, 8, async (n) => {
    done(await createApiKey(composition, admin, { name: `Key ${n}`, scopes: ['read'] }), 'ApiKeyCreated');
    done(await saveRevOpsConfigDraft(composition, admin, { yaml: `${config}# ${n}\n` }), 'RevOpsConfigDraftSaved');
  });
  const users = ['one', 'two'].map((handle) => ({
    handle,
    subject: handle,
    name: handle,
    email: `${handle}@x.example`,
    roles: ['revops_admin'],
    seat: 'DECISION',
  }));
  await inLanes(numbers, 8, async (n) => {
    const handle = `${openedBy(world)}${n}`;
    const setup = { handle, name: handle, seatLimit: null, revOpsConfig: CONFIG, users };
    done(await createTenant(composition, world.caller('reader'), setup), 'TenantCreated');
  });
}

function done(outcome: Outcome, name: string): void {
  if (outcome.__typename !== name) throw new Error(JSON.stringify(outcome));
}
