import { z } from 'zod';
import type { AttributeMeta } from './attribute.js';
import { configFactsSchema } from './config-facts-schema.js';
import { DECISIONS, type DecisionName } from './modules.js';

/** One attribute that a policy may read (R3: "each module ships with attribute catalog"). */
export interface CatalogueEntry {
  /** Dotted path; `[]` stands for each item of a list, `{}` for each value of a map. */
  name: string;
  /** `declared`: what the tenant's declaration of the attribute says. */
  type: 'string' | 'integer' | 'boolean' | 'enum' | 'declared';
  /** Whether null is an answer ("unknown", "none"). */
  nullable: boolean;
  unit: string | null;
  source: string | null;
  personal: boolean;
  description: string | null;
}

/** The catalogue of a decision's facts, read off the schema that checks them. */
export const catalogueOf = (decision: DecisionName): CatalogueEntry[] => walk(DECISIONS[decision].facts, '', false, {});

function walk(schema: z.ZodType, name: string, nullable: boolean, inherited: AttributeMeta): CatalogueEntry[] {
  const meta = { ...inherited, ...(schema.meta() as AttributeMeta | undefined) };
  if (name === 'config' && schema !== configFactsSchema) return walk(configFactsSchema, name, nullable, meta);
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) {
    return walk(schema.unwrap() as z.ZodType, name, true, meta);
  }
  // What describes a list or an object describes not each of its parts.
  const passedOn = { source: meta.source, personal: meta.personal };
  if (schema instanceof z.ZodObject) {
    const prefix = name === '' ? '' : `${name}.`;
    return Object.entries(schema.shape).flatMap(([key, part]) =>
      walk(part as z.ZodType, prefix + key, false, passedOn),
    );
  }
  if (schema instanceof z.ZodArray) return walk(schema.element as z.ZodType, `${name}[]`, false, meta);
  if (schema instanceof z.ZodRecord) return walk(schema.valueType as z.ZodType, `${name}{}`, false, passedOn);
  return [entry(schema, name, nullable, meta)];
}

function entry(schema: z.ZodType, name: string, nullable: boolean, meta: AttributeMeta): CatalogueEntry {
  return {
    name,
    type: typeOf(schema),
    nullable,
    unit: meta.unit ?? null,
    source: meta.source ?? null,
    personal: meta.personal ?? false,
    description: meta.description ?? null,
  };
}

function typeOf(schema: z.ZodType): CatalogueEntry['type'] {
  if (schema instanceof z.ZodUnion) return 'declared';
  if (schema instanceof z.ZodEnum) return 'enum';
  if (schema instanceof z.ZodBoolean) return 'boolean';
  return schema instanceof z.ZodString ? 'string' : 'integer';
}
