import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  companyDomain,
  customCommand,
  normaliseCompanyName,
  parseEmail,
  resolveCountry,
  type StoredCustom,
} from '../crm/index.js';
import type { Caller } from '../kernel/caller.js';
import type { Instant } from '../kernel/values/instants.js';
import { isVisible, SHOWS_NOTHING } from '../kernel/values/text.js';
import { type Lead, newLead } from './lead.js';
import { isLeadState, leadState } from './lead-state.js';

const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `has at most ${most} characters`)
    .refine((value) => value === '' || isVisible(value), SHOWS_NOTHING)
    .nullish()
    .transform((value) => value || null);

const country = z
  .string()
  .nullish()
  .transform((value, context) => {
    if (!value?.trim()) return null;
    const found = resolveCountry(value);
    if (!found) context.addIssue({ code: 'custom', message: "is neither a country's code nor its name" });
    return found?.code ?? null;
  });

const email = z
  .string()
  .nullish()
  .transform((value, context) => {
    if (!value?.trim()) return null;
    const found = parseEmail(value);
    if (!found) context.addIssue({ code: 'custom', message: 'is not an e-mail address' });
    return found;
  });

/** A lead as it comes: by form, by API or by a row of a file. */
export const leadCommand = z
  .strictObject({
    externalId: text(200),
    name: text(200),
    email,
    company: text(200),
    website: text(500),
    country,
    state: text(80),
    segment: text(80),
    companySize: z.int().min(0).max(100_000_000).nullish(),
    industry: text(200),
    /** Where it came from: form, product_signal, partner, csv … */
    source: text(80),
    utmSource: text(200),
    utmMedium: text(200),
    utmCampaign: text(200),
    utmTerm: text(200),
    utmContent: text(200),
    custom: customCommand,
    idempotencyKey: z.string().min(1).max(200).nullish(),
  })
  .refine((lead) => lead.externalId || lead.email || lead.company || lead.website, {
    path: ['email'],
    message: 'give an e-mail, a company, a website or an external id: there is nothing else to know a lead by',
  })
  .refine((lead) => !lead.state || isLeadState(lead.country, lead.state), {
    path: ['state'],
    message: 'is an ISO 3166-2 code such as US-CA, or its last part beside the country',
  });

export type LeadCommand = Omit<z.output<typeof leadCommand>, 'idempotencyKey'>;

/** What a lead is known by; one of each kind at most, in the order in which they are claimed. */
export interface LeadIdentity {
  kind: 'external_id' | 'email';
  value: string;
}

/** External id before e-mail: the first that is known says which lead it is. The address itself, tags folded, is kept as its hash. */
export const identitiesOf = ({
  externalId,
  email: address,
}: Pick<LeadCommand, 'externalId' | 'email'>): LeadIdentity[] => [
  ...(externalId ? [{ kind: 'external_id' as const, value: externalId }] : []),
  ...(address ? [{ kind: 'email' as const, value: createHash('sha256').update(address.folded).digest('hex') }] : []),
];

/** The lead of a command: country and region as codes, company by its name's and domain's normal form. */
export function leadFrom(
  command: LeadCommand,
  made: { id: string; at: Instant; caller: Caller; ownDomains: readonly string[]; stored: Required<StoredCustom> },
): Lead {
  const { email: address, website, custom: _given, ...rest } = command;
  return newLead({
    ...rest,
    ...made.stored,
    id: made.id,
    createdAt: made.at,
    email: address?.address ?? null,
    emailDomain: address?.domain ?? null,
    companyKey: (command.company && normaliseCompanyName(command.company)) || null,
    companyDomain: domainOf(website, made.ownDomains) ?? domainOf(address?.domain ?? null, made.ownDomains),
    state: leadState(command.country, command.state),
    companySize: command.companySize ?? null,
    source: command.source ?? 'api',
    broughtByType: made.caller.type,
    broughtById: made.caller.id,
    broughtByRoles: [...made.caller.roles],
  });
}

const domainOf = (text: string | null, own: readonly string[]): string | null =>
  text ? companyDomain(text, own) : null;
