import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { configSchema, moduleSchemas } from './module-schemas.js';
import { DECISIONS, type DecisionName } from './modules.js';

const folder = fileURLToPath(new URL('./schemas/', import.meta.url));
const NAMES = Object.keys(DECISIONS) as DecisionName[];

/** Compared as values, since a formatter breaks the lines; UPDATE_POLICY_SCHEMAS=1 writes them anew. */
function expectPublished(file: string, value: object): void {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  if (process.env.UPDATE_POLICY_SCHEMAS) writeFileSync(folder + file, text);
  expect(JSON.parse(readFileSync(folder + file, 'utf8'))).toEqual(JSON.parse(text));
}

describe('what the modules publish', () => {
  it.each(NAMES)('is what checks %s at run time', (name) => {
    expectPublished(`${name}.schema.json`, moduleSchemas(name));
  });

  it('has the config apart', () => {
    expectPublished('config.schema.json', configSchema());
    expect(moduleSchemas('discount_approvals').input).toMatchObject({
      properties: { config: { $ref: './config.schema.json' } },
    });
  });

  it("holds R3's decisions by name and type", () => {
    const of = (name: DecisionName) =>
      (moduleSchemas(name).verdict as { properties: Record<string, object> }).properties;
    expect(of('discount_approvals')).toMatchObject({
      allow: { type: 'boolean' },
      max_allowed_discount: { type: 'number' },
      required_approvals: { type: 'array', items: { enum: ['SALES_MANAGER', 'FINANCE', 'LEGAL', 'VP_SALES'] } },
      flags: { properties: { legal_required: { type: 'boolean' }, strategic: { type: 'boolean' } } },
      rationale: { type: 'string' },
    });
    for (const key of ['allow', 'assignee', 'route_strategy', 'sla_minutes', 'conflicts', 'required_enrichment']) {
      expect(of('lead_routing')).toHaveProperty(key);
    }
    expect(of('contract_activation')).toMatchObject({
      allow: { type: 'boolean' },
      blocking_issues: { type: 'array', items: { type: 'string' } },
      required_receipts: { type: 'array', items: { type: 'string' } },
      allowed_jurisdictions: { type: 'array', items: { type: 'string' } },
    });
    for (const name of NAMES) expect(of(name)).toHaveProperty('policy_version');
  });

  it('says of every attribute where it comes from', () => {
    for (const name of NAMES) {
      const { catalogue } = moduleSchemas(name);
      expect(catalogue.length).toBeGreaterThan(0);
      expect(catalogue.filter(({ source }) => source === null)).toEqual([]);
    }
  });
});
