import { z } from 'zod';
import { isCurrency } from '../kernel/values/money.js';
import { isVisible, SHOWS_NOTHING } from '../kernel/values/text.js';
import { resolveCountry } from './countries.js';
import { registrableDomain } from './domains.js';

/** Fields that commands of this slice share. */
export const key = z.string().min(1).max(200).nullish();
export const id = z.string().min(1).max(64);
export const version = z.int().min(1);
export const externalId = z.string().trim().min(1).max(200).refine(isVisible, SHOWS_NOTHING);
export const shortText = z.string().trim().min(1).max(200).refine(isVisible, SHOWS_NOTHING);

/** `YYYY-MM-DD`, a day that exists. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

export const day = z.string().refine(isDay, 'This must be a day such as 2026-11-20.');

export const currency = z.string().refine(isCurrency, 'This must be an ISO 4217 code such as USD.');

/** Amounts of this slice are never negative. */
export const money = z.object({ amountMinor: z.int().min(0), currency });

/** A registrable domain; takes a host, an address or a URL. */
export const domain = z.string().transform((text, context) => {
  const found = registrableDomain(text);
  if (!found) context.addIssue({ code: 'custom', message: `"${text.slice(0, 80)}" is not a domain such as acme.com.` });
  return found ?? text;
});

/** An ISO 3166-1 code; takes a country's English name, too. */
export const country = z.string().transform((text, context) => {
  const found = resolveCountry(text);
  if (!found)
    context.addIssue({ code: 'custom', message: `"${text.slice(0, 80)}" is neither a country's code nor its name.` });
  return found?.code ?? text;
});

export const employees = z.int().min(0).max(100_000_000);
export const year = z.int().min(1000).max(2200);
export const CUSTOMER_STATUSES = ['prospect', 'customer', 'former'] as const;
export const customerStatus = z.enum(CUSTOMER_STATUSES);
