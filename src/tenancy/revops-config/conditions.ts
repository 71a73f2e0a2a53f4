import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import type { Test, TestOperator, TestValue } from '../../../policy/config-facts.js';
import { operatorsOf, type RuleAttribute } from '../../../policy/rule-attributes.js';
import type { Condition } from '../../../policy/rule-conditions.js';
import type { ConfigContext, ConfigPath } from './config-section.js';
import { nearestKey } from './nearest-key.js';

const OPERATORS = [
  'eq',
  'ne',
  'gt',
  'gte',
  'lt',
  'lte',
  'in',
  'not_in',
  'known',
  'unknown',
] as const satisfies readonly TestOperator[];

const SIGNS: Record<string, TestOperator> = {
  '=': 'eq',
  '==': 'eq',
  '!=': 'ne',
  '>': 'gt',
  '>=': 'gte',
  '<': 'lt',
  '<=': 'lte',
  in: 'in',
  'not in': 'not_in',
  'is known': 'known',
  'is unknown': 'unknown',
};

/** "quote.payment_days > 45", "account.custom.tier in [gold, silver]", "quote.risk_level is unknown". */
const SENTENCE = /^\s*([\w.]+)\s*(==|!=|>=|<=|=|>|<|not in\b|in\b|is known\b|is unknown\b)\s*(.*?)\s*$/s;

const value = z.union([z.number(), z.boolean(), z.string(), z.array(z.union([z.number(), z.string()])), z.null()]);

interface WrittenTree {
  all?: WrittenCondition[] | undefined;
  any?: WrittenCondition[] | undefined;
  not?: WrittenCondition | undefined;
  attribute?: string | undefined;
  op?: TestOperator | undefined;
  value?: z.output<typeof value> | undefined;
}
type WrittenCondition = string | WrittenTree;

/** A condition as written: a sentence, a test with its parts named, or `all`, `any`, `not` over conditions. */
export const conditionShape: z.ZodType<WrittenCondition> = z.union([
  z.string(),
  z
    .strictObject({
      all: z.lazy(() => z.array(conditionShape).min(1)),
      any: z.lazy(() => z.array(conditionShape).min(1)),
      not: z.lazy(() => conditionShape),
      attribute: z.string(),
      op: z.enum(OPERATORS),
      value,
    })
    .partial(),
]);

/** What a condition is read with: the attributes that may be tested, and where its errors go. */
interface Reading {
  attributes: ReadonlyMap<string, RuleAttribute>;
  context: ConfigContext;
}

/** The condition that was written, its tests checked against the attributes; null where it was refused. */
export function conditionOf(written: WrittenCondition, path: ConfigPath, reading: Reading): Condition | null {
  if (typeof written === 'string') return sentenceOf(written, path, reading);
  const forms = (['all', 'any', 'not', 'attribute'] as const).filter((key) => written[key] !== undefined);
  const [form] = forms;
  if (forms.length !== 1 || (form !== 'attribute' && (written.op !== undefined || written.value !== undefined))) {
    reading.context.error(path, 'A condition is one of "all", "any", "not", or an "attribute" with "op" and "value".');
    return null;
  }
  if (form === 'attribute') return testOf(written, path, reading);
  if (form === 'not') {
    const inner = conditionOf(written.not ?? '', [...path, 'not'], reading);
    return inner && { not: inner };
  }
  const key = form as 'all' | 'any';
  const parts = (written[key] ?? []).map((part, n) => conditionOf(part, [...path, key, n], reading));
  if (parts.includes(null)) return null;
  return key === 'all' ? { all: parts as Condition[] } : { any: parts as Condition[] };
}

function sentenceOf(text: string, path: ConfigPath, reading: Reading): Test | null {
  const [, attribute = '', sign = '', rest = ''] = SENTENCE.exec(text) ?? [];
  const op = SIGNS[sign];
  const read = rest === '' ? undefined : readValue(rest);
  if (!op || (read && !read.ok)) {
    reading.context.error(
      path,
      `This is not a condition such as "quote.payment_days > 45"; found "${text.slice(0, 80)}".`,
    );
    return null;
  }
  return testOf({ attribute, op, value: read?.value }, path, reading);
}

/** A value inside a sentence, as YAML reads it. */
function readValue(text: string): { ok: true; value: z.output<typeof value> } | { ok: false } {
  try {
    const read = value.safeParse(parseYaml(text, { version: '1.2', maxAliasCount: 0 }));
    return read.success ? { ok: true, value: read.data } : { ok: false };
  } catch {
    return { ok: false };
  }
}

function testOf(written: WrittenTree, path: ConfigPath, { attributes, context }: Reading): Test | null {
  const { attribute: name = '', op = 'eq' } = written;
  const attribute = attributes.get(name);
  const refuse = (message: string): null => {
    context.error(path, message);
    return null;
  };
  if (!attribute) return refuse(unknownAttribute(name, [...attributes.keys()]));
  if (attribute.personal)
    return refuse(`"${name}" is personal: decisions keep what they were made of, so no rule may test it.`);
  const fitting = operatorsOf(attribute.type);
  if (!fitting.includes(op))
    return refuse(`"${name}" is of the type ${attribute.type}, which has no "${op}"; it has ${fitting.join(', ')}.`);
  const wrong = whyNotComparable(attribute, op, written.value);
  if (wrong) return refuse(wrong);
  const tested = op === 'known' || op === 'unknown' ? null : (written.value as TestValue);
  return { attribute: name, path: [...attribute.path], op, value: tested };
}

function unknownAttribute(name: string, known: string[]): string {
  const last = (text: string) => text.slice(text.lastIndexOf('.') + 1);
  const near = known.find((each) => last(each) === last(name)) ?? nearestKey(name, known);
  return `There is no attribute "${name}" to test${near ? `; did you mean "${near}"?` : ', and none is declared under "attributes".'}`;
}

/** Why an attribute cannot be compared with what was written, as a sentence, or null when it can. */
function whyNotComparable(attribute: RuleAttribute, op: TestOperator, given: unknown): string | null {
  if (op === 'known' || op === 'unknown') {
    return given === undefined || given === null
      ? null
      : `"${op}" compares "${attribute.name}" with nothing; leave the value out.`;
  }
  if (given === undefined || given === null) return `"${attribute.name}" is compared with nothing; write a value.`;
  const listed = op === 'in' || op === 'not_in';
  if (listed !== Array.isArray(given) || (Array.isArray(given) && given.length === 0))
    return listed ? `"${op}" needs a list with something in it.` : `"${op}" needs one value, not a list.`;
  const misfit = (Array.isArray(given) ? given : [given]).find((each) => !fits(attribute, each));
  if (misfit === undefined) return null;
  const unit = attribute.unit ? ` (${attribute.unit})` : '';
  const kind = attribute.values ? `one of ${attribute.values.join(', ')}` : `${KINDS[attribute.type]}${unit}`;
  return `"${attribute.name}" is compared with ${kind}; found ${JSON.stringify(misfit)}.`;
}

const KINDS: Record<RuleAttribute['type'], string> = {
  integer: 'a whole number',
  boolean: 'true or false',
  string: 'a text',
  enum: 'a text',
  date: 'a date such as 2026-01-31',
};

function fits({ type, values }: RuleAttribute, given: unknown): boolean {
  if (type === 'integer') return Number.isSafeInteger(given);
  if (type === 'boolean') return typeof given === 'boolean';
  if (type === 'date') return z.iso.date().safeParse(given).success;
  return typeof given === 'string' && given !== '' && (!values || values.includes(given));
}
