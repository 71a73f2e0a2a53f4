import { z } from 'zod';
import { type CatalogueEntry, catalogueOf } from './catalogue.js';
import { configFactsSchema } from './config-facts-schema.js';
import { DECISIONS, type DecisionName } from './modules.js';

/** What a module ships beside its rules (R3): who integrates with it reads this, and not our code. */
export interface ModuleSchemas {
  decision: string;
  catalogue: CatalogueEntry[];
  /** JSON Schema (2020-12) of what the decision is made from. */
  input: object;
  /** JSON Schema (2020-12) of what it gives. */
  verdict: object;
}

/** The published schemas of a decision, printed from those that check it at run time. */
export const moduleSchemas = (decision: DecisionName): ModuleSchemas => ({
  decision,
  catalogue: catalogueOf(decision).filter(({ name }) => !name.startsWith('config.')),
  input: jsonSchema(DECISIONS[decision].facts),
  verdict: jsonSchema(DECISIONS[decision].verdict),
});

/** The config, which every decision reads: its own file, to which the others refer. */
export const configSchema = (): ModuleSchemas['input'] => jsonSchema(configFactsSchema);

const CONFIG_FILE = './config.schema.json';

function jsonSchema(schema: z.ZodType): object {
  return z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema: json }) => {
      if (zodSchema._zod.def.type === 'custom') Object.assign(json, { $ref: CONFIG_FILE });
    },
  });
}
