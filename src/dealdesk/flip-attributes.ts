import type { DiscountFacts } from '../../policy/discount-facts.js';
import type { DiscountVerdict } from '../../policy/verdicts.js';
import { discountBp, formatMoney } from '../kernel/values/money.js';
import { at, type Dial, heldAgainst, type RevisedLine, withAt, withQuote } from './flip-dial.js';

/** The most months and days that a quote may say (terms.ts). */
const MOST_MONTHS = 1_200;
const MOST_DAYS = 3_650;
/** The largest amount that policies compare exactly. */
export const MOST_MINOR = Math.floor(Number.MAX_SAFE_INTEGER / 10_000);

/** Every attribute of a deal that one change may turn: those of the offer first, which its owner may revise. */
export function attributeDials(facts: DiscountFacts, { trace }: Pick<DiscountVerdict, 'trace'>): Dial[] {
  const limits = new Map(trace.map(({ rule, limit }) => [rule, limit]));
  const limitsOf = (...rules: string[]): number[] => rules.flatMap((rule) => limits.get(rule) ?? []);
  return [
    ...discountDial(facts, trace),
    ...countedDials(facts, limitsOf),
    ...termsDials(facts),
    ...productDials(facts),
    ...dealDials(facts),
    ...ownDials(facts),
  ];
}

/** Less discount, spread over the lines that give some, in proportion; who pays more than list goes on doing so. */
function discountDial(facts: DiscountFacts, trace: DiscountVerdict['trace']): Dial[] {
  const { quote } = facts;
  const value = discountBp(quote.list_total_minor, quote.net_total_minor);
  if (value === 0) return [];
  const lines = (to: unknown): RevisedLine[] => repriced(quote, Number(to));
  const limits = trace.filter(({ observed }) => observed === value).flatMap(({ limit }) => limit ?? []);
  return [
    {
      of: 'attribute',
      name: 'deal.discount_bp',
      unit: 'basis points',
      value,
      ends: [0],
      hints: [
        ...limits,
        ...heldAgainst(facts.config, 'deal.discount_bp'),
        ...heldAgainst(facts.config, 'line.discount_bp'),
      ],
      lines,
      turned: (to) =>
        withNets(
          facts,
          lines(to).map(({ quantity, netUnitMinor }) => quantity * netUnitMinor),
        ),
      said: (to) => `${(value - Number(to)) / 100} points less discount`,
    },
  ];
}

function repriced({ list_total_minor, lines }: DiscountFacts['quote'], discount: number): RevisedLine[] {
  const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + BigInt(amount), 0n);
  const given = sum(lines.map((line) => Math.max(0, line.list_minor - line.net_minor)));
  const uplift = sum(lines.map((line) => Math.max(0, line.net_minor - line.list_minor)));
  const wanted = BigInt(discount) * BigInt(list_total_minor) + uplift * 10_000n;
  return lines.map(({ quantity, list_minor, net_minor }, index) => {
    const off = BigInt(Math.max(0, list_minor - net_minor));
    // Rounded in the price's favour: who gives so many points never gives more.
    const perUnit = (off * wanted) / (given * 10_000n * BigInt(quantity));
    const netUnitMinor = net_minor >= list_minor ? net_minor / quantity : list_minor / quantity - Number(perUnit);
    return { index, quantity, netUnitMinor };
  });
}

const withNets = (facts: DiscountFacts, nets: number[]): DiscountFacts =>
  withQuote(facts, {
    lines: facts.quote.lines.map((line, n) => ({ ...line, net_minor: nets[n] as number })),
    net_total_minor: nets.reduce((total, net) => total + net, 0),
  });

/** Months, days and money that the offer counts; what it leaves to the standard contract is not turned. */
function countedDials(facts: DiscountFacts, limitsOf: (...rules: string[]) => number[]): Dial[] {
  const { quote, config } = facts;
  const money = (amountMinor: number) => formatMoney({ amountMinor, currency: quote.currency });
  const dial = (
    key: CountedKey,
    unit: string,
    ends: number[],
    limits: number[],
    said: (to: number) => string,
  ): Dial[] => {
    const value = quote[key] ?? null;
    if (value === null) return [];
    const name = `quote.${key}`;
    const hints = [...limits, ...heldAgainst(config, name)];
    const turned: Dial['turned'] = (to) => withQuote(facts, { [key]: to });
    return [{ of: 'attribute', name, unit, value, ends, hints, turned, said: (to) => said(Number(to)) }];
  };
  const months = (to: number) =>
    `a term of ${to} ${to === 1 ? 'month' : 'months'} instead of ${quote.term_length_months}`;
  return [
    ...dial('term_length_months', 'months', [1, MOST_MONTHS], limitsOf('discount.term_over_limit'), months),
    ...dial(
      'liability_minor',
      'minor units',
      [0],
      limitsOf('discount.liability_over_limit'),
      (to) => `a liability of ${money(to)} instead of ${money(quote.liability_minor ?? 0)}`,
    ),
    ...dial(
      'payment_days',
      'days',
      [0, MOST_DAYS],
      [],
      (to) => `payment in ${to} days instead of ${quote.payment_days}`,
    ),
  ];
}
type CountedKey = 'term_length_months' | 'liability_minor' | 'payment_days';

