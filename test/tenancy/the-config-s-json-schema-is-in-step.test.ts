import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { revOpsConfigSchema } from '../../bin/revops-config.js';

const file = new URL('../../docs/revops-config.schema.json', import.meta.url);

/** After a change of the config's shape: `UPDATE_DOCS=1 npm test -- test/tenancy/the-config-s-json-schema-is-in-step.test.ts`. */
it('docs/revops-config.schema.json is what the sections declare', () => {
  const text = `${JSON.stringify(revOpsConfigSchema.jsonSchema(), null, 2)}\n`;
  if (process.env.UPDATE_DOCS) writeFileSync(file, text);
  expect(readFileSync(file, 'utf8')).toBe(text);
});
