/** `npm run bench -- NAME`: measures one promise of the product, or `all`, and says whether it is kept. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Bench } from './catalogue.js';
import { importRows } from './import.js';
import { inbox } from './inbox.js';
import { ingest } from './ingest.js';
import { type Finding, machineLoad } from './measure.js';
import { neighbour } from './neighbour.js';
import { page } from './page.js';
import { policy } from './policy.js';
import { quota } from './quota.js';
import { quotaHttp } from './quota-http.js';
import { range } from './range.js';
import { reportOf } from './report.js';
import { retention } from './retention.js';
import { rollup } from './rollup.js';
import { routeLead } from './route-lead.js';
import { seal } from './seal.js';
import { shell } from './shell.js';
import { submitQuote } from './submit-quote.js';
import { tenMillion } from './ten-million.js';

const BENCHES: Bench[] = [
  shell,
  policy,
  submitQuote,
  routeLead,
  importRows,
  page,
  seal,
  inbox,
  ingest,
  quota,
  neighbour,
  quotaHttp,
  range,
  retention,
  rollup,
  tenMillion,
];

const HELP = `npm run bench -- NAME [NAME …] [--rounds N] [--json FILE] [--on-my-stores]

${BENCHES.map(({ name, promise }) => `${name.padEnd(14)} ${promise}`).join('\n')}
${'all'.padEnd(14)} each of them but ${BENCHES.filter(({ isLong }) => isLong).map(({ name }) => name)}

Exits 0 when every figure is reached, 1 when one is not, 2 when a bench cannot be run. --json writes all rounds to a file.
--on-my-stores measures on NEO4J_URI and REDIS_URL, and leaves its tenants there; else stores are started for the run.`;

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { rounds: { type: 'string' }, json: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help || positionals.length === 0) {
    console.log(HELP);
    return 0;
  }
  const wanted = positionals.includes('all')
    ? [...positionals, ...BENCHES.flatMap(({ name, isLong }) => (isLong ? [] : name))]
    : positionals;
  const unknown = wanted.filter((name) => name !== 'all' && !BENCHES.some((bench) => bench.name === name));
  const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
  if (unknown.length > 0 || (rounds !== undefined && !(Number.isInteger(rounds) && rounds > 0))) {
    console.error(
      unknown.length > 0 ? `There is no bench ${unknown.join(', ')}.` : '--rounds is a whole number above 0.',
    );
    return 2;
  }
  const findings = [];
  for (const bench of BENCHES.filter(({ name }) => wanted.includes(name)))
    findings.push(...(await runOne(bench, rounds)));
  if (values.json) writeFileSync(values.json, `${JSON.stringify(findings, null, 2)}\n`);
  return findings.every(({ reached }) => reached) ? 0 : 1;
}

async function runOne(bench: Bench, rounds = bench.rounds): Promise<(Finding & { bench: string; machine: string })[]> {
  const machine = await machineLoad();
  console.log(`${bench.name}: ${bench.promise}\n(${machine})`);
  const found = await bench.run({ rounds, say: (progress) => console.error(`  … ${progress}`) });
  console.log(`${found.map(reportOf).join('\n')}\n`);
  return found.map((one) => ({ bench: bench.name, machine, ...one }));
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    console.error(error);
    process.exit(2);
  },
);
