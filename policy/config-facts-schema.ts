import { z } from 'zod';
import { basisPoints, calendarDay, currency, token } from './attribute.js';
import type { ConfigFacts } from './config-facts.js';
import { activation, attributeDeclaration, override, rule } from './config-rules-schema.js';
import { role, strategy } from './roles.js';

const count = z.int().min(0);

const segment = z.object({
  name: token,
  arr_min_minor: count.nullable(),
  arr_max_minor: count.nullable(),
  employees_min: count.nullable(),
  employees_max: count.nullable(),
});

const routing = z.object({
  strategies: z.array(
    z.object({
      id: token,
      strategy,
      pool: token.nullable(),
      team: token.nullable(),
      segments: z.array(token).nullable(),
      countries: z.array(token).nullable(),
    }),
  ),
  default_strategy: strategy,
  territories: z.record(token, z.object({ regions: z.array(token), team: token, segment: token.nullable() })),
  pools: z.record(token, z.object({ members: z.array(token), team: token.nullable() })),
  named_accounts: z.array(z.object({ domain: token.nullable(), company: token.nullable(), owner: token })),
  sla: z.array(z.object({ segment: token.nullable(), country: token.nullable(), minutes: count })),
  required_attributes: z.array(token),
  blocked_domains: z.array(token),
  customers_to_csm: z.boolean(),
});

const limits = z.object({
  ae_self_approve_bp: basisPoints,
  manager_required_bp: basisPoints.nullable(),
  finance_required_bp: basisPoints.nullable(),
  vp_required_bp: basisPoints.nullable(),
  max_discount_bp: basisPoints.nullable(),
  legal_required_for_non_standard: z.boolean(),
  self_approve_bp_by_role: z.record(token, basisPoints),
});

const approvals = z.object({
  high_arr_threshold_minor: count.nullable(),
  max_liability_minor: count.nullable(),
  max_term_months: count.nullable(),
  approval_chains: z.record(token, z.array(role)),
  restricted_products: z.array(z.object({ sku: token, roles: z.array(role) })),
  stages: z.array(z.array(role)),
  line_limits: z.array(z.object({ max_line_discount_bp: basisPoints, roles: z.array(role) })).optional(),
  product_mix: z
    .array(z.object({ id: token, has: z.array(token), lacks: z.array(token), roles: z.array(role) }))
    .optional(),
  clauses: z.record(token, z.array(role)).optional(),
  split_deals: z
    .object({ window_days: z.int().min(1).max(90), roles: z.array(role) })
    .nullable()
    .optional(),
});

const exchangeRate = z.object({ currency, from: calendarDay, minor_per_million: z.int().min(1) });

/** What a config must look like to be read by a policy; the same shape as ConfigFacts. */
export const configFactsSchema: z.ZodType<ConfigFacts> = z.object({
  currency,
  segments: z.array(segment),
  routing,
  discounts: z.record(token, limits),
  approvals,
  exchange_rates: z.array(exchangeRate).optional(),
  attributes: z.array(attributeDeclaration).optional(),
  rules: z.array(rule).optional(),
  overrides: z.array(override).optional(),
  activation: activation.optional(),
});

const seen = new WeakSet<object>();

/** The same check for configs as they recur: a config version is one object for thousands of decisions, so it is checked once. */
export const configFacts = z.custom<ConfigFacts>().superRefine((config, context) => {
  if (typeof config === 'object' && config !== null && seen.has(config)) return;
  const parsed = configFactsSchema.safeParse(config);
  if (parsed.success) seen.add(config);
  else for (const issue of parsed.error.issues) context.addIssue({ ...issue, message: issue.message } as never);
});

/** Whether this very object was found to be a config before. */
export const isCheckedConfig = (config: unknown): boolean =>
  typeof config === 'object' && config !== null && seen.has(config);
