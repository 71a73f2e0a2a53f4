import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { pino } from 'pino';
import { type Composition, compose, SEAL } from '../../bin/compose.js';
import { sealerOver } from '../../bin/seal-and-tell.js';
import { allStatements } from '../../cypher/all-statements.js';
import { DEMO_TENANT, type DemoReport, loadDemo, progressOn, reportText } from '../../demo/index.js';
import { callerIfThere } from '../../demo/job.js';
import { OPERATOR, OPERATORS } from '../../demo/people.js';
import { expansionSignals } from '../../src/insights/index.js';
import type { Caller } from '../../src/kernel/caller.js';
import { readConfig } from '../../src/kernel/config.js';
import { findTenantId } from '../../src/tenancy/index.js';
import { unexpectedFindings } from '../house/plans.js';
import { startWorker } from '../kit/worker.js';

// The whole job takes 100 s on a calm machine of four cores, and several times that beside other tests on two.
jest.setTimeout(900_000);

/** The product as it runs: a sealer that is woken, and a worker on a queue of its own; both for the demo's tenant alone. */
async function processes(composition: Composition) {
  let tenantId: string | null = null;
  const { sealer, close } = sealerOver(composition, (tenant) => tenant === tenantId);
  const run = async () => {
    tenantId ??= await findTenantId(composition, DEMO_TENANT.handle);
    await sealer.run();
  };
  const sealing = composition.wake.onWake(SEAL, run, { pollMs: 500 });
  const worker = await startWorker(composition);
  return async () => {
    await sealing.stop();
    await worker.close();
    await close();
    await composition.close();
  };
}

/** Receipts of what the product decides, without those of imports and refusals. */
const businessReceipts = ({ verified }: DemoReport) => {
  const { lead = 0, deal = 0, admin = 0 } = verified.receipts;
  return { lead, deal, admin };
};

const rows = ({ imports }: DemoReport, key: 'created' | 'updated' | 'unchanged' | 'rejected' | 'warnings') =>
  Object.fromEntries(imports.map(({ name, counts }) => [name, counts[key]]));

