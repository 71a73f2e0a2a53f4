import { z } from 'zod';
import { amountMinor, attribute, calendarDay, currency, customValues, instant, token } from './attribute.js';
import { configFacts } from './config-facts-schema.js';

const seat = z.enum(['DECISION', 'OBSERVER']);

const person = z.object({
  id: token,
  roles: attribute(z.array(token), { description: 'Role names held at this instant, such as "ae"' }),
  seat: attribute(seat.nullable(), { description: 'Null: none' }),
});

const line = attribute(
  z.object({
    sku: token,
    quantity: z.int().min(0),
    list_minor: attribute(amountMinor, { unit: 'minor units of quote.currency', description: 'Of the whole line' }),
    net_minor: attribute(amountMinor, { unit: 'minor units of quote.currency', description: 'Of the whole line' }),
    recurring: z.boolean(),
    family: attribute(token.nullable().optional(), { description: 'Of the product' }),
    custom: customValues.optional(),
  }),
  { source: 'QuoteLine' },
);

const quote = attribute(
  z.object({
    id: token,
    version: z.int().min(1),
    currency: attribute(currency, { unit: 'ISO 4217' }),
    list_total_minor: attribute(amountMinor, { unit: 'minor units of quote.currency' }),
    net_total_minor: attribute(amountMinor, {
      unit: 'minor units of quote.currency',
      description: 'Above list: an uplift',
    }),
    term_length_months: attribute(z.int().min(1).max(1_200).nullable(), {
      unit: 'months',
      description: 'Null: no term',
    }),
    has_non_standard_terms: z.boolean(),
    liability_minor: attribute(amountMinor.nullable(), {
      unit: 'minor units of quote.currency',
      description: 'Null: standard',
    }),
    payment_days: attribute(z.int().min(0).nullable(), { unit: 'days', description: 'Null: standard' }),
    risk_level: attribute(z.enum(['low', 'medium', 'high']).nullable(), { description: 'Null: not rated' }),
    product_mix: attribute(z.array(token), { description: 'The product families in the quote, sorted' }),
    clauses: attribute(z.array(token).optional(), {
      description: 'The clause types in which the terms differ from the standard, sorted',
    }),
    custom: customValues.optional(),
    lines: z.array(line),
  }),
  { source: 'QuoteVersion' },
);

const account = attribute(
  z.object({
    id: token,
    segment: attribute(token.nullable(), { description: 'As stored; the ARR decides' }),
    arr_minor: attribute(amountMinor.nullable(), {
      unit: 'minor units of config.currency',
      description: "Null: unknown, the deal's decides",
    }),
    region: token.nullable(),
    country: attribute(token.nullable(), { unit: 'ISO 3166-1 alpha-2' }),
    customer_status: z.enum(['prospect', 'customer', 'former']),
    industry: token.nullable(),
    employees: z.int().min(0).nullable(),
    owner_id: token.nullable(),
    external_id: attribute(token.nullable().optional(), { description: 'As the import named it' }),
    custom: customValues.optional(),
  }),
  { source: 'Account' },
);

const sibling = attribute(
  z.object({
    quote_id: token,
    version: z.int().min(1),
    status: token,
    currency,
    list_total_minor: attribute(amountMinor, { unit: "minor units of the sibling's currency" }),
    net_total_minor: attribute(amountMinor, { unit: "minor units of the sibling's currency" }),
    recurring_net_minor: attribute(amountMinor.optional(), {
      unit: "minor units of the sibling's currency",
      description: 'Of its recurring lines',
    }),
    term_length_months: attribute(z.int().min(1).max(1_200).nullable().optional(), {
      unit: 'months',
      description: 'Null: no term',
    }),
    submitted_on: attribute(calendarDay.optional(), { description: 'The day it counts for' }),
  }),
  { source: 'QuoteVersion', description: 'Other open or won quotes of the account family' },
);

/** Everything the discount policies may read: what today's rules read, and what tomorrow's may (see catalogue.ts). */
export const discountFactsSchema = z.object({
  config: attribute(configFacts, { source: 'RevOpsConfigVersion' }),
  now: attribute(instant, { source: 'clock', description: "The transaction's instant" }),
  business_date: attribute(calendarDay, { source: 'clock or import', description: 'The day the rates are taken of' }),
  backfill: attribute(z.boolean(), { source: 'command', description: 'History that is entered later' }),
  submitter: attribute(person, { source: 'User' }),
  on_behalf_of: attribute(person.nullable(), { source: 'User', description: 'Whose role counts in a backfill' }),
  quote,
  account: account.nullable(),
  opportunity: attribute(
    z
      .object({
        id: token,
        stage: token,
        strategic: z.boolean(),
        type: token.nullable(),
        custom: customValues.optional(),
      })
      .nullable(),
    { source: 'Opportunity' },
  ),
  siblings: z.array(sibling),
  siblings_log_position: attribute(z.int().min(0).nullable(), {
    source: 'LogHead',
    description: 'The size of the log when the siblings were read',
  }),
});

/** The facts of one quote's evaluation. Amounts in minor units, never a float. */
export type DiscountFacts = z.infer<typeof discountFactsSchema>;
