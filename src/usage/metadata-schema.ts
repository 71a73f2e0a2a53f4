import { Ajv, type ErrorObject } from 'ajv';
import { RE2JS } from 're2js';
import { z } from 'zod';
import { canonicalText } from '../evidence/index.js';
import { outOfBounds, type SchemaProblem } from './schema-bounds.js';

/** The canonical JSON of a schema takes so many bytes at most. */
const MOST_BYTES = 16_384;
const LONGEST_PATTERN = 200;
/** Instructions of a compiled pattern: what each character of a text may cost. Real ones take some tens. */
const LARGEST_PATTERN = 500;
/** Steps that the patterns of a type may take for one event, a character times an instruction each: 8 ms at most. Ids and codes take some thousands. */
const MOST_STEPS = 40_000;
const LONGEST_EMAIL = 254;

const passes = (schema: z.ZodType) => (text: string) => schema.safeParse(text).success;

/** Formats that are checked; each in time that grows with the text alone. */
const FORMATS = {
  'date-time': passes(z.iso.datetime({ offset: true })),
  date: passes(z.iso.date()),
  uuid: passes(z.guid()),
  email: passes(z.email().max(LONGEST_EMAIL)),
  uri: (text: string) => URL.canParse(text),
};

/** Steps that are left for the event that is checked; checks are synchronous, so there is one at a time. Below 0: it took too many. */
let stepsLeft = 0;

/**
 * A pattern of a tenant, as the schema compiler takes it: RE2's language and its linear time, so that no text makes it run long. It has
 * no look-around and no back-references. Long texts under large patterns add up all the same: steps are counted before they are taken.
 */
function linear(pattern: string) {
  const compiled = RE2JS.compile(pattern);
  const size = compiled.programSize();
  const test = (text: string): boolean => {
    stepsLeft -= text.length * size;
    return stepsLeft >= 0 && compiled.test(text);
  };
  return { test, toString: () => pattern };
}
linear.code = 'linear';

function patternProblem(pattern: string): string | null {
  if (pattern.length > LONGEST_PATTERN) return `is longer than ${LONGEST_PATTERN} characters`;
  try {
    if (RE2JS.compile(pattern).programSize() <= LARGEST_PATTERN) return null;
    return 'repeats too much: it would cost too much for each character';
  } catch {
    return 'is no regular expression of RE2: look-around and back-references are not taken';
  }
}

/** A compiler of its own each time: a shared one keeps every schema that it ever saw. */
const compiler = (isTrusted: boolean) =>
  new Ajv({
    ...{ strict: false, allErrors: false, ownProperties: true, allowUnionTypes: true, logger: false },
    ...{ meta: !isTrusted, validateSchema: !isTrusted, addUsedSchema: false },
    formats: FORMATS,
    code: { regExp: linear },
  });

/** A schema that may be registered as canonical text; or why not. */
export type ReadSchema = { ok: true; text: string } | { ok: false; problem: SchemaProblem };

/** Reads a tenant's JSON Schema: within bounds, well formed, and compiled once to see that it can be. */
export function readSchema(given: unknown): ReadSchema {
  const problem = outOfBounds(given, { formats: Object.keys(FORMATS), patternProblem });
  if (problem) return { ok: false, problem };
  const { $schema: _, ...schema } = given as Record<string, unknown>;
  const refused = (path: string, message: string): ReadSchema => ({ ok: false, problem: { path, message } });
  const text = plainText(schema);
  if (text === null) return refused('', 'holds what is not plain JSON, or nests too deeply in its values');
  if (Buffer.byteLength(text) > MOST_BYTES) return refused('', `takes more than ${MOST_BYTES} bytes`);
  const ajv = compiler(false);
  if (!ajv.validateSchema(schema)) {
    const [error] = ajv.errors ?? [];
    return refused(pathOf(error), error?.message ?? 'is no JSON Schema');
  }
  ajv.compile(schema);
  return { ok: true, text };
}

function plainText(schema: object): string | null {
  try {
    return canonicalText(schema);
  } catch {
    return null;
  }
}

/** The metadata of a tenant's own type, as the catalogue checks it: what its schema says, and the first thing that is wrong. */
export function metadataOf(schemaText: string): z.ZodType<Record<string, unknown>> {
  const check = compiler(true).compile(JSON.parse(schemaText));
  return z.record(z.string(), z.unknown()).superRefine((metadata, context) => {
    stepsLeft = MOST_STEPS;
    const isAsSaid = check(metadata);
    if (stepsLeft < 0) {
      context.addIssue({ code: 'custom', message: 'holds more text than the patterns of its type are tried on' });
      return;
    }
    if (isAsSaid) return;
    const [error] = check.errors ?? [];
    context.addIssue({ code: 'custom', path: pathOf(error).split('.').filter(Boolean), message: messageOf(error) });
  });
}

const pathOf = (error: ErrorObject | undefined): string =>
  (error?.instancePath ?? '').slice(1).replaceAll('/', '.').slice(0, 200);

function messageOf(error: ErrorObject | undefined): string {
  const extra: unknown = error?.params.additionalProperty;
  const values: unknown = error?.params.allowedValues;
  const detail = typeof extra === 'string' ? `: ${extra}` : Array.isArray(values) ? `: ${values.join(', ')}` : '';
  return `${error?.message ?? 'is not as its type says'}${detail}`.slice(0, 300);
}
