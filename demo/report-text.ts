import { figure, seconds } from './progress.js';
import { BANDS, type Counts, type DemoReport } from './report.js';

const COUNTED = ['created', 'updated', 'unchanged', 'rejected', 'repairs', 'warnings'] as const;
/** Kinds of findings shown for one import; the rest is counted. */
const MOST_FINDINGS = 12;

/** The report as a terminal shows it. */
export function reportText(report: DemoReport): string {
  const { leads, quotes, decisions, times } = report;
  const total = times.reduce((sum, { ms }) => sum + ms, 0);
  return [
    '',
    'The main job, from the CRM export to verified receipts',
    '',
    ...importLines(report.imports),
    '',
    `Leads: ${figure(leads.count)}, of which ${figure(leads.created)} are new`,
    ...lines('by outcome', leads.byStatus),
    ...lines('by strategy', leads.byStrategy),
    '',
    `Quotes: ${figure(quotes.count)}, of which ${figure(quotes.created)} are new`,
    ...lines('by status', quotes.byStatus),
    `  ${'by discount'.padEnd(16)} ${BANDS.map((band) => `${band} ${figure(quotes.byBand[band])}`).join(' · ')}`,
    ...lines('need approval', quotes.asked),
    '',
    `Decisions of managers: ${figure(decisions.made)} now`,
    ...lines('approvals', decisions.byRoleAndStatus),
    '',
    ...usedLines(report),
    '',
    ...verifiedLines(report),
    '',
    `Time: ${seconds(total)}`,
    ...times.map(({ name, ms }) => `  ${name.padEnd(24)} ${seconds(ms).padStart(8)}`),
    '',
  ].join('\n');
}

function importLines(imports: DemoReport['imports']): string[] {
  const header = `${'Imports'.padEnd(16)}${COUNTED.map((name) => name.padStart(11)).join('')}`;
  const rows = imports.map(
    ({ name, counts }) => `  ${name.padEnd(14)}${COUNTED.map((key) => figure(counts[key]).padStart(11)).join('')}`,
  );
  const notes = imports.flatMap(({ name, findings }) => {
    const sorted = largestFirst(findings);
    const rest = sorted.slice(MOST_FINDINGS).reduce((sum, [, count]) => sum + count, 0);
    return [
      ...sorted.slice(0, MOST_FINDINGS).map(([text, count]) => `  ${figure(count).padStart(6)} × ${name}: ${text}`),
      ...(rest > 0 ? [`  ${figure(rest).padStart(6)} more of ${name}`] : []),
    ];
  });
  return [header, ...rows, ...notes];
}

function usedLines({ used }: DemoReport): string[] {
  const { from, to, people, sent, total, refused } = used;
  const now = Object.entries(sent).map(([result, count]) => `${figure(count)} ${result} now`);
  return [
    `Usage, GENERATED (not part of the export): ${figure(people)} people from ${from.slice(0, 10)} to ${to.slice(0, 10)}${now.length > 0 ? `, ${now.join(', ')}` : ''}`,
    `  ${'API calls'.padEnd(16)} ${figure(total.apiCallsTotal)} · p50 ${ms(total.apiLatencyP50Ms)} · p99 ${ms(total.apiLatencyP99Ms)} · errors ${figure(total.errorCount)}`,
    `  ${'assistant'.padEnd(16)} messages ${figure(total.chatMessagesSent)} · answers ${figure(total.chatMessagesReceived)} · sessions ${figure(total.chatSessionsCreated)} · embeddings ${figure(total.embeddingsGenerated)} · searches ${figure(total.semanticSearchesPerformed)}`,
    `  ${'tokens'.padEnd(16)} ${figure(total.totalTokensUsed)} · $${(total.costNanoUsd / 1e9).toFixed(2)}`,
    `  ${'refused'.padEnd(16)} messages over the limit ${figure(refused.messages)} · upgrades asked for ${figure(refused.upgradeClicks)} · writes without a seat ${figure(refused.seats)}`,
  ];
}

const ms = (value: number | null): string => (value === null ? '–' : `${figure(Math.round(value))} ms`);

function verifiedLines({ verified }: DemoReport): string[] {
  const { receipts, workflows, payloads, failure, log } = verified;
  const count = Object.values(receipts).reduce((sum, each) => sum + each, 0);
  const failures = [
    ...(failure?.failure ? [`  ${failure.workflowId}, receipt ${failure.failure.seq}: ${failure.failure.reason}`] : []),
    ...(log.failure ? [`  log: ${log.failure.reason}`] : []),
  ];
  return [
    `Receipts: ${figure(count)} in ${figure(workflows)} workflows`,
    ...lines('by kind', receipts),
    verified.ok
      ? `Verified: every chain, ${figure(payloads.verified)} payloads, and the log of ${figure(log.size ?? 0)} entries under its signed checkpoint`
      : 'NOT VERIFIED:',
    ...failures,
  ];
}

const lines = (title: string, counts: Counts): string[] => [
  `  ${title.padEnd(16)} ${
    largestFirst(counts)
      .map(([name, count]) => `${name} ${figure(count)}`)
      .join(' · ') || 'none'
  }`,
];

const largestFirst = (counts: Counts): [string, number][] => Object.entries(counts).sort(([, a], [, b]) => b - a);
