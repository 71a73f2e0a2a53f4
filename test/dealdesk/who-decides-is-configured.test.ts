import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { revOpsConfigSchema } from '../../bin/revops-config.js';
import { dealDeskSection } from '../../src/dealdesk/config-section.js';
import { featureOff } from '../../src/dealdesk/errors.js';
import { DEFAULT_SETTINGS, settingsOf } from '../../src/dealdesk/settings.js';
import { businessHours, coreSection, officeHours, sectionOf } from '../../src/tenancy/index.js';

/** The settings of a text that must be accepted. */
function settings(text: string) {
  const parsed = revOpsConfigSchema.parse(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  const { config } = parsed;
  return settingsOf(sectionOf(config, dealDeskSection), businessHours(sectionOf(config, coreSection)));
}

const errorsOf = (text: string) => {
  const parsed = revOpsConfigSchema.parse(text);
  return parsed.ok
    ? []
    : parsed.errors.map(({ line, column, path, message }) => `${line}:${column} ${path}: ${message}`);
};

const user = (handle: string) => ({ level: 1, team: null, regions: {}, users: [handle], by: 'users', quorum: 'any' });

describe('who decides', () => {
  it('is as it always was where the configuration is silent', () => {
    const silent = settings('currency: EUR\ntime_zone: Europe/Berlin\n');
    expect(silent).toEqual({ ...DEFAULT_SETTINGS, businessHours: officeHours('Europe/Berlin') });
    expect(silent.approvers.SALES_MANAGER).toMatchObject({ by: 'reports_to', level: 1 });
    expect(silent.approvers.FINANCE.by).toBe('role');
  });

  it('is found in the ways that are written', () => {
    const { approvers } = settings(`
approvals:
  approvers:
    SALES_MANAGER: {by: reports_to, level: 2}
    FINANCE: {by: team, team: team:finance, quorum: all}
    LEGAL: {by: users, users: [user:legal-1, legal-2, legal-3], quorum: 2}
    VP_SALES: {by: region, regions: {EMEA: team:vp-emea}}
`);
    expect(approvers.SALES_MANAGER).toMatchObject({ by: 'reports_to', level: 2, quorum: 'any' });
    expect(approvers.FINANCE).toMatchObject({ by: 'team', team: 'finance', quorum: 'all' });
    expect(approvers.LEGAL).toMatchObject({ users: ['legal-1', 'legal-2', 'legal-3'], quorum: { atLeast: 2 } });
    expect(approvers.VP_SALES).toMatchObject({ by: 'region', regions: { EMEA: 'vp-emea' } });
  });

  it('changes for the role that is named alone', () => {
    const { approvers, limits } = settings(
      'approvals:\n  approvers: {LEGAL: {by: users, users: [x]}}\n  limits: {FINANCE: {max_discount_pct: 0.4, max_amount: 1000.5}}\n',
    );
    expect(approvers).toEqual({ ...DEFAULT_SETTINGS.approvers, LEGAL: user('x') });
    expect(limits.FINANCE).toEqual({ discountBp: 4000, amountMinor: 100_050 });
    expect(limits.LEGAL).toEqual({ discountBp: null, amountMinor: null });
  });

  it('and until when is read in the units of the deal desk', () => {
    const written = settings(`
approvals:
  distinct_persons: true
  counter_proposals: false
  delegation_hops: 2
  remind_after_minutes: 240
  escalate_after_minutes: 480
  quote_valid_days: 30
  reason_codes: {override: [CEO_SAYS_SO]}
business_hours: {zone: Europe/Berlin, hours: {mon-thu: "08:00-16:00"}, holidays: [2026-12-25]}
`);
    expect(written).toMatchObject({
      distinctPersons: true,
      counterProposals: false,
      delegationHops: 2,
      remindAfterMinutes: 240,
      escalateAfterMinutes: 480,
      quoteValidDays: 30,
      businessHours: { zone: 'Europe/Berlin', holidays: ['2026-12-25'] },
    });
    expect(written.reasonCodes.OVERRIDE).toEqual(['CEO_SAYS_SO']);
    expect(written.reasonCodes.REJECT).toEqual(DEFAULT_SETTINGS.reasonCodes.REJECT);
  });
});

it('a flow is on unless it is off', () => {
  const { features } = settings('features: {delegation: false}\n');
  expect(features).toEqual({ ...DEFAULT_SETTINGS.features, delegation: false });
  expect(featureOff({ features }, 'comments')).toBeNull();
  expect(featureOff({ features }, 'delegation')).toMatchObject({ __typename: 'FeatureOff', feature: 'delegation' });
  expect(errorsOf('features: {delegations: false}\n')).toEqual([
    '1:12 features.delegations: Unknown key "delegations"; did you mean "delegation"?',
  ]);
});

it('a configuration that says nothing of it keeps its hash', () => {
  const sample = readFileSync(new URL('../tenancy/sample-revops-config.yaml', import.meta.url), 'utf8');
  const parsed = revOpsConfigSchema.parse(sample);
  expect(parsed.ok && parsed.config.sha256).toBe('7d380610b606006aa5a48af97ffa60f3a5c63e9d216d2336b54f6d65707a05e6');
});

describe('is refused at its place:', () => {
  it.each([
    ['{LEGAL: {by: users, users: []}}', 'LEGAL.users: This group is empty: nobody could approve.'],
    ['{LEGAL: {by: users, users: [a, b], quorum: 3}}', 'LEGAL.quorum: 3 must approve, and the group has 2.'],
    ['{LEGAL: {by: reports_to, quorum: 2}}', 'LEGAL.quorum: 2 must approve, and the group has 1.'],
    ['{LEGAL: {by: users, users: [a, user:a]}}', 'LEGAL.users[1]: "a" is in this group twice.'],
    ['{LEGAL: {by: region, regions: {}}}', 'LEGAL.regions: This group is empty: no region has a team.'],
    ['{LEGAL: team}', 'LEGAL: Approvers found by "team" need the key "team".'],
    ['{LEGAL: {by: role, team: x}}', 'LEGAL.team: Approvers found by "role" have no "team".'],
    ['{LEGEL: role}', 'LEGEL: Unknown key "LEGEL"; did you mean "LEGAL"?'],
  ])('approvers: %s', (text, error) => {
    expect(errorsOf(`approvals:\n  approvers: ${text}\n`)).toEqual([
      expect.stringMatching(/^2:\d+ approvals\.approvers\./),
    ]);
    expect(errorsOf(`approvals:\n  approvers: ${text}\n`)[0]).toContain(error);
  });

  it.each([
    ['limits: {FINANCE: {max_discount_pct: 1.2}}', 'must be a fraction from 0 to 1 (write 20 % as 0.2); found 1.2.'],
    ['escalate_after_minutes: 0', 'must be at least 1; found 0.'],
    ['reason_codes: {reject: []}', 'must be a list of at least 1; found an empty list.'],
    ['reason_codes: {reject: [A, A]}', 'The code "A" is in this list twice.'],
  ])('%s', (text, error) => expect(errorsOf(`approvals:\n  ${text}\n`)[0]).toContain(error));
});
