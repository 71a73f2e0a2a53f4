import type { Checkpoint } from '../log/checkpoint.js';

/** The first receipt that fails, or, where no receipt can be named, what else is wrong. */
export interface VerifyFailure {
  reason: string;
  /** Line of the export, from 1. */
  line?: number;
  /** Index of the entry in the log, from 0. */
  leafIndex?: number;
  /** The receipt as it names itself; null where it cannot be read, or none is meant. */
  receiptId: string | null;
  workflowId: string | null;
  seq: number | null;
}

/** What an offline verification found. The counts say how far it came when `ok` is false. */
export interface VerifyReport {
  ok: boolean;
  /** Entries under the verified checkpoint; null when none was given. */
  size: number | null;
  checkpoint: Checkpoint | null;
  workflows: number;
  receipts: number;
  /** Payloads shown and matching their commitment; commitments whose payload was erased or withheld. */
  payloads: { verified: number; withheld: number };
  /** References to a parent workflow's receipt: seen and matching; or to a receipt that is not here. */
  parents: { verified: number; outside: number };
  failure?: VerifyFailure;
}

/** Where a receipt stands in what is being verified. */
export type Place = Pick<VerifyFailure, 'line' | 'leafIndex'>;

/** Ends a verification: what was read is not what it says it is. */
export class VerificationFailed extends Error {
  constructor(readonly failure: VerifyFailure) {
    super(failure.reason);
  }
}

/** A failure that names a receipt, read from an untrusted body as far as it can be. */
export function receiptFailed(reason: string, place: Place, body: unknown): VerificationFailed {
  const claims = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 200) : null);
  return new VerificationFailed({
    reason,
    ...place,
    receiptId: text(claims.id),
    workflowId: text(claims.workflow_id),
    seq: typeof claims.workflow_seq === 'number' ? claims.workflow_seq : null,
  });
}

/** A failure of the log or file as a whole. */
export const wholeFailed = (reason: string): VerificationFailed =>
  new VerificationFailed({ reason, receiptId: null, workflowId: null, seq: null });

/** An empty report, to be counted up while reading. */
export const emptyReport = (): VerifyReport => ({
  ok: false,
  size: null,
  checkpoint: null,
  workflows: 0,
  receipts: 0,
  payloads: { verified: 0, withheld: 0 },
  parents: { verified: 0, outside: 0 },
});

/** Runs a verification that counts into the report; a `VerificationFailed` becomes its failure, anything else is thrown on. */
export async function reporting(report: VerifyReport, verification: () => Promise<void>): Promise<VerifyReport> {
  try {
    await verification();
    report.ok = true;
  } catch (error) {
    if (!(error instanceof VerificationFailed)) throw error;
    report.failure = error.failure;
  }
  return report;
}
