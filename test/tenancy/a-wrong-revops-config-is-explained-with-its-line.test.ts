import { describe, expect, it } from '@jest/globals';
import { revOpsConfigSchema } from '../../bin/revops-config.js';
import type { ConfigIssue } from '../../src/tenancy/index.js';

/** Every error of a text, as "line:column path: sentence". */
function errorsOf(text: string): string[] {
  const parsed = revOpsConfigSchema.parse(text);
  return parsed.ok ? [] : parsed.errors.map(said);
}

function warningsOf(text: string): string[] {
  const parsed = revOpsConfigSchema.parse(text);
  if (!parsed.ok) throw new Error(parsed.errors.map(said).join('\n'));
  return parsed.warnings.map(said);
}

const said = ({ line, column, path, message }: ConfigIssue) => `${line}:${column} ${path}: ${message}`;

describe('a key that is not known', () => {
  it('is named at its own place, with the nearest known one', () => {
    expect(errorsOf('segments:\n  - name: smb\ndiscounts:\n  smb:\n    manger_required_pct: 0.2\n')).toEqual([
      '5:5 discounts.smb.manger_required_pct: Unknown key "manger_required_pct"; did you mean "manager_required_pct"?',
    ]);
  });

  it('is shown with what is known where nothing is near', () => {
    const [error] = errorsOf('currency: USD\nzzzzzzzz: 1\n');
    expect(error).toMatch(/^2:1 zzzzzzzz: Unknown key "zzzzzzzz"; known here: currency, time_zone, segments/);
  });

  it('is found in the object form of a territory too', () => {
    expect(errorsOf('routing:\n  territories:\n    west:\n      regoins: [US]\n')).toEqual([
      '3:5 routing.territories.west.regions: This key is missing; it must be a list.',
      '4:7 routing.territories.west.regoins: Unknown key "regoins"; did you mean "regions"?',
    ]);
  });

  it('may be one that objects are born with', () => {
    expect(errorsOf('__proto__: 1\n')[0]).toMatch(/^1:1 __proto__: Unknown key/);
    expect(errorsOf('constructor: 1\n')[0]).toMatch(/^1:1 constructor: Unknown key/);
    expect(errorsOf('discounts:\n  constructor: {}\n')[0]).toMatch(/^2:3 discounts.constructor: Segment "constructor"/);
  });
});

describe('a key of something that no decision does', () => {
  it('approvals.groups is refused', () => {
    expect(errorsOf('approvals:\n  groups: {FINANCE: all}\n')).toEqual([
      expect.stringContaining('2:3 approvals.groups: Unknown key "groups"'),
    ]);
  });

  it.each([
    ['near_limit:\n  quota_used_pct: 0.9\n', '2:3 near_limit.quota_used_pct: Unknown key "quota_used_pct"'],
    [
      'approvals:\n  split_deals: {window_days: 30, detect: true}\n',
      '2:34 approvals.split_deals.detect: Unknown key "detect"; known here: window_days, roles.',
    ],
    [
      'approvals:\n  approval_chains:\n    over_hi_arr: [FINANCE]\n',
      '3:5 approvals.approval_chains.over_hi_arr: Unknown key "over_hi_arr"; did you mean "over_high_arr"?',
    ],
    [
      'segments: [{name: smb}]\ndiscounts:\n  smb:\n    self_approve_pct_by_role: {sdr: 0.1}\n',
      '4:32 discounts.smb.self_approve_pct_by_role.sdr: Unknown key "sdr"; known here: csm, partner_manager, sales_manager.',
    ],
  ])('%j is refused', (text, message) => expect(errorsOf(text)).toEqual([expect.stringContaining(message)]));
});

