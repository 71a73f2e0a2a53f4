import { z } from 'zod';
import type { ConfigPath } from './config-section.js';
import { nearestKey } from './nearest-key.js';

/** One violation of the shape, not yet placed in the text. */
export interface ShapeIssue {
  path: ConfigPath;
  message: string;
  at: 'key' | 'value';
}

type Issue = z.core.$ZodIssue;
type RawIssue = z.core.$ZodRawIssue;

/** zod's error map: one clear sentence for each violation. Several unknown keys of one object give a line each. */
export function sentenceFor(issue: RawIssue): string | undefined {
  const found = show(issue.input);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(key, knownKeys(issue.inst))).join('\n');
    case 'invalid_type':
      if (issue.input === undefined) return `This key is missing; it must be ${kind(issue.expected)}.`;
      return `This must be ${kind(issue.expected)}; found ${found}.`;
    case 'invalid_value': {
      const near = typeof issue.input === 'string' ? nearestKey(issue.input, issue.values.map(String)) : null;
      return `This must be one of ${issue.values.map(String).join(', ')}; found ${found}${near ? ` (did you mean ${near}?)` : ''}.`;
    }
    case 'too_small':
      return `This must be ${size(issue.origin, 'at least', issue.minimum)}; found ${found}.`;
    case 'too_big':
      return `This must be ${size(issue.origin, 'at most', issue.maximum)}; found ${found}.`;
    case 'invalid_union':
      return `This has none of the forms that are allowed here; found ${found}.`;
    default:
      return undefined;
  }
}

/** Flattens zod's issues: one per unknown key, and of a union only the form that its author seems to have meant. */
export function shapeIssues(issues: readonly Issue[], parent: ConfigPath = []): ShapeIssue[] {
  return issues.flatMap((issue): ShapeIssue[] => {
    const path = [...parent, ...issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))];
    if (issue.code === 'unrecognized_keys') {
      const sentences = issue.message.split('\n');
      return issue.keys.map((key, n) => ({ path: [...path, key], message: sentences[n] ?? issue.message, at: 'key' }));
    }
    if (issue.code === 'invalid_key') {
      return [{ path, message: issue.issues[0]?.message ?? issue.message, at: 'key' }];
    }
    if (issue.code === 'invalid_union') {
      const meant = issue.errors.find((branch) => !branch.some((inner) => inner.path.length === 0 && wrongKind(inner)));
      if (meant) return shapeIssues(meant, path);
      const [choice] = issue.errors.flat().filter((inner) => inner.code === 'invalid_value' && inner.path.length === 0);
      if (choice && typeof choice.input === 'string') return shapeIssues([choice], path);
    }
    return [{ path, message: issue.message, at: 'value' }];
  });
}

const wrongKind = (issue: Issue): boolean => issue.code === 'invalid_type' || issue.code === 'invalid_value';

function unknownKey(key: string, known: string[]): string {
  const near = nearestKey(key, known);
  return near
    ? `Unknown key "${key}"; did you mean "${near}"?`
    : `Unknown key "${key}"; known here: ${known.join(', ')}.`;
}

function knownKeys(inst: unknown): string[] {
  if (inst instanceof z.ZodObject) return Object.keys(inst.shape);
  return inst instanceof z.ZodRecord && inst.keyType instanceof z.ZodEnum ? inst.keyType.options.map(String) : [];
}

const KINDS: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of keys',
  record: 'a group of keys',
};

const kind = (expected: string): string => KINDS[expected] ?? expected;

function size(origin: string, bound: string, limit: number | bigint): string {
  if (origin === 'array') return `a list of ${bound} ${limit}`;
  if (origin === 'string') return `a text of ${bound} ${limit} characters`;
  return `${bound} ${limit}`;
}

function show(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a group of keys';
  return typeof value === 'string' ? `"${value.slice(0, 60)}"` : String(value);
}
