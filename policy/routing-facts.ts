import { z } from 'zod';
import { amountMinor, attribute, customValues, instant, token } from './attribute.js';
import { configFacts } from './config-facts-schema.js';

const text = token.nullable();
const handle = attribute(token.nullable(), { personal: true, description: "A user's handle may hold a name" });

const lead = attribute(
  z.object({
    id: token,
    country: attribute(text, { unit: 'ISO 3166-1 alpha-2', description: 'UK is GB here' }),
    state: attribute(text, { unit: 'ISO 3166-2', description: 'With its country: US-CA' }),
    segment: attribute(text, { description: 'As stated by the source' }),
    company_size: attribute(z.int().min(0).nullable(), { unit: 'employees' }),
    industry: text,
    email_domain: attribute(text, { description: 'As in the address; the address itself is no fact' }),
    company_domain: attribute(text, { description: 'Registrable domain of the company; null for free mail' }),
    company_key: attribute(text, { description: 'Normalised company name' }),
    source: attribute(token, { description: 'form, product_signal, partner, csv …' }),
    utm_source: text,
    utm_medium: text,
    utm_campaign: text,
    utm_term: text,
    utm_content: text,
    previous_owners: attribute(z.array(token), {
      personal: true,
      description: 'Handles of those who had this lead and lost it by escalation or reassignment',
    }),
    custom: customValues.optional(),
  }),
  { source: 'Lead' },
);

const account = attribute(
  z.object({
    id: token,
    owner_id: text,
    owner_handle: handle,
    owner_active: z.boolean().nullable(),
    csm_id: text,
    csm_handle: handle,
    csm_active: z.boolean().nullable(),
    customer_status: z.enum(['prospect', 'customer', 'former']),
    segment: text,
    arr_minor: attribute(amountMinor.nullable(), { unit: 'minor units of config.currency' }),
    region: text,
    country: attribute(text, { unit: 'ISO 3166-1 alpha-2' }),
    industry: text,
    employees: z.int().min(0).nullable(),
    custom: customValues.optional(),
  }),
  { source: 'Account' },
);

/** Everything the routing policies may read: what today's rules read, and what tomorrow's may (see catalogue.ts). */
export const routingFactsSchema = z.object({
  config: attribute(configFacts, { source: 'RevOpsConfigVersion' }),
  now: attribute(instant, { source: 'clock', description: "The transaction's instant" }),
  subject: attribute(
    z.object({ type: z.enum(['user', 'api_key', 'system', 'visitor']), id: token, roles: z.array(token) }),
    {
      source: 'caller',
      description: 'Who brought the lead',
    },
  ),
  lead,
  account: attribute(account.nullable(), { description: 'The account matched, if any' }),
  match: attribute(
    z
      .object({
        criterion: token,
        score: attribute(z.int().min(0).max(10_000), { unit: 'basis points' }),
        conflict: z.boolean(),
      })
      .nullable(),
    { source: 'Lead MATCHED_TO Account' },
  ),
  named_owners: attribute(z.record(token, z.object({ id: token, active: z.boolean() })), {
    source: 'User',
    personal: true,
    description: 'By handle: at least those whom the named accounts of this domain or company name',
  }),
});

/** The facts of one lead, for preflight and routing. */
export type LeadRoutingFacts = z.infer<typeof routingFactsSchema>;
