import type { ZodError, ZodType, z } from 'zod';

/** Expected outcomes are values with a `__typename`; each write returns a union of them, mirrored in GraphQL. */
export interface Outcome {
  __typename: string;
}

/** Not there, or another tenant's: the two look the same. */
export interface NotFound extends Outcome {
  __typename: 'NotFound';
  message: string;
}

/** The write named a version that has moved on; read again and repeat. */
export interface VersionConflict extends Outcome {
  __typename: 'VersionConflict';
  message: string;
  currentVersion: number;
}

/** One sentence per field; nothing was written. */
export interface InvalidInput extends Outcome {
  __typename: 'InvalidInput';
  message: string;
  fields: FieldProblem[];
}

export interface FieldProblem {
  /** Path of the field: `lines.0.quantity`. */
  path: string;
  message: string;
  /** Place in a text that was given, such as a configuration's YAML; from 1. */
  line?: number;
  column?: number;
}

/** The same idempotency key came with another input. */
export interface IdempotencyConflict extends Outcome {
  __typename: 'IdempotencyConflict';
  message: string;
}

/** What every write may answer beside its own outcomes. */
export type SharedOutcome = NotFound | VersionConflict | InvalidInput | IdempotencyConflict;

export const notFound = (what: string): NotFound => ({ __typename: 'NotFound', message: `No ${what} with this id.` });

export const versionConflict = (currentVersion: number): VersionConflict => ({
  __typename: 'VersionConflict',
  message: `It has changed since you read it and is now at version ${currentVersion}; read it again and repeat.`,
  currentVersion,
});

export const invalidInput = (...fields: FieldProblem[]): InvalidInput => ({
  __typename: 'InvalidInput',
  message: fields.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; '),
  fields,
});

export const idempotencyConflict: IdempotencyConflict = {
  __typename: 'IdempotencyConflict',
  message: 'This idempotency key was used before with another input; take a new key.',
};

/** Narrows an outcome by its name. */
export const isOutcome = <O extends Outcome, N extends O['__typename']>(
  outcome: O,
  name: N,
): outcome is Extract<O, { __typename: N }> => outcome.__typename === name;

/** Parses a command once, in the use case: the parsed command, or InvalidInput naming each field. */
export function parseCommand<S extends ZodType>(
  schema: S,
  input: unknown,
): { ok: true; command: z.output<S> } | { ok: false; invalid: InvalidInput } {
  const unreadable = unreadableIn(input, []);
  if (unreadable) return { ok: false, invalid: invalidInput(unreadable) };
  const parsed = schema.safeParse(input);
  return parsed.success ? { ok: true, command: parsed.data } : { ok: false, invalid: fromZod(parsed.error) };
}

/** Levels of what is told to us: nothing of ours nests so deep, and what does would end the stack of whoever walks it. */
const DEEPEST = 64;

/**
 * What cannot be taken, whatever a schema says: the first text with half a surrogate pair, which has no UTF-8 form and so can be
 * neither stored nor hashed, or what nests too deep; null when there is nothing.
 */
function unreadableIn(value: unknown, path: readonly string[]): FieldProblem | null {
  if (typeof value === 'string') {
    return /\p{Surrogate}/u.test(value) ? { path: path.join('.'), message: 'is not valid Unicode text' } : null;
  }
  if (typeof value !== 'object' || value === null) return null;
  if (path.length > DEEPEST) {
    return { path: path.slice(0, 4).join('.'), message: `nests more than ${DEEPEST} levels deep` };
  }
  for (const [key, part] of Object.entries(value)) {
    const unreadable = unreadableIn(part, [...path, key]);
    if (unreadable) return unreadable;
  }
  return null;
}

function fromZod(error: ZodError): InvalidInput {
  return invalidInput(...error.issues.map(({ path, message }) => ({ path: path.join('.'), message: plain(message) })));
}

/** The parser's own words where a value is missing or of another type, in ours. */
function plain(message: string): string {
  const [, expected, received] = /^Invalid input: expected (\w+), received (\w+)/.exec(message) ?? [];
  if (!expected) return message;
  return received === 'undefined' ? 'is missing' : `must be of the type ${expected === 'record' ? 'object' : expected}`;
}
