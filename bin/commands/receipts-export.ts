import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type ExportSelection, exportReceipts, type ReceiptExport } from '../../src/evidence/index.js';
import { systemCaller } from '../../src/kernel/caller.js';
import { readConfig } from '../../src/kernel/config.js';
import { StartupError } from '../../src/kernel/errors.js';
import { compose } from '../compose.js';
import { readArguments } from './arguments.js';
import type { Command } from './command.js';
import { type Progress, showProgress } from './progress.js';
import { answering, tenantNamed } from './stores.js';

const USAGE = `revgraph receipts export [--workflow ID | --resource ID] [--out FILE] [--tenant HANDLE] [--personal]

  --workflow ID     one chain, such as deal:<opportunity id>
  --resource ID     every chain in which a quote, a lead, … occurs, each whole
                    (without either: the whole log, in its order)
  --out FILE        a new file, readable by you alone; standard output without it
  --tenant HANDLE   needed when there are several
  --personal        with names, addresses and free text, which are withheld without it

The export leaves a receipt itself. revgraph verify checks it without a database.`;

const OPTIONS = {
  workflow: { type: 'string' },
  resource: { type: 'string' },
  out: { type: 'string' },
  tenant: { type: 'string' },
  personal: { type: 'boolean', default: false },
} as const;

export const receiptsExportCommand: Command = {
  usage: USAGE,
  async run(args) {
    const { values } = readArguments(args, OPTIONS, { usage: 'revgraph receipts export takes options only.' });
    const selection = selectionOf(values.workflow, values.resource);
    if (values.out !== undefined) await assertNew(values.out);
    const config = readConfig();
    const composition = await compose({ ...config, logLevel: 'warn' });
    try {
      await answering(composition.graph, config);
      const { id } = await tenantNamed(composition.graph, values.tenant);
      const caller = systemCaller(id, 'command-line');
      const outcome = await exportReceipts(composition, caller, selection, { personal: values.personal });
      if (outcome.__typename !== 'ReceiptExport') throw new StartupError(outcome.message);
      const count = await write(outcome, values.out);
      if (values.out !== undefined) {
        console.error(`${count.toLocaleString('en')} receipts are in ${values.out}: revgraph verify ${values.out}`);
      }
      return 0;
    } finally {
      await composition.close();
    }
  },
};

function selectionOf(workflowId: string | undefined, resourceId: string | undefined): ExportSelection {
  if (workflowId !== undefined && resourceId !== undefined) {
    throw new StartupError('--workflow and --resource cannot be combined; take one of them.');
  }
  if (workflowId !== undefined) return { workflowId };
  return resourceId === undefined ? { all: true } : { resourceId };
}

async function assertNew(file: string): Promise<void> {
  if (await stat(file).catch(() => null)) throw new StartupError(`${file} is there already: name a new file.`);
}

/** Whole or not at all: what breaks off leaves no file. Gives the number of lines. */
async function write(exported: ReceiptExport, file: string | undefined): Promise<number> {
  const progress = showProgress('Exporting', 'receipts', () => exported.most);
  const counted = { lines: 0 };
  const text = Readable.from(counting(exported.text, counted, progress), { objectMode: false });
  try {
    if (file === undefined) {
      await pipeline(text, process.stdout, { end: false });
    } else {
      const part = `${file}.part`;
      await pipeline(text, createWriteStream(part, { mode: 0o600 }));
      await rename(part, file);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Whoever reads our output may stop reading: head, for one.
    if (code === 'EPIPE') return counted.lines;
    if (file !== undefined) await rm(`${file}.part`, { force: true });
    if (file !== undefined && code) {
      const reason = code === 'ENOENT' ? 'there is no such folder' : code;
      throw new StartupError(`${file} cannot be written: ${reason}.`, { cause: error });
    }
    throw error;
  } finally {
    progress.end();
  }
  return counted.lines;
}

async function* counting(text: AsyncGenerator<string>, counted: { lines: number }, progress: Progress) {
  for await (const chunk of text) {
    for (let at = chunk.indexOf('\n'); at >= 0; at = chunk.indexOf('\n', at + 1)) counted.lines += 1;
    progress.at(counted.lines);
    yield chunk;
  }
}
