import { z } from 'zod';
import type { ApprovalFacts, ApproverRole } from '../../policy/config-facts.js';
import { basisPoints, type ConfigContext, type ConfigPath, fraction, name, repeated } from '../tenancy/index.js';

/** Every role that may be asked for an approval. */
export const APPROVERS = ['SALES_MANAGER', 'FINANCE', 'LEGAL', 'VP_SALES'] as const satisfies readonly ApproverRole[];

/** Roles in a list. */
export const chain = z.array(z.enum(APPROVERS));

const product = z.string().min(1).max(200);

/** The kind of a clause whose wording differs from the standard: "liability_cap", "termination". */
export const clauseType = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,63}$/, 'A type of clause is written small, such as "liability_cap".');

/** The keys of `approvals` that bring roles for lines, mixes, clauses and deals that belong together; off when left out. */
export const approvalRulesShape = {
  line_limits: z
    .array(z.strictObject({ max_line_discount_pct: fraction, roles: chain.min(1) }))
    .max(50)
    .default([])
    .describe('Any one line above this share brings these roles.'),
  product_mix: z
    .array(
      z.strictObject({
        id: name,
        has: z.array(product).min(1).max(50).describe('SKUs or families that are all sold.'),
        lacks: z.array(product).max(50).default([]).describe('SKUs or families of which none is sold.'),
        roles: chain.min(1),
      }),
    )
    .max(200)
    .default([]),
  clauses: z
    .record(clauseType, chain)
    .default({})
    .describe('Types of clauses that quotes may depart in, and the roles that each brings.'),
  split_deals: z
    .strictObject({
      window_days: z.int().min(1).max(90).describe('Quotes of the account family in so many days count together.'),
      roles: chain.default([]).describe('Beside those that the sum brings.'),
    })
    .optional(),
};

const rules = z.object(approvalRulesShape);

/** What was written of them, as policies read it; what was left out stays out, so that hashes of older files hold. */
export function approvalRules(
  raw: z.output<typeof rules>,
  context: ConfigContext,
): Pick<ApprovalFacts, 'line_limits' | 'product_mix' | 'clauses' | 'split_deals'> {
  const at = (...path: ConfigPath): ConfigPath => ['approvals', ...path];
  for (const n of repeated(raw.product_mix, ({ id }) => id))
    context.error(at('product_mix', n, 'id'), `The id "${raw.product_mix[n]?.id}" is used twice.`);
  for (const [n, { has, lacks }] of raw.product_mix.entries()) {
    const both = has.find((each) => lacks.includes(each));
    if (both) context.error(at('product_mix', n, 'lacks'), `"${both}" cannot be both sold and not sold.`);
  }
  const limits = raw.line_limits.map(({ max_line_discount_pct: share, roles }) => ({
    max_line_discount_bp: basisPoints(share),
    roles: [...new Set(roles)],
  }));
  return {
    ...(limits.length > 0 && { line_limits: limits }),
    ...(raw.product_mix.length > 0 && { product_mix: raw.product_mix }),
    ...(Object.keys(raw.clauses).length > 0 && { clauses: raw.clauses }),
    ...(raw.split_deals && { split_deals: raw.split_deals }),
  };
}
