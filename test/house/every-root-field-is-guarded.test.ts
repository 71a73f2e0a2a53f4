import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { buildApiSchema } from '../../schema/build.js';
import { unguardedRootFields } from '../../schema/edge/directives.js';
import { completeSchema } from '../../schema/edge/server.js';
import { printContract } from '../../schema/print.js';
import { type Action, rights } from '../../src/tenancy/index.js';
import { sourceFiles } from './source-files.js';

describe('the contract', () => {
  let schema: GraphQLSchema;
  beforeAll(async () => {
    schema = completeSchema(await buildApiSchema());
  });

  const mutations = () => Object.keys(schema.getMutationType()?.getFields() ?? {});

  it('says of every root field who may use it', () => {
    expect(unguardedRootFields(schema)).toEqual([]);
  });

  it('shows a root field that nobody guards', () => {
    const guards = 'directive @role(anyOf: [String!]!) on FIELD_DEFINITION\ndirective @public on FIELD_DEFINITION\n';
    const sample = `${guards}type Query { open: Int @public, bare: Int } type Mutation { loose: Int, held: Int @role(anyOf: ["A"]) }`;
    expect(unguardedRootFields(buildSchema(sample))).toEqual(['Query.bare', 'Mutation.loose']);
  });

  it('has a row of the rights table for every mutation', () => {
    expect(mutations().filter((name) => !(name in rights))).toEqual([]);
    expect(mutations()).toContain('submitQuote');
  });

  it('is the committed one: otherwise npm run print:schema', () => {
    expect(printContract(schema)).toBe(readFileSync('schema/schema.graphql', 'utf8'));
  });
});

/** Rows of the rights table that change nothing in the graph: what they let a caller read, and checks, which count in Redis. */
const READS: Action[] = [
  'read',
  'tenants',
  'termsChanges',
  'roleGrants',
  'apiKeys',
  'revOpsConfigDrafts',
  'readReceipts',
  'readLog',
  'readRevOps',
  'readAdminPayloads',
  'readPersonalPayloads',
  'readAuditEvents',
  'legalHolds',
  'tenantLinks',
  'expansionSignals',
  'importRun',
  'approvalInbox',
  'readQuoteComments',
  'webhookEndpoints',
  'enforceQuota',
  'enforceMultipleQuotas',
  'finaliseQuota',
  'releaseQuota',
  'getQuotaStatus',
  'quotaDenial',
  'watchLeadQueue',
];

/** Rights that no unit of work asks for by their name. */
function neverWritten(actions: string[], sources: string[]): string[] {
  return actions.filter((action) => !sources.some((text) => text.includes(`'${action}'`)));
}

describe('every right', () => {
  const sources = sourceFiles(['src'])
    .filter(({ path, text }) => path !== 'src/tenancy/rights.ts' && /action/.test(text))
    .map(({ text }) => text);

  it('to change something is asked for by a unit of work', () => {
    const writes = Object.keys(rights).filter((action) => !READS.includes(action as Action));
    expect(neverWritten(writes, sources)).toEqual([]);
    expect(neverWritten(['sellTheHouse'], sources)).toEqual(['sellTheHouse']);
  });
});
