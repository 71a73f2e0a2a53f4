import { type ParseArgsConfig, parseArgs } from 'node:util';
import { StartupError } from '../../src/kernel/errors.js';

/** Reads a command's arguments. Throws StartupError, in one sentence, for an option that is unknown, doubled or without its value. */
export function readArguments<const O extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: O,
  { most = 0, least = 0, usage = '' }: { most?: number; least?: number; usage?: string } = {},
) {
  const parsed = parsedOrRefused(args, options);
  const { length } = parsed.positionals;
  if (length < least) throw new StartupError(`Something is missing: ${usage}`);
  if (length > most) throw new StartupError(`"${parsed.positionals[most]}" is one word too many: ${usage}`);
  return parsed;
}

function parsedOrRefused<const O extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: O) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (cause) {
    const [sentence] = (cause as Error).message.split('. ');
    throw new StartupError(withoutValue(args, options) ?? `${sentence}; --help shows what there is.`, { cause });
  }
}

/** The sentence for an option that should have a value and has none, or one that looks like another option; null when none is. */
function withoutValue(args: string[], options: NonNullable<ParseArgsConfig['options']>): string | null {
  for (const [at, arg] of args.entries()) {
    if (options[arg.slice(2)]?.type !== 'string' || !arg.startsWith('--')) continue;
    const next = args[at + 1];
    if (next === undefined) return `${arg} needs a value; --help shows what there is.`;
    if (next.startsWith('-'))
      return `${arg} needs a value, and "${next}" looks like another option; write ${arg}=… to give it even so.`;
  }
  return null;
}
