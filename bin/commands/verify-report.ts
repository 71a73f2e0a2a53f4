import type { VerifyReport } from '../../src/evidence/index.js';

/** A report as JSON; the root in base64, as in the checkpoint. */
export function reportJson(report: VerifyReport): string {
  const { checkpoint } = report;
  const shown = checkpoint && { ...checkpoint, root: Buffer.from(checkpoint.root).toString('base64') };
  return JSON.stringify({ ...report, checkpoint: shown }, null, 2);
}

/** A report in a few lines for people; whether a log or a checkpoint was asked is not in the report of one that failed there. */
export function reportText(report: VerifyReport, isAgainstLog: boolean): string {
  const { ok, failure, receipts, workflows, payloads, parents, checkpoint } = report;
  const held = `${count(receipts, 'receipt')} of ${count(workflows, 'workflow')}`;
  const lines = ok
    ? [`It holds: ${held}.`]
    : [`It does not hold: ${failure?.reason}.`, place(failure), `Before that, ${held} held.`];
  if (payloads.verified + payloads.withheld > 0) {
    lines.push(`Payloads: ${payloads.verified} match their commitment, ${payloads.withheld} were erased or withheld.`);
  }
  if (parents.verified + parents.outside > 0) {
    lines.push(`Parents: ${parents.verified} match, ${parents.outside} are in workflows that are not here.`);
  }
  if (checkpoint) {
    const { origin, size, root } = checkpoint;
    lines.push(
      `Checkpoint: ${origin}, ${count(size, 'entry', 'entries')}, root ${Buffer.from(root).toString('base64')}.`,
    );
  }
  if (!isAgainstLog) {
    lines.push('No log was asked: a chain rewritten to its end would go unseen. Add --key with --log or --checkpoint.');
  }
  return lines.filter(Boolean).join('\n');
}

function place(failure: VerifyReport['failure']): string {
  if (!failure) return '';
  const { line, leafIndex, workflowId, seq, receiptId } = failure;
  const at = [line !== undefined && `line ${line}`, leafIndex !== undefined && `leaf ${leafIndex}`].filter(Boolean);
  const which = receiptId === null ? [] : [`receipt ${seq} of ${workflowId} (${receiptId})`];
  const told = [...which, ...at].join(', ');
  return told && `First failure: ${told}.`;
}

const count = (n: number, one: string, many = `${one}s`): string => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
