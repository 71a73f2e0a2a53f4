import { readFile, writeFile } from 'node:fs/promises';
import { readConfig } from '../../src/kernel/config.js';
import { StartupError } from '../../src/kernel/errors.js';
import {
  type ConfigChange,
  type ConfigIssue,
  Configs,
  configDiff,
  configTexts,
  type RevOpsConfig,
  saveRevOpsConfigDraft,
} from '../../src/tenancy/index.js';
import { revOpsConfigSchema } from '../revops-config.js';
import { ACTING_OPTIONS, actingAs } from './acting.js';
import { readArguments } from './arguments.js';
import type { Command } from './command.js';
import { tenantNamed, withGraph } from './stores.js';

const CHECK = 'revgraph config check <file>';

export const configCheckCommand: Command = {
  usage: `${CHECK}

Prints every error and warning as file:line:column: path: sentence. Exit code 1 when there is an error.`,
  async run(args) {
    const { positionals } = readArguments(args, {}, { least: 1, most: 1, usage: CHECK });
    const file = positionals[0] as string;
    const parsed = revOpsConfigSchema.parse(await textOf(file));
    if (!parsed.ok) return refused(file, parsed.errors);
    tell(file, 'warning', parsed.warnings);
    console.log(`${file} is a configuration; sha256 ${parsed.config.sha256}.`);
    return 0;
  },
};

const IMPORT = 'revgraph config import <file> --as HANDLE [--tenant HANDLE]';

export const configImportCommand: Command = {
  usage: `${IMPORT}

The text is kept as it is, comments and all. Prints the draft's number; somebody else activates it: revgraph config activate.`,
  async run(args) {
    const { positionals, values } = readArguments(args, ACTING_OPTIONS, { least: 1, most: 1, usage: IMPORT });
    const file = positionals[0] as string;
    const yaml = await textOf(file);
    return actingAs(values, 'config import', async ({ composition, caller }) => {
      const saved = await saveRevOpsConfigDraft(composition, caller, { yaml });
      if (saved.__typename === 'InvalidInput')
        return refused(
          file,
          saved.fields.map((field) => ({ line: 1, column: 1, ...field })),
        );
      if (saved.__typename !== 'RevOpsConfigDraftSaved') throw new StartupError(saved.message);
      tell(file, 'warning', saved.warnings);
      console.log(saved.number);
      return 0;
    });
  },
};

const EXPORT = 'revgraph config export [NUMBER] [--out FILE] [--tenant HANDLE]';

export const configExportCommand: Command = {
  usage: `${EXPORT}

The bytes that were saved, of the version of that number or of the one in force.

  --out FILE   a new file; standard output without it`,
  async run(args) {
    const options = { out: { type: 'string' }, tenant: { type: 'string' } } as const;
    const { positionals, values } = readArguments(args, options, { most: 1, usage: EXPORT });
    const asked = positionals[0] === undefined ? null : numberOf(positionals[0]);
    return withGraph(readConfig(), async (graph) => {
      const { id } = await tenantNamed(graph, values.tenant);
      const number = asked ?? (await new Configs(graph, revOpsConfigSchema.parseStored).active(id))?.number;
      const [found] = number === undefined ? [] : await configTexts({ graph }, id, [number]);
      if (!found) throw new StartupError('There is no such version of the configuration.');
      if (values.out === undefined) process.stdout.write(found.yaml);
      else await writeNew(values.out, found.yaml);
      return 0;
    });
  },
};

const DIFF = 'revgraph config diff <NUMBER|FILE> <NUMBER|FILE> [--tenant HANDLE] [--json]';

export const configDiffCommand: Command = {
  usage: `${DIFF}

Compares normalised values, not texts: path, what was, what is. Each side is a version's number or a file. Exit code 0, also with differences.`,
  async run(args) {
    const options = { tenant: { type: 'string' }, json: { type: 'boolean', default: false } } as const;
    const { positionals, values } = readArguments(args, options, { least: 2, most: 2, usage: DIFF });
    const [before, after] = [
      await side(positionals[0] as string, values.tenant),
      await side(positionals[1] as string, values.tenant),
    ];
    const changes = configDiff(before, after);
    if (values.json) console.log(JSON.stringify(changes, null, 2));
    else console.log(changes.length === 0 ? 'They mean the same.' : changes.map(line).join('\n'));
    return 0;
  },
};

const line = ({ path, before, after }: ConfigChange) => `${path}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`;

/** One side of a comparison: a stored version, or a file. */
async function side(text: string, tenant: string | undefined): Promise<RevOpsConfig> {
  if (!/^\d+$/.test(text)) {
    const parsed = revOpsConfigSchema.parse(await textOf(text));
    if (!parsed.ok) throw new StartupError(`${text} is no configuration: revgraph config check ${text} says why.`);
    return parsed.config;
  }
  return withGraph(readConfig(), async (graph) => {
    const { id } = await tenantNamed(graph, tenant);
    const found = await new Configs(graph, revOpsConfigSchema.parseStored).version(id, numberOf(text));
    if (!found) throw new StartupError(`There is no version ${text} of the configuration.`);
    return found.config;
  });
}

/** A version's number as it is written. Throws StartupError for anything else. */
export function numberOf(text: string): number {
  const number = Number(text);
  if (!/^\d{1,9}$/.test(text) || number < 1) throw new StartupError(`"${text}" is no number of a version.`);
  return number;
}

function refused(file: string, errors: readonly ConfigIssue[]): number {
  tell(file, 'error', errors);
  return 1;
}

/** As compilers write it, so that editors find the place. */
function tell(file: string, kind: 'error' | 'warning', issues: readonly ConfigIssue[]): void {
  for (const { line, column, path, message } of issues)
    console.error(`${file}:${line}:${column}: ${kind}: ${path ? `${path}: ` : ''}${message}`);
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new StartupError(`${file} cannot be read: ${(cause as Error).message.split('\n')[0]}.`, { cause });
  }
}

async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    const taken = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    const why = taken ? 'is there already: name a new file' : `cannot be written: ${(cause as Error).message}`;
    throw new StartupError(`${file} ${why}.`, { cause });
  }
}
