import type { ConfigFacts } from '../../policy/config-facts.js';
import type { DiscountFacts } from '../../policy/discount-facts.js';
import type { DiscountVerdict } from '../../policy/verdicts.js';
import { formatMoney } from '../kernel/values/money.js';
import { MOST_MINOR } from './flip-attributes.js';
import { at, type Dial, percent, withAt } from './flip-dial.js';

/** The mid-market takes the small businesses' limits where it has none (semantics, Segments and amounts). */
const FALLBACK = 'smb';

/** Every value of the configuration that one change may turn, as far as it bears on this deal. */
export function configDials(
  facts: DiscountFacts,
  { segment, trace }: Pick<DiscountVerdict, 'segment' | 'trace'>,
): Dial[] {
  const { config } = facts;
  const observed = trace.flatMap((entry) => entry.observed ?? []);
  const counted = (path: string[], unit: Unit, most: number): Dial[] => countedDial(facts, path, unit, most, observed);
  const key = segment !== null && segment in config.discounts ? segment : FALLBACK;
  const limits = ['discounts', key];
  const roles = Object.keys(config.discounts[key]?.self_approve_bp_by_role ?? {});
  const { approval_chains, restricted_products, line_limits = [], product_mix = [], clauses = {} } = config.approvals;
  const lists = [
    ...Object.keys(approval_chains).map((chain) => ['approval_chains', chain]),
    ...restricted_products.map((_, n) => ['restricted_products', String(n), 'roles']),
    ...line_limits.map((_, n) => ['line_limits', String(n), 'roles']),
    ...product_mix.map((_, n) => ['product_mix', String(n), 'roles']),
    ...Object.keys(clauses).map((clause) => ['clauses', clause]),
  ].map((path) => ['approvals', ...path]);
  return [
    ...LIMITS.flatMap((name) => counted([...limits, name], 'basis points', 10_000)),
    ...roles.flatMap((role) => counted([...limits, 'self_approve_bp_by_role', role], 'basis points', 10_000)),
    ...counted(['approvals', 'high_arr_threshold_minor'], 'minor units', MOST_MINOR),
    ...counted(['approvals', 'max_liability_minor'], 'minor units', MOST_MINOR),
    ...counted(['approvals', 'max_term_months'], 'months', 1_200),
    ...line_limits.flatMap((_, n) =>
      counted(['approvals', 'line_limits', String(n), 'max_line_discount_bp'], 'basis points', 10_000),
    ),
    ...legalDial(facts, [...limits, 'legal_required_for_non_standard']),
    ...lists.flatMap((path) => roleDials(facts, path)),
    ...ruleDials(facts),
  ];
}

const LIMITS = [
  'ae_self_approve_bp',
  'manager_required_bp',
  'finance_required_bp',
  'vp_required_bp',
  'max_discount_bp',
];
type Unit = 'basis points' | 'minor units' | 'months';

const withConfig = (facts: DiscountFacts, path: string[], to: unknown): DiscountFacts => ({
  ...facts,
  config: withAt<ConfigFacts>(facts.config, path, to),
});

/** A limit that is set, raised. */
function countedDial(facts: DiscountFacts, path: string[], unit: Unit, most: number, hints: number[]): Dial[] {
  const value = at(facts.config, path);
  if (typeof value !== 'number' || value >= most) return [];
  const shown = (amount: number): string => {
    if (unit === 'basis points') return percent(amount);
    return unit === 'months'
      ? `${amount} months`
      : formatMoney({ amountMinor: amount, currency: facts.config.currency });
  };
  return [
    {
      of: 'config',
      name: nameOf(path),
      unit,
      value,
      ends: [most],
      hints,
      turned: (to) => withConfig(facts, path, to),
      said: (to) => `${written(path)} of ${shown(Number(to))} instead of ${shown(value)}`,
    },
  ];
}

function legalDial(facts: DiscountFacts, path: string[]): Dial[] {
  if (at(facts.config, path) !== true) return [];
  return [
    {
      of: 'config',
      name: nameOf(path),
      unit: null,
      value: true,
      ends: [false],
      hints: [],
      turned: (to) => withConfig(facts, path, to),
      said: () => `${written(path)} of false`,
    },
  ];
}

/** A list of roles without one of them. */
function roleDials(facts: DiscountFacts, path: string[]): Dial[] {
  const roles = at(facts.config, path) as string[];
  return roles.map((role): Dial => {
    const left = roles.filter((other) => other !== role);
    return {
      of: 'config',
      name: nameOf(path),
      unit: null,
      value: roles.join(', '),
      ends: [left.join(', ')],
      hints: [],
      turned: () => withConfig(facts, path, left),
      said: () => `${written(path)} without ${role}`,
    };
  });
}

/** Whole numbers that the tenant's rules hold something against, and the roles that they add. */
function ruleDials(facts: DiscountFacts): Dial[] {
  return (facts.config.rules ?? []).flatMap((rule, n) => {
    if (rule.applies_to !== 'discount') return [];
    const tests = rule.when.flatMap((all, i) =>
      all.flatMap(({ path, attribute, value }, j): Dial[] => {
        if (typeof value !== 'number') return [];
        const seen = at(facts, path);
        const near = typeof seen === 'number' ? [seen - 1, seen, seen + 1].filter((one) => one >= 0) : [];
        const place = ['rules', String(n), 'when', String(i), String(j), 'value'];
        return [
          {
            of: 'config',
            name: nameOf(place),
            unit: null,
            value,
            ends: near.filter((one) => one !== value),
            hints: near,
            turned: (to) => withConfig(facts, place, to),
            said: (to) => `the rule "${rule.id}" held against ${attribute} ${to} instead of ${value}`,
          },
        ];
      }),
    );
    return [...tests, ...roleDials(facts, ['rules', String(n), 'then', 'add_roles'])];
  });
}

const nameOf = (path: string[]): string => `config.${path.join('.')}`;

/** As the author of the configuration writes it: shares end in `_pct`, amounts in nothing. */
const written = (path: string[]): string =>
  path
    .join('.')
    .replace(/_bp$/, '_pct')
    .replace('_bp_by', '_pct_by')
    .replace(/_minor$/, '');
