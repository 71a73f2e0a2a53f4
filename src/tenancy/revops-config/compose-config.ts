import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import type { ConfigFacts } from '../../../policy/config-facts.js';
import { DefectError } from '../../kernel/errors.js';
import { type ConfigContext, type ConfigSection, type RevOpsConfig, sectionOf } from './config-section.js';
import { overProfile, profileKey } from './profiles.js';
import { sentenceFor, shapeIssues } from './shape-issues.js';
import { type ConfigError, type ConfigIssue, readYaml, type YamlSource } from './yaml-source.js';

/** A config that may be saved, with what its author should look at; or every reason why it may not. */
export type ParsedConfig =
  | { ok: true; config: RevOpsConfig; warnings: ConfigIssue[] }
  | { ok: false; errors: ConfigError[] };

/** All registered sections as one schema. */
export interface ConfigSchema {
  /** Reads a RevOpsConfig file. Pure; never throws on what a person can write. */
  parse(yamlText: string): ParsedConfig;
  /**
   * Reads a version that was accepted before: keys that this build does not know, since an earlier or later one did, are
   * left out instead of refused, so that a change of builds stops nobody's work.
   */
  parseStored(yamlText: string): ParsedConfig;
  /** JSON Schema (draft-07) of the file, for editors. */
  jsonSchema(): object;
}

const FACTS: (keyof ConfigFacts)[] = ['currency', 'segments', 'routing', 'discounts', 'approvals'];
/** More errors than this help nobody. */
const MAX_ERRORS = 100;

/**
 * Composes the sections, in the order in which they may read each other (core first). A file may name one of the profiles
 * (YAML texts by name) under `profile`: it then says what the file itself does not.
 */
export function composeConfig(
  sections: readonly ConfigSection[],
  profiles: Readonly<Record<string, string>> = {},
): ConfigSchema {
  const shape: Record<string, z.ZodType> = {};
  for (const section of sections) {
    for (const [key, schema] of Object.entries(section.shape)) {
      if (Object.hasOwn(shape, key)) throw new DefectError(`Two sections of RevOpsConfig claim the key "${key}"`);
      shape[key] = schema as z.ZodType;
    }
  }
  shape.profile = profileKey(Object.keys(profiles));
  const schema = z.strictObject(shape);
  const read = (yamlText: string, prepare: (value: unknown) => unknown): ParsedConfig => {
    const yaml = readYaml(yamlText);
    if (!yaml.ok) return yaml;
    return withinTheStack(() => {
      const parsed = schema.safeParse(prepare(overProfile(yaml.source.value, profiles)), {
        error: sentenceFor,
        reportInput: true,
      });
      if (parsed.success) return normalise(sections, parsed.data, yaml.source);
      const errors = shapeIssues(parsed.error.issues).map(({ path, message, at }) =>
        yaml.source.issueAt(path, message, at),
      );
      return { ok: false, errors: inOrder(errors).slice(0, MAX_ERRORS) };
    });
  };
  return {
    parse: (yamlText) => read(yamlText, (value) => value),
    parseStored: (yamlText) => read(yamlText, (value) => withoutUnknownKeys(schema, value)),
    jsonSchema: () => ({
      ...z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }),
      title: 'RevOpsConfig',
    }),
  };
}

/** Conditions nest, and an alias may even hold itself: what the stack cannot hold is refused like any other text. */
function withinTheStack(read: () => ParsedConfig): ParsedConfig {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { ok: false, errors: [{ path: '', line: 1, column: 1, message: 'The config is nested too deeply.' }] };
  }
}

/** A copy of the value without the keys that the schema does not know. */
function withoutUnknownKeys(schema: z.ZodType, value: unknown): unknown {
  const copy = structuredClone(value);
  const issues = schema.safeParse(copy).error?.issues ?? [];
  for (const issue of issues) {
    if (issue.code !== 'unrecognized_keys') continue;
    let holder = copy as Record<PropertyKey, unknown>;
    for (const key of issue.path) holder = holder[key] as Record<PropertyKey, unknown>;
    for (const key of issue.keys) delete holder[key];
  }
  return copy;
}

function normalise(sections: readonly ConfigSection[], raw: Record<string, unknown>, source: YamlSource): ParsedConfig {
  const errors: ConfigError[] = [];
  const warnings: ConfigIssue[] = [];
  const done: Record<string, unknown> = {};
  const facts: Partial<ConfigFacts> = {};
  const context: ConfigContext = {
    earlier: (section) => sectionOf({ sections: done }, section as ConfigSection) as never,
    error: (path, message) => void errors.push(source.issueAt(path, message)),
    facts,
    warn: (path, message) => void warnings.push(source.issueAt(path, message)),
  };
  for (const section of sections) {
    const given = section.normalise(raw, context);
    if (given.data !== undefined) done[section.name] = given.data;
    Object.assign(facts, given.facts);
  }
  if (errors.length > 0) return { ok: false, errors: inOrder(errors).slice(0, MAX_ERRORS) };
  const content = { facts: complete(facts), sections: done };
  const sha256 = createHash('sha256')
    .update(canonicalize(content) ?? '')
    .digest('hex');
  return { ok: true, config: { ...content, sha256 }, warnings: inOrder(warnings) };
}

function complete(facts: Partial<ConfigFacts>): ConfigFacts {
  const missing = FACTS.filter((key) => facts[key] === undefined);
  if (missing.length > 0) throw new DefectError(`No section of RevOpsConfig gives the facts ${missing.join(', ')}`);
  return facts as ConfigFacts;
}

const inOrder = <I extends ConfigIssue>(issues: I[]): I[] =>
  issues.sort((a, b) => a.line - b.line || a.column - b.column);
