import { z } from 'zod';
import { attribute, basisPoints, calendarDay, token } from './attribute.js';
import { role, strategy } from './roles.js';

/** An attribute that a tenant declares. */
export const attributeDeclaration = z.object({
  entity: z.enum(['lead', 'account', 'opportunity', 'quote', 'line']),
  name: token,
  type: z.enum(['integer', 'boolean', 'string', 'enum', 'date']),
  values: z.array(token).nullable(),
  unit: token.nullable(),
  personal: z.boolean(),
});

/** The most lists of tests that a rule's condition may come to. */
export const MAX_CONJUNCTIONS = 64;

const test = z.object({
  attribute: token,
  path: z.array(token).min(1),
  op: z.enum(['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'not_in', 'known', 'unknown']),
  value: attribute(z.union([z.int(), z.boolean(), z.string(), z.array(z.union([z.string(), z.int()])), z.null()]), {
    description: 'Of the type that its attribute has',
  }),
  every: z.boolean().optional(),
});

/** One of a tenant's own rules, its condition in disjunctive normal form. */
export const rule = z.object({
  id: token,
  applies_to: z.enum(['discount', 'routing']),
  when: z.array(z.array(test).min(1)).min(1).max(MAX_CONJUNCTIONS),
  // biome-ignore lint/suspicious/noThenProperty: the word of RevOpsConfig; nobody awaits a config.
  then: z.object({
    add_roles: z.array(role),
    deny: z.boolean(),
    strategy: strategy.nullable(),
    pool: token.nullable(),
    team: token.nullable(),
  }),
  stop: z.boolean(),
  rationale: token.nullable(),
});

const limit = basisPoints.nullable();

/** A dated exception. */
export const override = z.object({
  id: token,
  account_id: token.nullable(),
  sku: token.nullable(),
  segment: token.nullable(),
  from: calendarDay,
  until: calendarDay,
  reason: token,
  effect: z.object({
    ae_self_approve_bp: limit,
    max_discount_bp: limit,
    finance_required_bp: limit,
    vp_required_bp: limit,
    waive_roles: z.array(role),
    add_roles: z.array(role),
    deny: z.boolean(),
  }),
});

/** What a contract's activation needs. */
export const activation = z.object({
  allowed_jurisdictions: z.array(token),
  required_receipts: z.array(token),
});
