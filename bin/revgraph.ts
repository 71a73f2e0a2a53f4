import type { Command } from './commands/command.js';
import {
  configCheckCommand,
  configDiffCommand,
  configExportCommand,
  configImportCommand,
} from './commands/config-files.js';
import { configActivateCommand, configRollbackCommand } from './commands/config-versions.js';
import { demoLoadCommand } from './commands/demo-load.js';
import { demoWelcomeCommand } from './commands/demo-welcome.js';
import { jobsListCommand, jobsRetryCommand, jobsShowCommand } from './commands/jobs.js';
import { logKeyCommand } from './commands/log-key.js';
import { migrateCommand } from './commands/migrate.js';
import { planCommand } from './commands/plan.js';
import { receiptsExportCommand } from './commands/receipts-export.js';
import { tenantOpenCommand } from './commands/tenant-open.js';
import { tokenCommand } from './commands/token.js';
import { verifyCommand } from './commands/verify.js';
import { whyNotStarted } from './why-not-started.js';

const commands: Command[] = [
  migrateCommand,
  planCommand,
  tenantOpenCommand,
  demoLoadCommand,
  demoWelcomeCommand,
  tokenCommand,
  configCheckCommand,
  configImportCommand,
  configExportCommand,
  configDiffCommand,
  configActivateCommand,
  configRollbackCommand,
  receiptsExportCommand,
  verifyCommand,
  logKeyCommand,
  jobsListCommand,
  jobsShowCommand,
  jobsRetryCommand,
];

const lines = (shown: Command[]) => shown.map(({ name, summary }) => `  ${name.padEnd(18)} ${summary}`).join('\n');

const HELP = `revgraph: from lead to cash, with a receipt for every decision.

${lines(commands)}

revgraph <command> --help tells more of one.`;

/** The commands that begin with a word, such as those of `receipts`. */
const beginningWith = (word: string) => commands.filter(({ name }) => name.startsWith(`${word} `));

/** What a line that names no command gets: help for all, or for the commands that begin like it; else a refusal. Gives the exit code. */
function explain([first, second, ...more]: string[]): number {
  const isHelp = (word: string | undefined) => word === undefined || ['help', '--help', '-h'].includes(word);
  const group = first === undefined ? [] : beginningWith(first);
  if (isHelp(first)) {
    console.log(HELP);
    return 0;
  }
  if (group.length > 0 && isHelp(second)) {
    console.log(`${lines(group)}\n\nrevgraph <command> --help tells more of one.`);
    return second === undefined ? 1 : 0;
  }
  const asked = [first, second, ...more].join(' ').trim();
  console.error(`There is no command "${asked}".\n\n${HELP}`);
  return 1;
}

/** Finds the command whose words begin the line; the longest name wins. */
async function main(words: string[]): Promise<number> {
  const command = commands
    .filter(({ name }) => name.split(' ').every((word, index) => words[index] === word))
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (!command) return explain(words);
  const args = words.slice(command.name.split(' ').length);
  if (args.includes('--help')) {
    console.log(`${command.summary}.\n\n${command.usage}`);
    return 0;
  }
  return command.run(args);
}

main(process.argv.slice(2))
  .then((code) => {
    process.exitCode = code;
  })
  .catch((error: unknown) => {
    console.error(whyNotStarted(error) ?? error);
    process.exitCode = 1;
  });