describe('the main job on the CRM export', () => {
  let composition: Composition;
  let stop: () => Promise<void>;
  let first: DemoReport;
  const progress = () => progressOn({ write: () => true });

  beforeAll(async () => {
    const config = readConfig({
      ...process.env,
      REDIS_PREFIX: `demo-${randomBytes(4).toString('hex')}`,
      LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    });
    composition = await compose(config, { log: pino({ level: config.logLevel }) });
    stop = await processes(composition);
    first = await loadDemo(composition, progress());
    if (process.env.DEMO_REPORT) console.log(reportText(first));
  });

  afterAll(() => stop());

  it('imports every row, and says what it repaired and missed', () => {
    expect(rows(first, 'created')).toEqual({
      teams: 9,
      users: 41,
      'team leads': 0,
      products: 7,
      accounts: 85,
      opportunities: 8_800,
    });
    expect(Object.values(rows(first, 'rejected'))).toEqual([0, 0, 0, 0, 0, 0]);
    expect(rows(first, 'warnings')).toMatchObject({ accounts: 0, opportunities: 1_425 });
    const findings = Object.fromEntries(first.imports.map(({ name, findings }) => [name, findings]));
    expect(findings.opportunities).toEqual({
      'warning, account: no account': 1_425,
      'repair, product: GTXPro → GTX Pro (alias of product)': 1_480,
    });
    expect(findings.accounts).toMatchObject({
      'repair, sector: technolgy → technology (alias of sector)': 12,
      'repair, country: Philipines → PH (alias of country)': 1,
      'repair, country: Korea → KR (alias of country)': 1,
    });
  });

  it('gives every lead an owner: the account owner where there is an account, the next of all reps where there is none', () => {
    expect(first.leads).toEqual({
      count: 500,
      created: 500,
      byStatus: { assigned: 500 },
      byStrategy: { account_owner_follows: 163, round_robin: 337 },
    });
  });

  it('quotes every won deal, and asks 92 managers and 6 times finance', () => {
    const { count, created, byBand, asked } = first.quotes;
    expect([count, created]).toEqual([4_238, 4_238]);
    expect(Object.values(byBand).reduce((sum, each) => sum + each, 0)).toBe(4_238);
    expect(byBand).toMatchObject({ 'above list': 2_040, 'over 20 to 30 %': 86, 'over 30 %': 6 });
    expect(asked).toEqual({ SALES_MANAGER: 92, FINANCE: 6 });
  });

  it('has half of what waited decided: three on to finance, rejections, and one counter-proposal that came back', () => {
    expect(first.decisions.made).toBe(46);
    const { byRoleAndStatus } = first.decisions;
    expect(byRoleAndStatus).toMatchObject({
      'SALES_MANAGER open': 46,
      'SALES_MANAGER countered': 1,
      'FINANCE open': 3,
      'FINANCE waiting': 3,
    });
    const rejected = byRoleAndStatus['SALES_MANAGER rejected'] ?? 0;
    expect(rejected).toBeGreaterThan(0);
    // The counter-proposal's approval stands in the version that came back: one more than was decided.
    expect(byRoleAndStatus['SALES_MANAGER approved']).toBe(46 - rejected);
    expect(first.quotes.byStatus).toEqual({
      approved: 4_238 - 46 - 3 - rejected,
      pending_approval: 46 + 3,
      rejected,
    });
  });

  it('has a generated month of usage, summed up, of which some was refused', () => {
    const { sent, people, total, refused } = first.used;
    expect(people).toBe(41);
    expect(sent.accepted).toBeGreaterThan(10_000);
    expect(Object.keys(sent).filter((result) => !['accepted', 'deduplicated'].includes(result))).toEqual([]);
    expect(total.events).toBeGreaterThan(10_000);
    expect(total.apiLatencyP99Ms).not.toBeNull();
    expect(refused.messages).toBeGreaterThanOrEqual(3);
    expect(refused.upgradeClicks).toBeGreaterThan(0);
    expect(refused.seats).toBe(7);
  });

  it('shows operators that their customer may want more, and where that is being sold', async () => {
    const home = (await findTenantId(composition, OPERATORS.handle)) as string;
    const operator = (await callerIfThere(composition, home, OPERATOR)) as Caller;
    const found = await expansionSignals(composition, operator, { limit: 2 });
    expect(found).toMatchObject({
      signals: [{ subject: 'LINKED_TENANT', handle: DEMO_TENANT.handle, blockedAttempts: 7 }],
    });
    const [signal] = found.__typename === 'ExpansionSignals' ? found.signals : [];
    expect(signal?.accountId).not.toBeNull();
    expect(signal?.score).toBeGreaterThan(60);
    expect(signal?.blockedUsers.map(({ paths }) => paths.map(({ opportunityIds }) => opportunityIds.length))).toEqual(
      Array(3).fill([1]),
    );
  });

  it('verifies every chain and the log', () => {
    const { verified } = first;
    expect(verified.failure).toBeNull();
    expect(verified.log).toMatchObject({ ok: true, workflows: verified.workflows });
    expect(verified.log.size).toBe(Object.values(verified.receipts).reduce((sum, each) => sum + each, 0));
    expect(verified.ok).toBe(true);
  });

  it('leaves a graph on which every statement still seeks its way', async () => {
    expect(await unexpectedFindings(composition.graph, await allStatements(), { anew: true })).toEqual([]);
  });

  it('changes nothing when it runs again', async () => {
    const second = await loadDemo(composition, progress());
    expect(businessReceipts(second)).toEqual(businessReceipts(first));
    expect(Object.values(rows(second, 'created'))).toEqual([0, 0, 0, 0, 0, 0]);
    expect(Object.values(rows(second, 'updated'))).toEqual([0, 0, 0, 0, 0, 0]);
    expect(rows(second, 'unchanged')).toMatchObject({ users: 41, accounts: 85, opportunities: 8_800 });
    expect([second.leads.created, second.quotes.created, second.decisions.made]).toEqual([0, 0, 0]);
    expect(second.leads.byStrategy).toEqual(first.leads.byStrategy);
    expect(second.quotes).toEqual({ ...first.quotes, created: 0 });
    expect(second.decisions.byRoleAndStatus).toEqual(first.decisions.byRoleAndStatus);
    expect(second.used).toEqual({ ...first.used, sent: {} });
    expect(second.verified.ok).toBe(true);
  });
});
