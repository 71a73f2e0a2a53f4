import type { Command } from './commands/command.js';
import { demoLoadCommand } from './commands/demo-load.js';
import { demoWelcomeCommand } from './commands/demo-welcome.js';
import { jobsListCommand, jobsRetryCommand, jobsShowCommand } from './commands/jobs.js';
import { logKeyCommand } from './commands/log-key.js';
import { migrateCommand } from './commands/migrate.js';
import { planCommand } from './commands/plan.js';
import { receiptsExportCommand } from './commands/receipts-export.js';
import { tokenCommand } from './commands/token.js';
import { verifyCommand } from './commands/verify.js';
import { whyNotStarted } from './why-not-started.js';

const commands: Command[] = [
  migrateCommand,
  planCommand,
  demoLoadCommand,
  demoWelcomeCommand,
  tokenCommand,
  receiptsExportCommand,
  verifyCommand,
  logKeyCommand,
  jobsListCommand,
  jobsShowCommand,
  jobsRetryCommand,
];

const help = () =>
  `revgraph: from lead to cash, with a receipt for every decision.\n\n${commands
    .map(({ name, summary }) => `  ${name.padEnd(18)} ${summary}`)
    .join('\n')}\n\nrevgraph <command> --help tells more of one.`;

/** Finds the command whose words begin the line; the longest name wins. */
async function main(words: string[]): Promise<number> {
  const command = commands
    .filter(({ name }) => name.split(' ').every((word, index) => words[index] === word))
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (!command) {
    const asked = words[0] && !['help', '--help', '-h'].includes(words[0]);
    (asked ? console.error : console.log)(asked ? `There is no command "${words.join(' ')}".\n\n${help()}` : help());
    return asked ? 1 : 0;
  }
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
