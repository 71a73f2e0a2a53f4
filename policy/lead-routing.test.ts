import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadPolicies } from './bundle.js';
import type { StrategyFacts } from './config-facts.js';
import { leadFacts, matchedAccount, routingConfig } from './facts.fixture.js';
import type { EmbeddedPolicies } from './policies.js';
import type { LeadRoutingFacts } from './routing-facts.js';

let policies: EmbeddedPolicies;
beforeAll(async () => {
  policies = await loadPolicies();
});

const rule = (
  id: string,
  strategy: StrategyFacts['strategy'],
  changes: Partial<StrategyFacts> = {},
): StrategyFacts => ({
  id,
  strategy,
  pool: null,
  team: null,
  segments: null,
  countries: null,
  ...changes,
});

describe('R3 acceptance', () => {
  it('lead_routing_existing_customer_goes_to_account_owner', () => {
    const facts = leadFacts({ state: 'US-CA' }, { account: matchedAccount() });
    const verdict = policies.decideRouting(facts);
    expect(verdict).toMatchObject({
      allow: true,
      assignee: 'u-owner',
      route_strategy: 'account_owner_follows',
      team: null,
      conflicts: [],
    });
    expect(verdict.rule_ids).toEqual(['routing.existing_customer', 'routing.account_owner_follows']);
    expect(policies.decideRouting({ ...facts, account: null })).toMatchObject({ assignee: null, team: 'na_west' });
  });

  it('lead_routing_enterprise_uk_goes_to_enterprise_team_eu', () => {
    const config = routingConfig({
      territories: {
        eu: { regions: ['GB', 'DE', 'FR'], team: 'team_eu', segment: null },
        eu_enterprise: { regions: ['GB', 'DE', 'FR'], team: 'enterprise_team_eu', segment: 'enterprise' },
        na_west: { regions: ['US-CA'], team: 'na_west', segment: null },
      },
    });
    const verdict = policies.decideRouting(leadFacts({ country: 'GB', segment: 'enterprise' }, { config }));
    expect(verdict).toMatchObject({
      allow: true,
      team: 'enterprise_team_eu',
      route_strategy: 'territory',
      conflicts: [],
    });
    expect(policies.decideRouting(leadFacts({ country: 'GB', segment: 'smb' }, { config })).team).toBe('team_eu');
    expect(policies.decideRouting(leadFacts({ country: 'US', segment: 'enterprise' }, { config })).team).toBeNull();
  });
});

