import { z } from 'zod';
import { DefectError } from '../../kernel/errors.js';
import { readYaml } from './yaml-source.js';

type Keys = Record<string, unknown>;

/** The key that names a profile. */
export const profileKey = (names: readonly string[]): z.ZodType =>
  z
    .enum(names as string[])
    .optional()
    .describe('A shipped profile: it says what this file does not.');

/**
 * The file's value over that of the profile it names: groups of keys are united, anything else is the file's own. Gives the value as it
 * is where it names none that there is.
 */
export function overProfile(value: unknown, profiles: Readonly<Record<string, string>>): unknown {
  const { profile } = value as Keys;
  const text = typeof profile === 'string' && Object.hasOwn(profiles, profile) ? profiles[profile] : undefined;
  if (text === undefined) return value;
  const read = readYaml(text);
  if (!read.ok) throw new DefectError(`The profile ${profile} is not YAML`);
  return united(read.source.value as Keys, value as Keys);
}

function united(below: Keys, above: Keys): Keys {
  const keys = [...new Set([...Object.keys(below), ...Object.keys(above)])];
  return Object.fromEntries(
    keys.map((key) => {
      const [under, over] = [own(below, key), own(above, key)];
      if (over === undefined) return [key, under];
      return [key, isGroup(under) && isGroup(over) ? united(under, over) : over];
    }),
  );
}

/** Not what objects are born with: a file may hold a key `constructor`, to be refused like any other. */
const own = (keys: Keys, key: string): unknown => (Object.hasOwn(keys, key) ? keys[key] : undefined);

const isGroup = (value: unknown): value is Keys => typeof value === 'object' && value !== null && !Array.isArray(value);
