/**
 * What of JSON Schema a tenant may use. A schema is somebody else's text that runs on our event loop a thousand times a batch: nothing
 * in it may refer, recur, or multiply, so that checking costs a small factor of what is checked.
 */

/** Schemas within schemas, and how deep. */
const MOST_SCHEMAS = 200;
const DEEPEST = 8;
/** Branches of `allOf`, `anyOf`, `oneOf`, `not` in all: each may look at the same value again. */
const MOST_BRANCHES = 16;
const MOST_PATTERNS = 10;
const MOST_VALUES = 100;
const LONGEST_NAME = 100;

const SCHEMA = 'https://json-schema.org/draft/2020-12/schema';
const DIALECTS = [SCHEMA, 'http://json-schema.org/draft-07/schema#', 'http://json-schema.org/draft-07/schema'];

/** Keywords that hold no schema. Those of one draft only, references, and `uniqueItems` (it compares each with each) are missing. */
const PLAIN = new Set(
  (
    '$comment title description examples type enum const required format pattern minLength maxLength minimum maximum ' +
    'exclusiveMinimum exclusiveMaximum multipleOf minItems maxItems minProperties maxProperties'
  ).split(' '),
);
const LISTS = new Set(['allOf', 'anyOf', 'oneOf']);

/** One sentence, and where in the schema. */
export interface SchemaProblem {
  path: string;
  message: string;
}

type Json = Record<string, unknown>;
type Place = readonly (string | number)[];

class Refused extends Error {
  constructor(
    readonly place: Place,
    message: string,
  ) {
    super(message);
  }
}

/** What is known of texts: the formats that are checked, and why a pattern is not taken (null: it is). */
export interface TextChecks {
  formats: readonly string[];
  patternProblem(pattern: string): string | null;
}

/** What is out of bounds first, or null. */
export function outOfBounds(schema: unknown, checks: TextChecks): SchemaProblem | null {
  try {
    new Walk(checks).root(schema);
    return null;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { path: error.place.join('.'), message: error.message };
  }
}

class Walk {
  #schemas = 0;
  #branches = 0;
  #patterns = 0;

  constructor(private readonly checks: TextChecks) {}

  root(schema: unknown): void {
    const given = objectAt(schema, []);
    const { $schema: dialect, ...rest } = given;
    if (dialect !== undefined && !DIALECTS.includes(dialect as string))
      throw new Refused(['$schema'], `names no draft that is understood; take ${SCHEMA}`);
    if (rest.type !== 'object') throw new Refused(['type'], 'is "object": metadata is one');
    this.#schema(rest, [], 1);
  }

  #schema(schema: unknown, place: Place, depth: number): void {
    if (typeof schema === 'boolean' && depth > 1) return;
    const given = objectAt(schema, place);
    this.#schemas += 1;
    if (this.#schemas > MOST_SCHEMAS) throw new Refused(place, `is one of more than ${MOST_SCHEMAS} schemas`);
    if (depth > DEEPEST) throw new Refused(place, `nests more than ${DEEPEST} levels deep`);
    for (const [keyword, value] of Object.entries(given)) this.#keyword(keyword, value, [...place, keyword], depth);
  }

  #keyword(keyword: string, value: unknown, place: Place, depth: number): void {
    if (keyword === 'properties') this.#properties(objectAt(value, place), place, depth);
    else if (LISTS.has(keyword)) this.#branchesOf(value, place, depth);
    else if (keyword === 'not') this.#branchesOf([value], place, depth);
    else if (keyword === 'items' || keyword === 'additionalProperties') this.#schema(value, place, depth + 1);
    else this.#plain(keyword, value, place);
  }

  #plain(keyword: string, value: unknown, place: Place): void {
    if (!PLAIN.has(keyword)) throw new Refused(place, 'is no keyword that a schema here may use; see the usage slice');
    if (keyword === 'enum' && Array.isArray(value) && value.length > MOST_VALUES)
      throw new Refused(place, `holds more than ${MOST_VALUES} values`);
    if (keyword === 'pattern') this.#pattern(value, place);
    if (keyword === 'format' && !this.checks.formats.includes(value as string))
      throw new Refused(place, `is none of ${this.checks.formats.join(', ')}`);
  }

  #properties(properties: Json, place: Place, depth: number): void {
    for (const [name, schema] of Object.entries(properties)) {
      if (name === '__proto__' || name.length > LONGEST_NAME) throw new Refused(place, 'has a name that is not taken');
      this.#schema(schema, [...place, name], depth + 1);
    }
  }

  #branchesOf(value: unknown, place: Place, depth: number): void {
    if (!Array.isArray(value)) throw new Refused(place, 'is a list of schemas');
    this.#branches += value.length;
    if (this.#branches > MOST_BRANCHES)
      throw new Refused(place, `brings the branches of allOf, anyOf, oneOf and not over ${MOST_BRANCHES}`);
    for (const [n, schema] of value.entries()) this.#schema(schema, [...place, n], depth + 1);
  }

  #pattern(value: unknown, place: Place): void {
    this.#patterns += 1;
    if (this.#patterns > MOST_PATTERNS) throw new Refused(place, `is one of more than ${MOST_PATTERNS} patterns`);
    const problem = typeof value === 'string' ? this.checks.patternProblem(value) : 'is text';
    if (problem) throw new Refused(place, problem);
  }
}

function objectAt(value: unknown, place: Place): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refused(place, 'is an object');
  return value as Json;
}
