import { beforeAll, describe, expect, it } from '@jest/globals';
import { rebuilds } from '../../bin/rebuilds.js';
import { crmRebuild, updateAccount } from '../../src/crm/index.js';
import { verifyState } from '../../src/evidence/index.js';
import type { Client } from '../kit/client.js';
import { createWorld } from '../kit/world.js';
import { chainOf, DESK_CONFIG, DESK_PEOPLE, dealOf, decide, submit } from './deal.js';

const CONFIG = `${DESK_CONFIG}  clauses: {liability_cap: [LEGAL], publicity: []}
attributes:
  account: {tier: {type: enum, values: [gold, silver]}, contact: {type: string, personal: true}}
  opportunity: {partner_sourced: boolean}
  quote: {delivery: date}
  line: {hosting_cost: integer}
  lead: {score: integer, birthday: {type: date, personal: true}}
`;
const world = await createWorld({ config: CONFIG, people: DESK_PEOPLE });
let admin: Client;
let ae: Client;
beforeAll(async () => {
  [admin, ae] = [await world.as('admin'), await world.as('ae')];
});
const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });

describe('an account', () => {
  const create = (custom: unknown) =>
    admin.mutate(
      'createAccount',
      { name: 'Acme', custom },
      '... on AccountCreated { accountId account { version custom } } ... on InvalidInput { fields { path message } }',
    );

  it('keeps what is declared, and refuses what is not by its name', async () => {
    const created = await create({ tier: 'gold', contact: 'Ann Example' });
    expect(created.account.custom).toEqual({ tier: 'gold', contact: 'Ann Example' });
    const refused = await create({ teir: 'gold', tier: 'bronze' });
    expect(refused.fields).toEqual([
      { path: 'custom.teir', message: expect.stringContaining('did you mean tier?') },
      { path: 'custom.tier', message: 'is one of gold, silver; found "bronze"' },
    ]);
  });

  it('tells of people in the payload that can be erased, alone', async () => {
    const { accountId } = await create({ tier: 'gold', contact: 'Ann Example' });
    const updated = await admin.mutate(
      'updateAccount',
      { id: accountId, version: 1, custom: { contact: 'Bea Example', tier: null } },
      '... on AccountUpdated { account { custom } }',
    );
    expect(updated.account.custom).toEqual({ contact: 'Bea Example' });
    const payloads = await world.cypher(
      `MATCH (r:Receipt {tenantId: $tenantId, workflowId: $chain})-[:HAS_PAYLOAD]->(p)
       RETURN labels(p) AS labels, p.content AS content ORDER BY r.workflowSeq`,
      { chain: `admin:${accountId}` },
    );
    const of = (label: string) => payloads.filter(({ labels }) => labels.includes(label)).map(({ content }) => content);
    expect(of('BusinessPayload').join()).not.toContain('Example');
    expect(of('BusinessPayload').join()).toContain('{\\"tier\\":\\"gold\\"}');
    expect(of('PersonalPayload')).toEqual([expect.stringContaining('Ann'), expect.stringContaining('Bea')]);
  });

  it('that somebody changed otherwise keeps it', async () => {
    const { accountId } = await create({ tier: 'gold' });
    const changed = { id: accountId, version: 1, region: 'EMEA' };
    await updateAccount(world.composition, world.caller('admin'), changed);
    const { account } = await admin.ask('query($id: ID!) { account(id: $id) { region custom } }', { id: accountId });
    expect(account).toEqual({ region: 'EMEA', custom: { tier: 'gold' } });
    expect(crmRebuild.nodes[0]?.personal?.names).toEqual(['personalCustom']);
  });
});

describe('a lead', () => {
  it('keeps what is declared, and its person apart', async () => {
    const made = await admin.mutate(
      'ingestLead',
      { email: 'zoe@lead.example', custom: { score: 90, birthday: '1990-02-28' } },
      '... on LeadIngested { leadId lead { custom } } ... on InvalidInput { fields { path message } }',
    );
    expect(made.lead.custom).toEqual({ score: 90, birthday: '1990-02-28' });
    const [{ content }] = await world.cypher(
      `MATCH (r:Receipt {tenantId: $tenantId, workflowId: $chain, workflowSeq: 1})-[:HAS_PAYLOAD]->(p:BusinessPayload)
       RETURN p.content AS content`,
      { chain: `lead:${made.leadId}` },
    );
    expect(content).toContain('score');
    expect(content).not.toContain('1990');
    const refused = await admin.mutate(
      'ingestLead',
      { email: 'x@lead.example', custom: { score: 'high' } },
      '... on InvalidInput { fields { path message } }',
    );
    expect(refused.fields).toEqual([{ path: 'custom.score', message: 'is a whole number; found "high"' }]);
  });
});

