import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import {
  type LogSource,
  LogUnreachable,
  linesOf,
  openLog,
  type VerifyReport,
  verifyExport,
  verifyLog,
} from '../../src/evidence/index.js';
import { CodedError, StartupError } from '../../src/kernel/errors.js';
import { readArguments } from './arguments.js';
import type { Command } from './command.js';
import { showProgress } from './progress.js';
import { reportJson, reportText } from './verify-report.js';

const USAGE = `revgraph verify <export.jsonl | log URL | log folder> [options]
revgraph verify --state [--tenant ID|HANDLE] [--json]

  --key KEY           verifier key, pinned by another way than the log; may be given several times
  --checkpoint FILE   for an export: the signed head of exactly this whole log
                      for a log: a head kept from earlier, which the log must still begin with
  --log URL|FOLDER    for an export: the log that must hold every receipt
  --token TOKEN       for a log that is not public
  --state             compares the database with its receipts: names every node, edge and property
                      that is missing, extra or different, and the receipt that says otherwise
  --tenant ID|HANDLE  of one tenant; without it, of every tenant
  --json              the report as JSON

Needs no database, but for --state. Exit code 0: it holds; 1: it does not; 2: nothing was verified, and why. docs/receipt-format.md says what is checked.`;

const OPTIONS = {
  key: { type: 'string', multiple: true, default: [] as string[] },
  checkpoint: { type: 'string' },
  log: { type: 'string' },
  token: { type: 'string' },
  state: { type: 'boolean', default: false },
  tenant: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

interface Asked {
  key: string[];
  checkpoint?: string | undefined;
  log?: string | undefined;
  token?: string | undefined;
}

export const verifyCommand: Command = {
  usage: USAGE,
  async run(args) {
    const usage = 'revgraph verify <export.jsonl | log URL | log folder> [options]';
    try {
      const { values, positionals } = readArguments(args, OPTIONS, { most: 1, usage });
      if (values.state) {
        // Whoever verifies a file needs nothing of the product that made it.
        const { verifyStates } = await import('./verify-state.js');
        return await verifyStates(onlyState(values, positionals));
      }
      if (values.tenant !== undefined) throw new StartupError('--tenant goes with --state.');
      if (positionals.length === 0) throw new StartupError(`Something is missing: ${usage}`);
      const report = await verify(positionals[0] as string, { ...values, key: [...values.key] });
      const isAgainstLog = values.key.length > 0;
      console.log(values.json ? reportJson(report) : reportText(report, isAgainstLog));
      return report.ok ? 0 : 1;
    } catch (error) {
      const reason = whyNotVerified(error);
      if (reason === null) throw error;
      console.error(reason);
      return 2;
    }
  },
};

/** The options of a state's verification; refuses those of an export's or a log's. */
function onlyState(
  { key, checkpoint, log, token, tenant, json }: Asked & { tenant?: string | undefined; json: boolean },
  positionals: string[],
) {
  if (positionals.length > 0 || key.length > 0 || [checkpoint, log, token].some((value) => value !== undefined)) {
    throw new StartupError('--state goes with --tenant and --json alone: it reads the database, no export and no log.');
  }
  return { tenant, json };
}

/** The sentence for what cannot be read or proves nothing; null for what we are to blame for. It is never a failed proof. */
function whyNotVerified(error: unknown): string | null {
  if (error instanceof LogUnreachable) return `It could not be verified: ${error.message}.`;
  // Options that prove nothing together, or a key that is none: said by whoever checks them.
  if (error instanceof TypeError) return `Nothing was verified: ${error.message}.`;
  if (error instanceof CodedError && error.code === 'UNAVAILABLE') return `It could not be verified: ${error.message}`;
  return error instanceof StartupError ? error.message : null;
}

async function verify(where: string, { key, checkpoint, log, token }: Asked): Promise<VerifyReport> {
  const note = checkpoint === undefined ? undefined : await text(checkpoint);
  if (/^https?:\/\//.test(where) || (await kindOf(where)) === 'folder') {
    if (log !== undefined)
      throw new StartupError('--log goes with an export; the log to verify is the first argument.');
    if (key.length === 0) throw new StartupError('A log is verified with the key that you pinned: add --key.');
    const watched = watchedLog(openLog(where, token));
    return watched.done(verifyLog(watched.log, key, note === undefined ? {} : { earlierCheckpoint: note }));
  }
  const watched = await watchedFile(where);
  const options = { verifierKeys: key, checkpoint: note, log: log === undefined ? undefined : openLog(log, token) };
  return watched.done(verifyExport(linesOf(watched.chunks), options));
}

async function kindOf(path: string): Promise<'file' | 'folder'> {
  const found = await stat(path).catch((cause) => {
    throw new StartupError(`${path} cannot be read: ${reasonOf(cause)}.`, { cause });
  });
  return found.isDirectory() ? 'folder' : 'file';
}

const text = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((cause) => {
    throw new StartupError(`${file} cannot be read: ${reasonOf(cause)}.`, { cause });
  });

const reasonOf = ({ code }: NodeJS.ErrnoException): string =>
  code === 'ENOENT' ? 'there is no such file' : (code ?? 'no reason given');

/** A file, telling how much of it was read. */
async function watchedFile(path: string) {
  const { size } = await stat(path);
  const megabytes = (bytes: number) => Math.round(bytes / 1e6);
  const progress = showProgress('Verifying', 'MB', () => megabytes(size));
  async function* chunks(): AsyncGenerator<Uint8Array> {
    let read = 0;
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      read += chunk.length;
      progress.at(megabytes(read));
      yield chunk;
    }
  }
  return { chunks: chunks(), done: <T>(work: Promise<T>) => work.finally(() => progress.end()) };
}

/** A log, telling how many of its entries were read: the checkpoint says how many there are. */
function watchedLog(log: LogSource) {
  let [size, read]: [number | null, number] = [null, 0];
  const progress = showProgress('Verifying', 'entries', () => size);
  const watched: LogSource = {
    async read(path, maxBytes) {
      const bytes = await log.read(path, maxBytes);
      if (path === 'checkpoint' && bytes) size = Number(Buffer.from(bytes).toString('utf8').split('\n')[1]) || null;
      if (path.startsWith('tile/entries/')) read += 256;
      progress.at(size === null ? read : Math.min(read, size));
      return bytes;
    },
  };
  return { log: watched, done: <T>(work: Promise<T>) => work.finally(() => progress.end()) };
}
