import { createReadStream, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { revOpsConfigSchema } from '../../bin/revops-config.js';
import { configFactsSchema } from '../../policy/config-facts-schema.js';
import { aliasOf, crmSection, readCsv, resolveCountry } from '../../src/crm/index.js';
import { discountExceeds, parseMinor } from '../../src/kernel/values/money.js';
import { sectionOf } from '../../src/tenancy/index.js';

const demo = new URL('../../demo/crm-sales/', import.meta.url);
const handleOf = (person: string) => person.toLowerCase().replaceAll(' ', '-');

/** All rows of one of the demo's files. */
async function rowsOf(file: string, ...columns: string[]): Promise<Record<string, string>[]> {
  const rows: Record<string, string>[] = [];
  for await (const part of readCsv(
    createReadStream(new URL(file, demo)),
    columns.map((name) => ({ name, required: true })),
  )) {
    if (part.kind === 'rejected') throw new Error(`${file}:${part.line} ${part.reason}`);
    if (part.kind === 'row') rows.push(part.values);
  }
  return rows;
}

function demoConfig() {
  const parsed = revOpsConfigSchema.parse(readFileSync(new URL('revops-config.yaml', demo), 'utf8'));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed;
}

describe("the demo's config", () => {
  const { config, warnings } = demoConfig();
  const crm = sectionOf(config, crmSection);
  const list = new Map<string, number>();
  let won: { list: number; net: number }[] = [];

  beforeAll(async () => {
    for (const { product = '', sales_price = '' } of await rowsOf('products.csv', 'product', 'sales_price')) {
      list.set(product, parseMinor(sales_price, 'USD') ?? Number.NaN);
    }
    const deals = await rowsOf('sales_pipeline.csv', 'product', 'deal_stage', 'close_value');
    won = deals
      .filter(({ deal_stage }) => deal_stage === 'Won')
      .map(({ product = '', close_value = '' }) => ({
        list: list.get(aliasOf(crm, 'product', product) ?? product) ?? Number.NaN,
        net: parseMinor(close_value, 'USD') ?? Number.NaN,
      }));
  });

  it('is accepted without a warning', () => expect(warnings).toEqual([]));

  it('gives facts of the shape that policies check', () => {
    expect(configFactsSchema.safeParse(config.facts).success).toBe(true);
  });

  it('pools every sales agent by office, and all together', async () => {
    const agents = await rowsOf('sales_teams.csv', 'sales_agent', 'regional_office');
    const of = (office?: string) =>
      agents
        .filter((agent) => !office || agent.regional_office === office)
        .map(({ sales_agent = '' }) => handleOf(sales_agent))
        .sort();
    const { pools } = config.facts.routing;
    expect(pools.central?.members).toEqual(of('Central'));
    expect(pools.east?.members).toEqual(of('East'));
    expect(pools.west?.members).toEqual(of('West'));
    expect(pools.all_offices?.members).toEqual(of());
    expect(of()).toHaveLength(35);
  });

  it("gives each of the accounts' countries to one office, by territory and by rule", async () => {
    const { territories, strategies } = config.facts.routing;
    const accounts = await rowsOf('accounts.csv', 'office_location');
    const codes = new Set(
      accounts.map(
        ({ office_location = '' }) => resolveCountry(office_location, crm.aliases.country)?.code ?? office_location,
      ),
    );
    expect(
      Object.values(territories)
        .flatMap(({ regions }) => regions)
        .sort(),
    ).toEqual([...codes].sort());
    const byRule = strategies
      .filter(({ strategy }) => strategy === 'territory')
      .flatMap(({ countries }) => countries ?? []);
    expect(byRule.sort()).toEqual([...codes].sort());
  });

  it('repairs the products and sectors that are misspelt, to ones that exist', () => {
    expect(list.has(aliasOf(crm, 'product', 'gtxpro') ?? '')).toBe(true);
    expect(aliasOf(crm, 'sector', 'technolgy')).toBe('technology');
  });

  it('sends exactly 92 of the 4,238 won deals to a manager, and exactly 6 of them to finance too', () => {
    const smb = config.facts.discounts.smb;
    const over = (limitBp: number | null | undefined) =>
      won.filter((deal) => discountExceeds(deal.list, deal.net, limitBp ?? 0)).length;
    expect(won).toHaveLength(4238);
    expect(over(smb?.manager_required_bp)).toBe(92);
    expect(over(smb?.ae_self_approve_bp)).toBe(92);
    expect(over(smb?.finance_required_bp)).toBe(6);
    const largest = Math.max(...won.map(({ net }) => net));
    expect(largest).toBe(3_028_800);
    expect(largest).toBeLessThan(config.facts.segments[0]?.arr_max_minor ?? 0);
    expect(won.filter((deal) => deal.net > deal.list)).toHaveLength(2040);
  });
});
