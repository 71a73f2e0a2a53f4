import { z } from 'zod';
import { type ConfigContext, defineSection } from '../tenancy/index.js';
import { resolveCountry } from './countries.js';
import { registrableDomain } from './domains.js';

/** How accounts that match a lead equally well are told apart, in the tenant's order. */
const TIE_BREAKS = ['customer', 'open_opportunities', 'parent', 'oldest'] as const;
export type TieBreak = (typeof TIE_BREAKS)[number];

/** The fields of imported rows whose spelling the tenant may declare repaired. */
const ALIAS_FIELDS = ['account', 'product', 'sector', 'country', 'user'] as const;
export type AliasField = (typeof ALIAS_FIELDS)[number];

/** What imports and matching read of the config. */
export interface CrmConfig {
  /** By field: the text as it comes (compared without case and outer spaces, kept here in lower case) to the text meant; countries to their code. */
  aliases: Record<AliasField, Record<string, string>>;
  /** Registrable domains of the tenant itself: never a customer's. */
  ownDomains: string[];
  matching: {
    /** Only a tie through the whole list is a conflict. */
    tieBreak: TieBreak[];
    /** Least `companyNameScore` (0 to 100) for a match by name. */
    minNameScore: number;
  };
}

const spellings = z
  .record(z.string().min(1).max(200), z.string().trim().min(1).max(200))
  .default({})
  .describe('As it comes: as it is meant.');

const shape = {
  crm: z
    .strictObject({
      aliases: z
        .strictObject({
          account: spellings,
          product: spellings,
          sector: spellings,
          country: spellings,
          user: spellings,
        })
        .prefault({})
        .describe('Declared repairs of imported values; each use is reported.'),
      own_domains: z.array(z.string()).default([]).describe("The tenant's own domains: never a customer's."),
      matching: z
        .strictObject({
          tie_break: z
            .array(z.enum(TIE_BREAKS))
            .default([...TIE_BREAKS])
            .describe('What decides between accounts that match equally well, in order.'),
          min_name_score: z
            .int()
            .min(50)
            .max(100)
            .default(90)
            .describe('Least likeness of names (0 to 100) for a match.'),
        })
        .prefault({}),
    })
    .prefault({}),
};

/** The `crm` key: import aliases, own domains, account matching. */
export const crmSection = defineSection({
  name: 'crm',
  shape,
  normalise({ crm }, context) {
    const data: CrmConfig = {
      aliases: {
        account: byLowerCase(crm.aliases.account),
        product: byLowerCase(crm.aliases.product),
        sector: byLowerCase(crm.aliases.sector),
        country: byLowerCase(countries(crm.aliases.country, context)),
        user: byLowerCase(crm.aliases.user),
      },
      ownDomains: crm.own_domains.map((text, n) => ownDomain(text, n, context)),
      matching: { tieBreak: [...new Set(crm.matching.tie_break)], minNameScore: crm.matching.min_name_score },
    };
    return { data };
  },
});

/** The text meant by an imported one, by the tenant's aliases; null when no alias speaks of it. */
export function aliasOf(config: CrmConfig, field: AliasField, text: string): string | null {
  const key = text.trim().toLowerCase();
  const aliases = config.aliases[field];
  return Object.hasOwn(aliases, key) ? (aliases[key] ?? null) : null;
}

const byLowerCase = (aliases: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(aliases).map(([from, to]) => [from.trim().toLowerCase(), to]));

function countries(aliases: Record<string, string>, context: ConfigContext): Record<string, string> {
  return Object.fromEntries(
    Object.entries(aliases).map(([from, to]) => {
      const country = resolveCountry(to);
      if (!country)
        context.error(['crm', 'aliases', 'country', from], `"${to}" is neither a country's code nor its name.`);
      return [from, country?.code ?? to];
    }),
  );
}

function ownDomain(text: string, n: number, context: ConfigContext): string {
  const domain = registrableDomain(text);
  if (!domain) context.error(['crm', 'own_domains', n], `"${text}" is not a domain such as "example.com".`);
  return domain ?? text;
}
