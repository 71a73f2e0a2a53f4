import type { Command } from './commands/command.js';

/** A command in the list of all; its module is loaded when it is called, since all together take two seconds to load. */
interface Listed {
  /** Words that call it: `receipts export`. */
  name: string;
  /** One line for the list. */
  summary: string;
  load(): Promise<Command>;
}

const commands: Listed[] = [
  {
    name: 'migrate',
    summary: "Bring the graph's constraints and indexes to this build's version",
    load: async () => (await import('./commands/migrate.js')).migrateCommand,
  },
  {
    name: 'plan',
    summary: 'Let a Neo4j that has just started plan every statement, so that its first users wait less',
    load: async () => (await import('./commands/plan.js')).planCommand,
  },
  {
    name: 'tenant open',
    summary: 'Open a tenant with its first people, seats and configuration',
    load: async () => (await import('./commands/tenant-open.js')).tenantOpenCommand,
  },
  {
    name: 'demo load',
    summary: 'Load the CRM export under demo/crm-sales into the tenant crm-sales',
    load: async () => (await import('./commands/demo-load.js')).demoLoadCommand,
  },
  {
    name: 'demo welcome',
    summary: 'Show the address, a token for each role of the demo, and three queries to paste',
    load: async () => (await import('./commands/demo-welcome.js')).demoWelcomeCommand,
  },
  {
    name: 'token',
    summary: "Make a token of a role's holder or of a user",
    load: async () => (await import('./commands/token.js')).tokenCommand,
  },
  {
    name: 'config check',
    summary: 'Check a RevOpsConfig file, without a database',
    load: async () => (await import('./commands/config-files.js')).configCheckCommand,
  },
  {
    name: 'config import',
    summary: 'Save a RevOpsConfig file as a draft',
    load: async () => (await import('./commands/config-files.js')).configImportCommand,
  },
  {
    name: 'config export',
    summary: 'Write a version of the configuration as it was saved',
    load: async () => (await import('./commands/config-files.js')).configExportCommand,
  },
  {
    name: 'config diff',
    summary: 'Show what two configurations mean differently',
    load: async () => (await import('./commands/config-files.js')).configDiffCommand,
  },
  {
    name: 'config activate',
    summary: 'Put a draft of the configuration in force, now or at an instant',
    load: async () => (await import('./commands/config-versions.js')).configActivateCommand,
  },
  {
    name: 'config rollback',
    summary: 'Save an earlier configuration as a new draft',
    load: async () => (await import('./commands/config-versions.js')).configRollbackCommand,
  },
  {
    name: 'receipts export',
    summary: 'Write sealed receipts as lines that anyone can verify',
    load: async () => (await import('./commands/receipts-export.js')).receiptsExportCommand,
  },
  {
    name: 'verify',
    summary: 'Check an export or a log without a database, or the database against its receipts',
    load: async () => (await import('./commands/verify.js')).verifyCommand,
  },
  {
    name: 'log key',
    summary: "Show the verifier key of a tenant's log, to be pinned",
    load: async () => (await import('./commands/log-key.js')).logKeyCommand,
  },
  {
    name: 'jobs list',
    summary: 'List jobs that failed for good, newest first',
    load: async () => (await import('./commands/jobs.js')).jobsListCommand,
  },
  {
    name: 'jobs show',
    summary: 'Show one failed job: payload, reason, stack',
    load: async () => (await import('./commands/jobs.js')).jobsShowCommand,
  },
  {
    name: 'jobs retry',
    summary: 'Run failed jobs again',
    load: async () => (await import('./commands/jobs.js')).jobsRetryCommand,
  },
];

const lines = (shown: Listed[]) => shown.map(({ name, summary }) => `  ${name.padEnd(18)} ${summary}`).join('\n');

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
  const listed = commands
    .filter(({ name }) => name.split(' ').every((word, index) => words[index] === word))
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (!listed) return explain(words);
  const command = await listed.load();
  const args = words.slice(listed.name.split(' ').length);
  if (args.includes('--help')) {
    console.log(`${listed.summary}.\n\n${command.usage}`);
    return 0;
  }
  return command.run(args);
}

/** A connection that is still open after a command has ended does not keep its caller waiting for longer. */
const LEAVE_MS = 5_000;

main(process.argv.slice(2))
  .then((code) => {
    process.exitCode = code;
  })
  .catch(async (error: unknown) => {
    const { whyNotStarted } = await import('./why-not-started.js');
    console.error(whyNotStarted(error) ?? error);
    process.exitCode = 1;
  })
  .finally(() => setTimeout(() => process.exit(), LEAVE_MS).unref());
