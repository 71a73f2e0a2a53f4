import { describe, expect, it } from '@jest/globals';
import { catalogueOf } from './catalogue.js';
import { discountFacts, leadFacts, matchedAccount } from './facts.fixture.js';

/** The dotted names of what facts hold, in the catalogue's notation for lists. */
function leaves(value: unknown, name = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => leaves(item, `${name}[]`));
  if (typeof value !== 'object' || value === null) return [name];
  return Object.entries(value).flatMap(([key, part]) => leaves(part, name === '' ? key : `${name}.${key}`));
}

const named = (policy: Parameters<typeof catalogueOf>[0]) =>
  new Map(catalogueOf(policy).map((entry) => [entry.name, entry]));

describe('the attribute catalogue', () => {
  it('holds every attribute of the facts, each once', () => {
    const facts = { discount_approvals: discountFacts(), lead_routing: leadFacts({}, { account: matchedAccount() }) };
    for (const policy of ['discount_approvals', 'lead_routing'] as const) {
      const names = catalogueOf(policy).map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      const { config: _, ...own } = facts[policy];
      for (const name of leaves(own)) {
        if (names.some((known) => known.startsWith(`${name}.`) || known.startsWith(`${name}[]`))) continue;
        expect(names).toContain(name);
      }
    }
  });

  it('says type, unit, source, nullability', () => {
    expect(named('discount_approvals').get('quote.term_length_months')).toEqual({
      name: 'quote.term_length_months',
      type: 'integer',
      nullable: true,
      unit: 'months',
      source: 'QuoteVersion',
      personal: false,
      description: 'Null: no term',
    });
    expect(named('discount_approvals').get('account.arr_minor')?.unit).toBe('minor units of config.currency');
    expect(named('lead_routing').get('config.routing.sla[].minutes')?.source).toBe('RevOpsConfigVersion');
  });

  it('marks what may name a person, and takes no e-mail address', () => {
    const personal = catalogueOf('lead_routing').filter((entry) => entry.personal);
    expect(personal.map(({ name }) => name)).toEqual([
      'lead.previous_owners[]',
      'lead.custom{}',
      'account.owner_handle',
      'account.csm_handle',
      'account.custom{}',
      'named_owners{}.id',
      'named_owners{}.active',
    ]);
    expect(named('lead_routing').has('lead.email')).toBe(false);
  });

  it('gives every attribute a source', () => {
    for (const policy of ['discount_approvals', 'lead_routing'] as const) {
      expect(catalogueOf(policy).filter(({ source }) => source === null)).toEqual([]);
    }
  });
});
