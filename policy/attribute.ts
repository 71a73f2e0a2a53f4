import { z } from 'zod';

/** What the catalogue says of an attribute besides its name and type. Left out parts are the enclosing object's. */
export interface AttributeMeta {
  description?: string;
  /** "minor units of quote.currency", "basis points", "months", "ISO 3166-2" … */
  unit?: string;
  /** Which node or configuration it is read from. */
  source?: string;
  /** Whether it may name a person: what is stored of it belongs in the erasable payload. */
  personal?: boolean;
}

/** Declares an attribute: its schema and what the catalogue says of it. */
export const attribute = <T extends z.ZodType>(schema: T, meta: AttributeMeta): T => schema.meta({ ...meta }) as T;

/**
 * The largest amount a policy takes, in minor units: 10,000 times as much is still a safe integer,
 * so that basis points of it are exact in every engine.
 */
export const MAX_AMOUNT_MINOR = Math.floor(Number.MAX_SAFE_INTEGER / 10_000);

/** Minor units, never negative. */
export const amountMinor = z.int().min(0).max(MAX_AMOUNT_MINOR);
/** Basis points: a share from 0 to 100 %. */
export const basisPoints = z.int().min(0).max(10_000);
/** ISO 4217. */
export const currency = z.string().length(3);
/** A calendar day, `YYYY-MM-DD`. */
export const calendarDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** A UTC instant, see src/kernel/values/instants.ts. */
export const instant = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
/** An id, a handle, a name: any text with something in it. */
export const token = z.string().min(1);

/** Values of the attributes that a tenant declared, by name; null, like a name that is not there: unknown. */
export const customValues = attribute(z.record(token, z.union([z.int(), z.boolean(), z.string(), z.null()])), {
  description: 'As RevOpsConfig declares them',
  personal: true,
});
