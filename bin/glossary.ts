import { type GraphQLNamedType, type GraphQLSchema, isEnumType, isObjectType, isScalarType } from 'graphql';
import { LABELS, RELATIONSHIPS } from '../cypher/vocabulary.js';
import { WORKFLOW_STEPS } from '../src/evidence/index.js';

const table = (head: string, rows: [string, string][]): string =>
  [`| ${head} | |`, '|---|---|', ...rows.map(([word, meaning]) => `| \`${word}\` | ${meaning} |`)].join('\n');

/** Types of the contract that say what they are; outcomes that say it by their name (`QuoteSubmitted`) stand in the contract alone. */
function typesOf(schema: GraphQLSchema): [string, string][] {
  const isTold = (type: GraphQLNamedType) =>
    isObjectType(type) || isEnumType(type) || (isScalarType(type) && type.specifiedByURL == null);
  return Object.values(schema.getTypeMap())
    .filter((type) => isTold(type) && !type.name.startsWith('__') && type.description && !BUILT_IN.has(type.name))
    .map((type): [string, string] => [type.name, (type.description ?? '').replace(/\s+/g, ' ')])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

const BUILT_IN = new Set(['String', 'Int', 'Float', 'Boolean', 'ID', 'JSON', 'SafeInt']);

/** Fills the tables of the glossary between their marks; what people wrote around them stays. */
export function glossaryWith(schema: GraphQLSchema, page: string): string {
  const tables: Record<string, string> = {
    labels: table('label', Object.entries(LABELS)),
    relationships: table('relationship', Object.entries(RELATIONSHIPS)),
    steps: table('step', Object.entries(WORKFLOW_STEPS)),
    types: table('type', typesOf(schema)),
  };
  return Object.entries(tables).reduce((text, [name, made]) => {
    const marks = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- end -->)`);
    if (!marks.test(text)) throw new Error(`docs/glossary.md has no place for its ${name}`);
    return text.replace(marks, (_, begin: string, end: string) => `${begin}${made}\n${end}`);
  }, page);
}
