import type { StateReport } from '../../src/evidence/index.js';

interface Named {
  id: string;
  handle: string;
}

/** More lines than this tell nobody more; --json has all. */
const MOST_LINES = 200;
/** Of nodes that are set apart, so many are named. */
const MOST_NAMED = 20;

/** A report as one JSON line. */
export const stateJson = (tenant: Named, report: StateReport): string => JSON.stringify({ tenant, ...report });

/** A report for people: what differs, one line each, then what was compared and what could not be. */
export function stateText({ handle }: Named, report: StateReport): string {
  const { ok, findings, receipts, workflows, payloads, compared, imported, personalErased, unknown } = report;
  const nodes = Object.values(compared).reduce((sum, each) => sum + each, 0);
  const lines = ok
    ? [`${handle}: the graph is as its receipts tell.`]
    : [
        `${handle}: ${count(findings.length, 'finding')}.`,
        ...findings.slice(0, MOST_LINES).map(({ sentence }) => `  ${sentence}`),
      ];
  if (findings.length > MOST_LINES) lines.push(`  and ${number(findings.length - MOST_LINES)} more: --json names all`);
  lines.push(
    `  ${count(receipts, 'receipt')} of ${count(workflows, 'workflow')} read; ${number(payloads.verified)} payloads match their commitment, ${number(payloads.erased)} were erased, ${number(payloads.removed)} removed when their time was up.`,
    `  ${count(nodes, 'node and edge', 'nodes and edges')} compared: ${list(compared)}.`,
  );
  if (imported.nodes > 0) {
    const { nodes: own, batches } = imported;
    lines.push(
      `  ${count(own, 'of them was', 'of them were')} imported: evidenced by digests in ${count(batches, 'batch', 'batches')}, whole and not by property.`,
    );
  }
  lines.push(...apart(report.erased, 'erased, so they were not compared'));
  lines.push(...apart(report.removed, 'gone since its time was up, so they were not compared'));
  if (report.partly.length > 0)
    lines.push(
      `  Of ${count(report.partly.length, 'node')} the first snapshots are gone since their time was up: what later ones tell was compared.`,
    );
  lines.push(...apart(report.unsettled, 'told by receipts that do not hold, so they were not compared'));
  if (personalErased > 0)
    lines.push(
      `  Personal details of ${count(personalErased, 'node')} were erased or removed: these were not compared.`,
    );
  if (Object.keys(unknown).length > 0)
    lines.push(`  Receipts tell of what this build does not rebuild: ${list(unknown)}.`);
  return lines.join('\n');
}

function apart(nodes: { label: string; id: string }[], why: string): string[] {
  if (nodes.length === 0) return [];
  const named = nodes.slice(0, MOST_NAMED).map(({ label, id }) => `${label} ${id}`);
  const more = nodes.length > MOST_NAMED ? [`${number(nodes.length - MOST_NAMED)} more`] : [];
  return [`  Of ${count(nodes.length, 'node')} the last snapshot is ${why}: ${[...named, ...more].join(', ')}.`];
}

const list = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, n]) => `${name} ${number(n)}`)
    .join(', ');

const number = (n: number): string => n.toLocaleString('en');
const count = (n: number, one: string, many = `${one}s`): string => `${number(n)} ${n === 1 ? one : many}`;