describe('a share', () => {
  const discount = (share: string) =>
    `segments: [{name: smb}]\ndiscounts:\n  smb:\n    ae_self_approve_pct: ${share}\n`;

  it('keeps a basis point exactly', () => {
    const parsed = revOpsConfigSchema.parse(discount('0.2005'));
    expect(parsed.ok && parsed.config.facts.discounts.smb?.ae_self_approve_bp).toBe(2005);
  });

  it.each([
    ['0', 0],
    ['1', 10_000],
    ['0.0001', 1],
    ['0.29', 2900],
    ['0.57', 5700],
    ['1.0', 10_000],
  ])('of %s is %i basis points', (share, bp) => {
    const parsed = revOpsConfigSchema.parse(discount(share));
    expect(parsed.ok && parsed.config.facts.discounts.smb?.ae_self_approve_bp).toBe(bp);
  });

  it.each([
    ['20', 'This must be a fraction from 0 to 1 (write 20 % as 0.2); found 20.'],
    ['-0.1', 'This must be a fraction from 0 to 1 (write 20 % as 0.2); found -0.1.'],
    ['0.20005', 'This must have at most 4 decimals (a basis point is 0.0001); found 0.20005.'],
    ['0.0000001', 'This must have at most 4 decimals (a basis point is 0.0001); found 1e-7.'],
    ['20%', 'This must be a number; found "20%".'],
    ['.nan', 'This must be a number; found NaN.'],
    ['null', 'This must be a number; found nothing.'],
  ])('of %s is refused', (share, message) => {
    expect(errorsOf(discount(share))).toEqual([`4:26 discounts.smb.ae_self_approve_pct: ${message}`]);
  });
});

describe('sections are checked against each other', () => {
  it.each([
    [
      'discounts:\n  smbb: {}\nsegments: [{name: smb}]\n',
      '2:3 discounts.smbb: Segment "smbb" is not defined in segments; did you mean "smb"?',
    ],
    [
      'segments:\n  - name: smb\n    arr_min: 10\n    arr_max: 5\n',
      '3:14 segments[0].arr_min: Segment "smb" has arr_min above arr_max, so no deal can be in it.',
    ],
    ['segments: [{name: a}, {name: a}]\n', '1:30 segments[1].name: Segment "a" is named twice.'],
    ['currency: USX\n', '1:11 currency: This must be an ISO 4217 currency such as "USD"; found "USX".'],
    [
      'time_zone: Europe/Berlim\n',
      '1:12 time_zone: This must be a time zone such as "UTC" or "America/New_York"; found "Europe/Berlim".',
    ],
    [
      'currency: JPY\napprovals:\n  high_arr_threshold: 10.5\n',
      '3:23 approvals.high_arr_threshold: This is not an amount in JPY: too many decimals or digits in 10.5.',
    ],
    [
      'routing:\n  round_robin_pools:\n    a: []\n',
      '3:5 routing.round_robin_pools.a: A pool needs at least one member.',
    ],
    [
      'routing:\n  round_robin_pools:\n    a: [user:x, {user: x, weight: 2}]\n',
      '3:17 routing.round_robin_pools.a[1]: "x" is in this pool twice.',
    ],
    [
      'routing:\n  strategies:\n    - strategy: round_robin\n      pool: sdrs\n  round_robin_pools: {sdr: [x]}\n',
      '4:13 routing.strategies[0].pool: There is no pool "sdrs" in round_robin_pools; did you mean "sdr"?',
    ],
    [
      'routing:\n  strategies: [round_robin]\n  round_robin_pools: {a: [x], b: [y]}\n',
      '2:16 routing.strategies[0]: The strategy "round_robin" must say which pool: a, b.',
    ],
    [
      'routing:\n  default_strategy: round_robin\n',
      '2:21 routing.default_strategy: The strategy "round_robin" needs a pool, and round_robin_pools names none.',
    ],
    [
      'routing:\n  default_strategy: round_robbin\n',
      '2:21 routing.default_strategy: This must be one of account_owner_follows, named_account, territory, segment, round_robin, capacity, queue; found "round_robbin" (did you mean round_robin?).',
    ],
    [
      'routing:\n  territories:\n    x: [Atlantis]\n',
      '3:9 routing.territories.x[0]: "Atlantis" is not a region such as "US-CA" (ISO 3166-2) or "GB" (ISO 3166-1).',
    ],
    [
      'routing:\n  sla: [{segment: nano, minutes: 5}]\n',
      '2:19 routing.sla[0].segment: Segment "nano" is not defined; known are mid_market.',
    ],
    ['routing:\n  schedule: night\n', '2:13 routing.schedule: There is no schedule "night"; known are default.'],
    [
      'routing:\n  schedules:\n    none:\n      hours: {mon: []}\n',
      '4:7 routing.schedules.none.hours: The schedule has no working time, so no deadline could ever be met.',
    ],
    [
      'routing:\n  schedules:\n    s:\n      hours: {mon-fri: "09:00-17:00", fri: "09:00-12:00"}\n',
      '4:44 routing.schedules.s.hours.fri: The hours of fri are given twice.',
    ],
    [
      'routing:\n  schedules:\n    s:\n      hours: {mon: ["09:00-12:00", "11:00-17:00"]}\n',
      '4:15 routing.schedules.s.hours.mon: Two intervals of one day overlap.',
    ],
    [
      'routing:\n  named_accounts: [{owner: x}]\n',
      '2:20 routing.named_accounts[0]: A named account needs a domain or a company.',
    ],
    ['approvals:\n  stages: [[FINANCE], [FINANCE]]\n', '2:3 approvals.stages: FINANCE is in the stages twice.'],
    [
      'crm:\n  aliases:\n    country: {X: Nowhere}\n',
      '3:18 crm.aliases.country.X: "Nowhere" is neither a country\'s code nor its name.',
    ],
    [
      'exchange_rates: [{currency: JPY, from: 2026-01-01, rate: 0.006712345}]\n',
      '1:58 exchange_rates[0].rate: A rate of JPY in USD has at most 8 decimals; found 0.006712345.',
    ],
  ])('%j', (text, error) => expect(errorsOf(text)).toContain(error));

  it('sends an overnight shift to two intervals', () => {
    const [error] = errorsOf('routing:\n  schedules:\n    s:\n      hours: {mon: "22:00-06:00"}\n');
    expect(error).toContain('write an overnight shift as two intervals');
  });

  it('reports every error at once, in the order of the text', () => {
    expect(errorsOf('currency: XXY\nsegments: 3\nlog: {public: 1}\n').map((error) => error.split(' ')[0])).toEqual([
      '1:11',
      '2:11',
      '3:15',
    ]);
  });
});

