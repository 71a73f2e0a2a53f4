import type { z } from 'zod';
import { activationFactsSchema } from './activation-facts.js';
import { discountFactsSchema } from './discount-facts.js';
import { routingFactsSchema } from './routing-facts.js';
import { overridesFactsSchema, segmentFactsSchema } from './tenant-facts.js';
import {
  activationVerdictSchema,
  discountVerdictSchema,
  overridesVerdictSchema,
  preflightVerdictSchema,
  routingVerdictSchema,
  segmentVerdictSchema,
} from './verdicts.js';

/** The decisions of the five modules (lead_routing has two): what each is made from, and what it gives. */
export const DECISIONS = {
  contract_activation: { facts: activationFactsSchema, verdict: activationVerdictSchema },
  discount_approvals: { facts: discountFactsSchema, verdict: discountVerdictSchema },
  lead_routing: { facts: routingFactsSchema, verdict: routingVerdictSchema },
  'lead_routing.preflight': { facts: routingFactsSchema, verdict: preflightVerdictSchema },
  segment_definitions: { facts: segmentFactsSchema, verdict: segmentVerdictSchema },
  tenant_overrides: { facts: overridesFactsSchema, verdict: overridesVerdictSchema },
} as const satisfies Record<string, { facts: z.ZodType; verdict: z.ZodType }>;

/** The name of a decision, as catalogue and schemas are filed by it. */
export type DecisionName = keyof typeof DECISIONS;
