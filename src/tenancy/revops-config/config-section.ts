import type { z } from 'zod';
import type { ConfigFacts } from '../../../policy/config-facts.js';
import { DefectError } from '../../kernel/errors.js';

/** Where in the YAML something is: keys and list positions from the root. */
export type ConfigPath = readonly (string | number)[];

/** What one section gives: its own data (plain JSON; undefined: none), and its part of what policies read. */
export interface NormalisedSection<T> {
  data: T;
  facts?: Partial<ConfigFacts>;
}

/** What a section may use while it normalises. */
export interface ConfigContext {
  /** The data of a section that was composed before this one. */
  earlier<T>(section: { name: string; normalise(...parameters: never[]): NormalisedSection<T> }): T;
  /** What policies read, as far as the sections before this one give it. */
  facts: Readonly<Partial<ConfigFacts>>;
  /** Refuses the config: one sentence, shown with the place of the value (or of its key). */
  error(path: ConfigPath, message: string): void;
  /** Accepts the config, but tells its author. */
  warn(path: ConfigPath, message: string): void;
}

/**
 * One slice's part of RevOpsConfig. `shape` says what the YAML may hold under its top-level keys, in the file's own
 * units; `normalise` checks across keys and gives integers, ISO codes and bare handles.
 */
export interface ConfigSection<Shape extends z.ZodRawShape = z.ZodRawShape, T = unknown> {
  name: string;
  shape: Shape;
  normalise(raw: z.output<z.ZodObject<Shape>>, context: ConfigContext): NormalisedSection<T>;
}

/** Declares a section, keeping the types of its shape and data. */
export const defineSection = <Shape extends z.ZodRawShape, T>(
  section: ConfigSection<Shape, T>,
): ConfigSection<Shape, T> => section;

/** A tenant's validated config, as plain JSON: what policies read, each slice's own data, and the hash of both. */
export interface RevOpsConfig {
  facts: ConfigFacts;
  /** By section name; read it with `sectionOf`. */
  sections: Record<string, unknown>;
  /** Hex SHA-256 of the canonical JSON (RFC 8785) of `{ facts, sections }`. */
  sha256: string;
}

/** A section's own data of a config. */
export function sectionOf<Shape extends z.ZodRawShape, T>(
  config: Pick<RevOpsConfig, 'sections'>,
  section: ConfigSection<Shape, T>,
): T {
  if (!Object.hasOwn(config.sections, section.name)) {
    throw new DefectError(`RevOpsConfig was composed without its section "${section.name}"`);
  }
  return config.sections[section.name] as T;
}
