import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { revOpsConfigSchema } from '../../bin/revops-config.js';
import { configFactsSchema } from '../../policy/config-facts-schema.js';
import { routingSection } from '../../src/routing/config-section.js';
import { coreSection, sectionOf } from '../../src/tenancy/index.js';

const sample = readFileSync(new URL('./sample-revops-config.yaml', import.meta.url), 'utf8');

/** The config of a text that must be accepted. */
function accepted(text: string) {
  const parsed = revOpsConfigSchema.parse(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed;
}

describe('the sample RevOpsConfig of the requirements', () => {
  const { config, warnings } = accepted(sample);

  it('is accepted as it stands, without a warning', () => expect(warnings).toEqual([]));

  it('gives facts of the shape that policies check', () => {
    expect(configFactsSchema.safeParse(config.facts).success).toBe(true);
  });

  it('is plain JSON', () => expect(JSON.parse(JSON.stringify(config))).toEqual(config));

  it('reads fractions as basis points and amounts as minor units', () => {
    expect(config.facts.segments).toEqual([
      { name: 'smb', arr_min_minor: null, arr_max_minor: 5_000_000, employees_min: null, employees_max: null },
      { name: 'enterprise', arr_min_minor: 25_000_000, arr_max_minor: null, employees_min: null, employees_max: null },
    ]);
    expect(config.facts.discounts.smb).toEqual({
      ae_self_approve_bp: 2000,
      manager_required_bp: 2000,
      finance_required_bp: 3000,
      vp_required_bp: null,
      max_discount_bp: null,
      legal_required_for_non_standard: false,
      self_approve_bp_by_role: {},
    });
    expect(config.facts.discounts.enterprise).toMatchObject({
      ae_self_approve_bp: 1000,
      manager_required_bp: null,
      legal_required_for_non_standard: true,
    });
    expect(config.facts.approvals).toMatchObject({
      high_arr_threshold_minor: 25_000_000,
      approval_chains: {
        default: ['SALES_MANAGER'],
        over_high_arr: ['SALES_MANAGER', 'FINANCE'],
        non_standard_terms: ['LEGAL'],
      },
      stages: [['SALES_MANAGER'], ['FINANCE', 'LEGAL'], ['VP_SALES']],
    });
  });

  it("gives mid-market smb's thresholds", () => {
    expect(config.facts.discounts.mid_market).toEqual(config.facts.discounts.smb);
  });

  it('reads handles without their prefix, and a territory as the team of its own name', () => {
    const { routing } = config.facts;
    expect(routing.pools).toEqual({ sdr_global: { members: ['sdr-1', 'sdr-2'], team: null } });
    expect(routing.territories).toEqual({
      na_west: { regions: ['US-CA', 'US-OR', 'US-WA'], team: 'na_west', segment: null },
    });
  });

  it('completes what it leaves out with the documented defaults', () => {
    const { routing, currency } = config.facts;
    expect(currency).toBe('USD');
    expect(routing.sla).toEqual([{ segment: null, country: null, minutes: 240 }]);
    expect(routing.strategies.map(({ id, pool }) => [id, pool])).toEqual([
      ['account_owner_follows', null],
      ['named_account', null],
      ['territory', null],
      ['round_robin', 'sdr_global'],
    ]);
    const office = [{ from: 540, to: 1020 }];
    expect(sectionOf(config, routingSection)).toEqual({
      schedules: { default: { zone: 'UTC', week: [office, office, office, office, office, [], []], holidays: [] } },
      schedule: 'default',
      queueTeam: null,
      pools: {
        sdr_global: {
          members: [
            { handle: 'sdr-1', weight: 1 },
            { handle: 'sdr-2', weight: 1 },
          ],
          team: null,
          capacity: null,
          schedule: 'default',
          whenUnavailable: 'next',
          returningMember: 'keep_place',
        },
      },
    });
    expect(sectionOf(config, coreSection)).toMatchObject({
      timeZone: 'UTC',
      connectors: { crm: 'salesforce', esign: 'docusign', billing: 'stripe' },
      logPublic: false,
      nearLimit: { seatsLeft: 1 },
    });
  });

  it('has a hash that follows its meaning, not its spelling', () => {
    expect(config.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(accepted(`# a comment\n${sample.replace('0.2\n', '0.20\n')}currency: USD\n`).config.sha256).toBe(
      config.sha256,
    );
    expect(accepted(sample.replace('0.3', '0.31')).config.sha256).not.toBe(config.sha256);
  });
});