describe('what may be meant is allowed, with a warning', () => {
  it('two territories that claim one region for the same leads', () => {
    const text = 'routing:\n  territories:\n    a: [GB]\n    b: {regions: [UK, FR], team: t}\n';
    expect(warningsOf(text)).toEqual([
      '4:19 routing.territories.b.regions[0]: Territories "a" and "b" overlap in GB; the first one wins.',
    ]);
  });

  it('but not a territory for one segment beside one for all', () => {
    const text =
      'segments: [{name: big}]\ndiscounts: {big: {}}\nrouting:\n  territories:\n    a: [GB]\n    b: {regions: [UK], team: t, segment: big}\n';
    expect(warningsOf(text)).toEqual([]);
  });

  it('segments that overlap, and one without thresholds', () => {
    const text = 'segments: [{name: a, arr_max: 10}, {name: b, arr_min: 10}]\ndiscounts: {a: {}}\n';
    expect(warningsOf(text)).toEqual([
      '1:36 segments[1]: Segments "a" and "b" overlap; the first one wins.',
      '2:1 discounts: Segment "b" has no thresholds: every discount in it needs a manager.',
    ]);
  });
});

describe('a text that is no config', () => {
  it.each([
    ['', 'The config is empty.'],
    ['# nothing\n', 'The config is empty.'],
    ['- a\n', 'The config must be a list of keys with values at its top level.'],
    ['a: 1\n---\nb: 2\n', 'This is not valid YAML'],
    ['a: [1\n', 'This is not valid YAML'],
    ['\ta: 1\n', 'This is not valid YAML'],
    ['currency: USD\ncurrency: EUR\n', 'This is not valid YAML: Map keys must be unique'],
    [`a: ${'['.repeat(50_000)}`, 'This is not valid YAML: it is nested too deeply.'],
    [
      `a: &a [x]\nb: &b [${'*a,'.repeat(30)}]\nc: &c [${'*b,'.repeat(30)}]\nd: [${'*c,'.repeat(30)}]`,
      'This is not valid YAML',
    ],
    ['x'.repeat(300_000), 'The config is longer than 262144 characters.'],
    ['a: &a [*a]\n', 'Unknown key "a"'],
    ['\u0000', 'The config must be a list of keys'],
  ])('is refused with one clear sentence (%#)', (text, message) => {
    const parsed = revOpsConfigSchema.parse(text);
    expect(parsed.ok).toBe(false);
    if (parsed.ok) return;
    expect(parsed.errors[0]?.message).toContain(message);
    expect(parsed.errors[0]?.line).toBeGreaterThan(0);
  });
});
