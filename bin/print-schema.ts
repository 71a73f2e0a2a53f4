import { readFileSync, writeFileSync } from 'node:fs';
import { buildApiSchema } from '../schema/build.js';
import { completeSchema } from '../schema/edge/server.js';
import { printContract } from '../schema/print.js';

const FILE = 'schema/schema.graphql';

// Writes the contract, or with --check only tells whether the committed one is in step. Run from the project's folder.
const contract = printContract(completeSchema(await buildApiSchema()));
if (!process.argv.includes('--check')) writeFileSync(FILE, contract);
else if (readFileSync(FILE, 'utf8') !== contract) {
  console.error(`${FILE} is not in step with the resolvers: run npm run print:schema.`);
  process.exitCode = 1;
}