describe('a quote', () => {
  const SHOWN = `current { number clauses custom lines { number custom } }`;
  const READ = `query($id: ID!) { quote(id: $id) { version ${SHOWN} } }`;

  async function drafted(input: object) {
    const deal = await dealOf(world, { accountArrMinor: 1_000_000 });
    const { opportunityId, productId } = deal;
    const line = { productId, quantity: 1, custom: { hosting_cost: 70 } };
    const made = await ae.mutate(
      'createQuote',
      { opportunityId, lines: [line], ...input },
      '... on QuoteCreated { quoteId } ... on InvalidInput { fields { path message } }',
    );
    return { ...made, deal, line };
  }

  it('keeps its own, its lines’ and the clauses that differ, version by version', async () => {
    const { quoteId, line, deal } = await drafted({
      custom: { delivery: '2027-01-31' },
      terms: { clauses: ['publicity', 'liability_cap', 'publicity'] },
    });
    const { quote } = await ae.ask(READ, { id: quoteId });
    expect(quote.current).toEqual({
      number: 1,
      clauses: ['liability_cap', 'publicity'],
      custom: { delivery: '2027-01-31' },
      lines: [{ number: 1, custom: { hosting_cost: 70 } }],
    });
    const revised = { quoteId, version: 1, lines: [{ ...line, custom: null }], terms: { clauses: [] } };
    await ae.mutate('reviseQuote', revised, '... on QuoteRevised { versionNumber }');
    const { current } = (await ae.ask(READ, { id: quoteId })).quote;
    expect(current).toEqual({
      number: 2,
      clauses: [],
      custom: { delivery: '2027-01-31' },
      lines: [{ number: 1, custom: {} }],
    });
    const told = (await chainOf(world, deal.opportunityId)).find(({ step }) => step === 'CREATE_QUOTE');
    expect(JSON.stringify(told?.business)).toContain('liability_cap');
  });

  it('is refused with what the configuration does not know', async () => {
    const { fields } = await drafted({ custom: { delivered: '2027-01-31' }, terms: { clauses: ['liability_capp'] } });
    expect(fields).toEqual([
      { path: 'terms.clauses.0', message: expect.stringContaining('did you mean liability_cap?') },
      { path: 'custom.delivered', message: expect.stringContaining('is not declared under attributes.quote') },
    ]);
  });

  it('gets no clauses and no values from an approver, who may take clauses away', async () => {
    const { quoteId, line } = await drafted({ terms: { clauses: ['liability_cap'] } });
    const discounted = { productId: line.productId, quantity: 1, netUnitPrice: usd(75_000) };
    await ae.mutate('reviseQuote', { quoteId, version: 1, lines: [discounted] }, '');
    await submit(ae, quoteId);
    const counter = async (counterProposal: object) =>
      decide(await world.as('manager'), quoteId, 'SALES_MANAGER', {
        decision: 'COUNTER_PROPOSE',
        reasonCode: 'DISCOUNT_TOO_HIGH',
        counterProposal,
      });
    expect((await counter({ terms: { clauses: ['publicity'] } })).fields).toMatchObject([
      { path: 'counterProposal.terms.clauses' },
    ]);
    expect((await counter({ lines: [{ ...discounted, custom: { hosting_cost: 1 } }] })).fields).toMatchObject([
      { path: 'counterProposal.lines.0.custom' },
    ]);
    expect(await counter({ terms: { clauses: [] } })).toMatchObject({ __typename: 'ApprovalDecided' });
    expect((await ae.ask(READ, { id: quoteId })).quote.current.clauses).toEqual([]);
  });
});

it('all of it, and a configuration that waits for its instant, is told by receipts', async () => {
  const saved = await admin.mutate(
    'saveRevOpsConfigDraft',
    { yaml: CONFIG },
    '... on RevOpsConfigDraftSaved { number }',
  );
  const second = await world.as('admin2');
  const later = { number: saved.number, replaces: 1, at: '2099-01-01T00:00:00Z' };
  const scheduled = await second.mutate('activateRevOpsConfig', later, '... on RevOpsConfigScheduled { at }');
  expect(scheduled).toMatchObject({ __typename: 'RevOpsConfigScheduled' });
  const report = await verifyState(world.composition, world.tenantId, rebuilds);
  expect(report.findings.map(({ sentence }) => sentence)).toEqual([]);
  expect(report.ok).toBe(true);
});
