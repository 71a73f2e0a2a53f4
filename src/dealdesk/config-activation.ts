import { z } from 'zod';
import { resolveCountry } from '../crm/index.js';
import { WORKFLOW_STEPS } from '../evidence/index.js';
import { defineSection, nearestKey } from '../tenancy/index.js';

const shape = {
  activation: z
    .strictObject({
      allowed_jurisdictions: z.array(z.string()).max(300).default([]).describe('Countries; any when left out.'),
      required_receipts: z
        .array(z.string())
        .max(50)
        .default([])
        .describe('Steps whose receipts a contract needs beside those that the product always asks for.'),
    })
    .optional(),
};

/** The `activation` key: what a contract needs before its order is activated. */
export const activationSection = defineSection({
  name: 'activation',
  shape,
  normalise({ activation }, context) {
    if (!activation) return { data: undefined };
    const countries = activation.allowed_jurisdictions.map((country, n) => {
      const found = resolveCountry(country);
      if (!found)
        context.error(
          ['activation', 'allowed_jurisdictions', n],
          `"${country}" is not a country such as "DE" (ISO 3166-1).`,
        );
      return found?.code ?? country;
    });
    for (const [n, step] of activation.required_receipts.entries()) {
      if (Object.hasOwn(WORKFLOW_STEPS, step)) continue;
      const near = nearestKey(step, Object.keys(WORKFLOW_STEPS));
      context.error(
        ['activation', 'required_receipts', n],
        `No receipt is of a step "${step}"${near ? `; did you mean "${near}"?` : '.'}`,
      );
    }
    const facts = { allowed_jurisdictions: [...new Set(countries)], required_receipts: activation.required_receipts };
    return { data: undefined, facts: { activation: facts } };
  },
});
