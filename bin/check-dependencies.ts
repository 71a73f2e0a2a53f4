import { spawnSync } from 'node:child_process';
import { auditOf } from './audit-report.js';

/** Flaws that do not concern us, by id (GHSA-…), each with the reason. */
const ACCEPTED: Readonly<Record<string, string>> = {};

const { stdout, error } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
  timeout: 120_000,
});
const audit = auditOf(stdout ?? '', ACCEPTED);

if (audit.kind === 'unanswered') {
  const why = error?.message ?? audit.why.trim().split('\n')[0];
  console.log(`No registry answered the audit (${why}): nothing is known of published flaws. Run it where one does.`);
} else {
  for (const { package: name, severity, title, url } of audit.open)
    console.log(`${severity}: ${name}: ${title} ${url}`);
  for (const { package: name, url } of audit.accepted) console.log(`accepted: ${name} ${url}`);
  for (const id of audit.outdated) console.log(`no longer reported, so take it off the list: ${id}`);
  const isFine = audit.open.length === 0 && audit.outdated.length === 0;
  if (isFine) console.log('No high or critical flaw is published of what the product runs with.');
  process.exitCode = isFine ? 0 : 1;
}
