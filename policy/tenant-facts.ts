import { z } from 'zod';
import { amountMinor, attribute, calendarDay, token } from './attribute.js';
import { configFacts } from './config-facts-schema.js';

/** What the segment is found by. */
export const segmentFactsSchema = z.object({
  config: attribute(configFacts, { source: 'RevOpsConfigVersion' }),
  arr_minor: attribute(amountMinor.nullable(), { source: 'Account', unit: 'minor units of config.currency' }),
  employees: attribute(z.int().min(0).nullable(), { source: 'Account or Lead' }),
});

/** The facts of a segment. */
export type SegmentQuestion = z.infer<typeof segmentFactsSchema>;

/** What decides which exceptions apply. */
export const overridesFactsSchema = z.object({
  config: attribute(configFacts, { source: 'RevOpsConfigVersion' }),
  business_date: attribute(calendarDay, { source: 'clock or import' }),
  segment: attribute(token.nullable(), { source: 'segment_definitions' }),
  account: attribute(z.object({ id: token, external_id: token.nullable().optional() }).nullable(), {
    source: 'Account',
  }),
  quote: attribute(z.object({ lines: z.array(z.object({ sku: token })) }), { source: 'QuoteVersion' }),
});

/** The facts of an exception. */
export type OverridesQuestion = z.infer<typeof overridesFactsSchema>;