describe('strategies', () => {
  const decide = (
    strategies: StrategyFacts[],
    lead: Partial<LeadRoutingFacts['lead']> = {},
    changes: Partial<LeadRoutingFacts> = {},
  ) =>
    policies.decideRouting(
      leadFacts(lead, { config: routingConfig({ strategies, default_strategy: 'queue' }), ...changes }),
    );

  it('takes the first that yields, and says why each one did or did not', () => {
    const verdict = decide(
      [
        rule('enterprise', 'queue', { team: 'named', segments: ['enterprise'] }),
        rule('smb', 'round_robin', { pool: 'sdr_global', segments: ['smb'], countries: ['US'] }),
      ],
      { segment: 'smb' },
    );
    expect(verdict).toMatchObject({ pool: 'sdr_global', strategy_rule: 'smb', route_strategy: 'round_robin' });
    expect(verdict.trace).toEqual([
      { rule: 'enterprise', strategy: 'queue', code: 'segment_not_listed' },
      { rule: 'smb', strategy: 'round_robin', code: 'matched' },
      { rule: 'default', strategy: 'queue', code: 'matched' },
    ]);
  });

  it('gives account_owner_follows the place the config gives it, also before customers', () => {
    const strategies = [rule('first', 'queue', { team: 'desk' }), rule('owner', 'account_owner_follows')];
    expect(decide(strategies, {}, { account: matchedAccount() }).team).toBe('desk');
    expect(
      decide(strategies.reverse(), {}, { account: matchedAccount({ customer_status: 'prospect' }) }),
    ).toMatchObject({
      assignee: 'u-owner',
      rule_ids: ['routing.account_owner_follows'],
    });
  });

  it('sends customers to their CSM where the config says so, and to the owner when that CSM is away', () => {
    const config = routingConfig({ customers_to_csm: true });
    const toCsm = (account: LeadRoutingFacts['account']) => policies.decideRouting(leadFacts({}, { config, account }));
    expect(toCsm(matchedAccount())).toMatchObject({ assignee: 'u-csm', assignee_handle: 'csm', conflicts: [] });
    expect(toCsm(matchedAccount({ csm_active: false }))).toMatchObject({
      assignee: 'u-owner',
      conflicts: ['account_csm_unavailable'],
    });
  });

  it('passes over an inactive owner with a conflict, and excludes them from pools', () => {
    const account = matchedAccount({ owner_active: false });
    const verdict = decide([rule('pool', 'round_robin', { pool: 'sdr_global' })], {}, { account });
    expect(verdict).toMatchObject({ pool: 'sdr_global', conflicts: ['account_owner_inactive'] });
    expect(verdict.exclusions).toEqual([{ handle: 'owner', reason: 'inactive' }]);
  });

  it('does not give a lead back to whom it was taken from', () => {
    const verdict = decide([], { previous_owners: ['owner'] }, { account: matchedAccount() });
    expect(verdict).toMatchObject({
      assignee: null,
      route_strategy: 'queue',
      conflicts: ['account_owner_lost_it_before'],
    });
    expect(verdict.exclusions).toEqual([{ handle: 'owner', reason: 'lost_it_before' }]);
  });

  it('finds named accounts by domain before company, and only active owners', () => {
    const named_accounts = [
      { domain: null, company: 'acme', owner: 'by-name' },
      { domain: 'acme.example', company: null, owner: 'by-domain' },
    ];
    const config = routingConfig({
      named_accounts,
      strategies: [rule('named', 'named_account')],
      default_strategy: 'queue',
    });
    const owners = (active: boolean) => ({
      'by-domain': { id: 'u-d', active },
      'by-name': { id: 'u-n', active: true },
    });
    const decideNamed = (named_owners: LeadRoutingFacts['named_owners']) =>
      policies.decideRouting(leadFacts({}, { config, named_owners }));
    expect(decideNamed(owners(true))).toMatchObject({ assignee: 'u-d', route_strategy: 'named_account' });
    expect(decideNamed(owners(false))).toMatchObject({ route_strategy: 'queue', conflicts: ['named_owner_inactive'] });
    expect(decideNamed({}).conflicts).toEqual(['named_owner_unknown']);
  });

  it('prefers a subdivision to its country, and reports territories that overlap', () => {
    const territories = {
      a_us: { regions: ['US'], team: 'us', segment: null },
      b_ca: { regions: ['US-CA'], team: 'ca', segment: null },
      c_also: { regions: ['US'], team: 'also', segment: null },
    };
    const config = routingConfig({ territories });
    expect(policies.decideRouting(leadFacts({ state: 'US-CA' }, { config }))).toMatchObject({
      team: 'ca',
      conflicts: [],
    });
    expect(policies.decideRouting(leadFacts({ state: 'US-TX' }, { config }))).toMatchObject({
      team: 'us',
      conflicts: ['territory_overlap'],
    });
  });

  it('never drops a lead: what no rule takes waits in the common queue with a conflict', () => {
    const verdict = policies.decideRouting(leadFacts({ country: null, state: null }));
    expect(verdict).toMatchObject({ allow: true, route_strategy: 'queue', team: null, conflicts: ['no_rule_matched'] });
    expect(verdict.rule_ids).toEqual(['routing.unrouted']);
  });

  it('goes on with a conflict when a rule names a pool that is not there', () => {
    const verdict = decide([rule('gone', 'round_robin', { pool: 'gone' })]);
    expect(verdict).toMatchObject({ route_strategy: 'queue', conflicts: ['pool_unknown'] });
  });

  it('takes the only pool when the strategy names none, and its team as what catches the rest', () => {
    const pools = { p: { members: ['a'], team: 'desk' } };
    const config = routingConfig({ pools, default_strategy: 'round_robin' });
    expect(policies.decideRouting(leadFacts({}, { config }))).toMatchObject({ pool: 'p', team: 'desk' });
    const two = routingConfig({
      pools: { ...pools, q: { members: ['b'], team: null } },
      default_strategy: 'round_robin',
    });
    expect(policies.decideRouting(leadFacts({}, { config: two })).conflicts).toContain('pool_not_named');
  });

  it('finds a pool called like the segment', () => {
    const config = routingConfig({ pools: { smb: { members: ['a'], team: null } }, default_strategy: 'segment' });
    expect(policies.decideRouting(leadFacts({ segment: 'smb' }, { config })).pool).toBe('smb');
    expect(policies.decideRouting(leadFacts({ segment: null }, { config }))).toMatchObject({ pool: null, allow: true });
  });
});
