import { z } from 'zod';
import type { OverrideFacts } from '../../../policy/config-facts.js';
import { role } from '../../../policy/roles.js';
import { type ConfigContext, defineSection } from './config-section.js';
import { basisPoints, fraction, name, repeated } from './config-values.js';
import { nearestKey } from './nearest-key.js';

const date = z.iso.date('A day is written such as 2026-12-31.');
const limit = fraction.optional();

const override = z.strictObject({
  id: name.describe('Verdicts name it "override.<id>".'),
  account: z.string().min(1).max(100).optional().describe("The account's id."),
  sku: z.string().min(1).max(200).optional(),
  segment: name.optional(),
  from: date.describe('First day.'),
  until: date.optional().describe('Last day, inclusive; every exception has one.'),
  reason: z.string().min(1).max(500).describe('Why; shown with every verdict that it changed.'),
  ae_self_approve_pct: limit,
  max_discount_pct: limit,
  finance_required_pct: limit,
  vp_required_pct: limit,
  waive_roles: z.array(role).default([]),
  add_roles: z.array(role).default([]),
  deny: z.boolean().default(false),
});

type RawOverride = z.output<typeof override>;

const shape = {
  overrides: z
    .array(override)
    .max(1_000)
    .default([])
    .describe('Dated exceptions for an account, a product, a segment.'),
};

/** The `overrides` key: the tenant's dated exceptions. Composed after the segments. */
export const overridesSection = defineSection({
  name: 'overrides',
  shape,
  normalise({ overrides: written }, context) {
    for (const n of repeated(written, ({ id }) => id))
      context.error(['overrides', n, 'id'], `The id "${written[n]?.id}" is used by two overrides.`);
    const overrides = written.map((raw, n) => overrideOf(raw, n, context));
    return { data: undefined, facts: overrides.length > 0 ? { overrides } : {} };
  },
});

const LIMITS = ['ae_self_approve_pct', 'max_discount_pct', 'finance_required_pct', 'vp_required_pct'] as const;

function overrideOf(raw: RawOverride, n: number, context: ConfigContext): OverrideFacts {
  checkPeriod(raw, n, context);
  checkSegment(raw, n, context);
  const silent = LIMITS.every((key) => raw[key] === undefined);
  if (silent && !raw.deny && raw.waive_roles.length + raw.add_roles.length === 0)
    context.error(['overrides', n], 'This override changes nothing: give it a limit, roles, or "deny".');
  const bp = (share: number | undefined) => (share === undefined ? null : basisPoints(share));
  return {
    id: raw.id,
    account_id: raw.account ?? null,
    sku: raw.sku ?? null,
    segment: raw.segment ?? null,
    from: raw.from,
    until: raw.until ?? raw.from,
    reason: raw.reason,
    effect: {
      ae_self_approve_bp: bp(raw.ae_self_approve_pct),
      max_discount_bp: bp(raw.max_discount_pct),
      finance_required_bp: bp(raw.finance_required_pct),
      vp_required_bp: bp(raw.vp_required_pct),
      waive_roles: [...new Set(raw.waive_roles)],
      add_roles: [...new Set(raw.add_roles)],
      deny: raw.deny,
    },
  };
}

function checkPeriod({ from, until }: RawOverride, n: number, context: ConfigContext): void {
  if (until === undefined) context.error(['overrides', n], 'An override needs an expiry: "until", its last day.');
  else if (until < from)
    context.error(['overrides', n, 'until'], `This override expires on ${until}, before it begins on ${from}.`);
}

function checkSegment({ segment }: RawOverride, n: number, context: ConfigContext): void {
  const known = [...(context.facts.segments ?? []).map((each) => each.name), 'mid_market'];
  if (segment === undefined || known.includes(segment)) return;
  const near = nearestKey(segment, known);
  context.error(
    ['overrides', n, 'segment'],
    `Segment "${segment}" is not defined in segments${near ? `; did you mean "${near}"?` : '.'}`,
  );
}