/** Terms that are so or not so. */
function termsDials(facts: DiscountFacts): Dial[] {
  const { has_non_standard_terms, risk_level, clauses = [] } = facts.quote;
  const lower = { low: [], medium: ['low'], high: ['medium', 'low'] }[risk_level ?? 'low'];
  const dial = (key: 'has_non_standard_terms' | 'risk_level', ends: Dial['ends'], said: Dial['said']): Dial[] => {
    const value = facts.quote[key] ?? null;
    const turned: Dial['turned'] = (to) => withQuote(facts, { [key]: to });
    return ends.length === 0
      ? []
      : [{ of: 'attribute', name: `quote.${key}`, unit: null, value, ends, hints: [], turned, said }];
  };
  return [
    ...dial('has_non_standard_terms', has_non_standard_terms ? [false] : [], () => 'standard terms alone'),
    ...dial('risk_level', lower, (to) => `a risk rated as ${to} instead of ${risk_level}`),
    ...clauses.map((clause): Dial => {
      const left = clauses.filter((other) => other !== clause);
      return {
        of: 'attribute',
        name: 'quote.clauses',
        unit: null,
        value: clauses.join(', '),
        ends: [left.join(', ')],
        hints: [],
        turned: () => withQuote(facts, { clauses: left }),
        said: () => `the standard clause on ${clause}`,
      };
    }),
  ];
}

/** The quote without one of its products; somebody still buys the others. */
function productDials(facts: DiscountFacts): Dial[] {
  const { lines } = facts.quote;
  const skus = [...new Set(lines.map(({ sku }) => sku))];
  if (skus.length < 2) return [];
  return skus.map((sku): Dial => {
    const kept = lines.filter((line) => line.sku !== sku);
    const total = (key: 'list_minor' | 'net_minor') => kept.reduce((sum, line) => sum + line[key], 0);
    const turned = withQuote(facts, {
      lines: kept,
      list_total_minor: total('list_minor'),
      net_total_minor: total('net_minor'),
      product_mix: [...new Set(kept.flatMap(({ family }) => family ?? []))].sort(),
    });
    return {
      of: 'attribute',
      name: 'quote.lines',
      unit: null,
      value: skus.join(', '),
      ends: [skus.filter((other) => other !== sku).join(', ')],
      hints: [],
      turned: () => turned,
      said: () => `leaving ${sku} out`,
      lines: () =>
        lines.flatMap((line, index) =>
          line.sku === sku ? [] : [{ index, quantity: line.quantity, netUnitMinor: line.net_minor / line.quantity }],
        ),
    };
  });
}

/** What the opportunity and the account say, which is not the quote's to revise. */
function dealDials(facts: DiscountFacts): Dial[] {
  const { opportunity, account, config } = facts;
  const arr = account?.arr_minor ?? null;
  const bounds = config.segments.flatMap(({ arr_min_minor, arr_max_minor }) =>
    [arr_min_minor ?? [], arr_max_minor ?? []].flat(),
  );
  const edges = bounds
    .flatMap((bound) => [bound - 1, bound, bound + 1])
    .filter((edge) => edge >= 0 && edge <= MOST_MINOR);
  const money = (amountMinor: number) => formatMoney({ amountMinor, currency: config.currency });
  const strategic: Dial[] = opportunity?.strategic
    ? [
        {
          of: 'attribute',
          name: 'opportunity.strategic',
          unit: null,
          value: true,
          ends: [false],
          hints: [],
          turned: (to) => withAt(facts, ['opportunity', 'strategic'], to),
          said: () => 'a deal that is not strategic',
        },
      ]
    : [];
  if (arr === null) return strategic;
  return [
    ...strategic,
    {
      of: 'attribute',
      name: 'account.arr_minor',
      unit: 'minor units',
      value: arr,
      ends: edges,
      hints: [...edges, ...heldAgainst(config, 'account.arr_minor')],
      turned: (to) => withAt(facts, ['account', 'arr_minor'], to),
      said: (to) => `an account whose ARR is ${money(Number(to))} instead of ${money(arr)}`,
    },
  ];
}

/** Attributes that the tenant declares, where its rules test them. */
function ownDials(facts: DiscountFacts): Dial[] {
  const { config } = facts;
  return (config.attributes ?? []).flatMap(({ entity, name, type, values, unit }): Dial[] => {
    const path = [entity, 'custom', name];
    const attribute = path.join('.');
    const value = at(facts, path);
    if (!['account', 'opportunity', 'quote'].includes(entity) || value === undefined || value === null) return [];
    const hints = heldAgainst(config, attribute);
    const near = hints.flatMap((hint) => [hint - 1, hint, hint + 1]);
    const ends = { integer: near, boolean: [value !== true], enum: (values ?? []).filter((one) => one !== value) };
    return [
      {
        of: 'attribute',
        name: attribute,
        unit,
        value: value as Dial['value'],
        ends: type in ends ? ends[type as keyof typeof ends] : [],
        hints,
        turned: (to) => withAt(facts, path, to),
        said: (to) => `${attribute} ${to} instead of ${value}`,
      },
    ];
  });
}
