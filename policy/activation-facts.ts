import { z } from 'zod';
import { attribute, calendarDay, instant, token } from './attribute.js';
import { configFacts } from './config-facts-schema.js';
import { role } from './roles.js';

const signer = z.object({
  id: attribute(token, { description: 'Of the contact or user' }),
  side: z.enum(['customer', 'vendor']),
  signed: z.boolean(),
});

/** Everything the activation policy may read of a contract. */
export const activationFactsSchema = z.object({
  config: attribute(configFacts, { source: 'RevOpsConfigVersion' }),
  now: attribute(instant, { source: 'clock', description: "The transaction's instant" }),
  business_date: attribute(calendarDay, { source: 'clock or import' }),
  contract: attribute(
    z.object({
      id: token,
      status: z.enum(['draft', 'sent', 'viewed', 'signed', 'declined', 'voided', 'expired']),
      quote_version: attribute(z.int().min(1), { description: 'The version that was signed' }),
      signers: z.array(signer),
      jurisdiction: attribute(token.nullable(), { unit: 'ISO 3166-1 alpha-2', description: 'Null: not known' }),
      payment_days: attribute(z.int().min(0).nullable(), { unit: 'days', description: 'Null: no payment terms' }),
    }),
    { source: 'Contract' },
  ),
  quote: attribute(
    z.object({
      id: token,
      version: z.int().min(1),
      status: token,
      required_approvals: attribute(z.array(role), { description: 'Of the verdict it was submitted under' }),
    }),
    { source: 'QuoteVersion' },
  ),
  approvals: attribute(z.array(z.object({ id: token, role, status: token })), { source: 'Approval' }),
  receipts: attribute(z.array(token), { source: 'Receipt', description: "Steps of the deal's receipts" }),
});

/** The facts of one contract's activation. */
export type ActivationFacts = z.infer<typeof activationFactsSchema>;
