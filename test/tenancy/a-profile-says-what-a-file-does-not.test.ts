import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { revOpsConfigSchema } from '../../bin/revops-config.js';
import { configFactsSchema } from '../../policy/config-facts-schema.js';

/** Stored configurations name profiles, so that a profile that changed would change them all. */
const SHIPPED = {
  revops_default_profile: '20a9cf5651503b59dacffc920d0d9ae188bf0d0c5eec052c590e9df885d25d22',
  revops_smb_profile: '2e8ef7d0bf4279d878747d63c4059fca8cfc1c512b8de42cc7e0ef37e550c386',
  revops_enterprise_profile: '56b54875e7e9a5ae1831ff0eeefa471b511281a86cbb2c5f7d44119656782260',
};

const accepted = (text: string) => {
  const parsed = revOpsConfigSchema.parse(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed;
};

describe.each(Object.entries(SHIPPED))('%s', (name, sha256) => {
  const text = readFileSync(`profiles/${name}.yaml`, 'utf8');

  it('is as it was shipped', () => expect(createHash('sha256').update(text).digest('hex')).toBe(sha256));

  it('is a configuration of its own, and the same when it is named', () => {
    const { config } = accepted(text);
    expect(configFactsSchema.safeParse(config.facts).success).toBe(true);
    expect(accepted(`profile: ${name}\n`).config.sha256).toBe(config.sha256);
  });
});

describe('a file that names a profile', () => {
  it('wins with its own keys, value by value, and with its lists as a whole', () => {
    const { facts } = accepted(`profile: revops_enterprise_profile
currency: EUR
discounts: {enterprise: {vp_required_pct: 0.45}}
approvals: {stages: [[SALES_MANAGER, FINANCE], [LEGAL, VP_SALES]]}
`).config;
    expect(facts.currency).toBe('EUR');
    expect(facts.discounts.enterprise).toMatchObject({ ae_self_approve_bp: 500, vp_required_bp: 4500 });
    expect(facts.approvals.stages).toEqual([
      ['SALES_MANAGER', 'FINANCE'],
      ['LEGAL', 'VP_SALES'],
    ]);
    expect(facts.approvals.split_deals).toEqual({ window_days: 90, roles: [] });
  });

  it('is told at its own line when the two do not fit', () => {
    const parsed = revOpsConfigSchema.parse('profile: revops_smb_profile\ndiscounts:\n  enterprise: {}\n');
    expect(parsed.ok ? [] : parsed.errors).toMatchObject([{ path: 'discounts.enterprise', line: 3, column: 3 }]);
  });

  it('that there is not is refused', () => {
    const parsed = revOpsConfigSchema.parse('profile: revops_smb_profil\n');
    expect(parsed.ok ? [] : parsed.errors).toMatchObject([
      { line: 1, column: 10, message: expect.stringContaining('did you mean revops_smb_profile?') },
    ]);
  });
});
