import type { z } from 'zod';
import { type ParentRef, type ReceiptBody, receiptBodySchema } from '../receipt/body.js';
import { emptyHead, headAfter, linkFailure, type WorkflowHead } from '../receipt/chain.js';
import { type Place, receiptFailed, type VerifyReport } from './report.js';

interface AwaitedParent {
  ref: ParentRef;
  child: ReceiptBody;
  place: Place;
}

/**
 * Follows every workflow's chain through a stream of receipts, in any interleaving that keeps each workflow's own order.
 * Keeps one head per workflow and one hash per receipt (about 100 bytes), so that parents can be checked whichever comes first.
 */
export class WorkflowChains {
  private readonly heads = new Map<string, WorkflowHead>();
  private readonly hashes = new Map<string, string[]>();
  private readonly awaited = new Map<string, AwaitedParent[]>();
  private tenantId: string | null = null;

  constructor(private readonly report: VerifyReport) {}

  /** Takes the next receipt, whose content hash is known to be right. Throws `VerificationFailed` for the one that does not fit. */
  accept(body: ReceiptBody, sha256: string, place: Place): void {
    this.tenantId ??= body.tenant_id;
    if (body.tenant_id !== this.tenantId)
      throw receiptFailed('tenant_id differs from the receipts before', place, body);
    const id = body.workflow_id;
    const head = this.heads.get(id) ?? emptyHead(id, body.workflow_kind);
    const failure = linkFailure(head, body);
    if (failure !== null) throw receiptFailed(failure, place, body);
    this.heads.set(id, headAfter(body, sha256));
    if (head.seq === 0) this.hashes.set(id, []);
    this.hashes.get(id)?.push(sha256);
    this.report.receipts += 1;
    this.report.workflows = this.heads.size;
    this.meetChildren(body, sha256);
    if (body.parent !== null) this.meetParent({ ref: body.parent, child: body, place });
  }

  private meetParent(awaited: AwaitedParent): void {
    const { workflow_id, seq } = awaited.ref;
    const seen = this.hashes.get(workflow_id)?.[seq - 1];
    if (seen !== undefined) {
      this.compare(awaited, seen);
      return;
    }
    const key = `${workflow_id} ${seq}`;
    this.awaited.set(key, [...(this.awaited.get(key) ?? []), awaited]);
    this.report.parents.outside += 1;
  }

  private meetChildren(body: ReceiptBody, sha256: string): void {
    const key = `${body.workflow_id} ${body.workflow_seq}`;
    for (const awaited of this.awaited.get(key) ?? []) {
      this.report.parents.outside -= 1;
      this.compare(awaited, sha256);
    }
    this.awaited.delete(key);
  }

  private compare({ ref, child, place }: AwaitedParent, sha256: string): void {
    if (ref.sha256 !== sha256) {
      throw receiptFailed(`parent.sha256 is not the sha256 of receipt ${ref.seq} of ${ref.workflow_id}`, place, child);
    }
    this.report.parents.verified += 1;
  }
}

/** Parses an untrusted body in its place. Throws `VerificationFailed`. */
export function parseBody(raw: unknown, place: Place): ReceiptBody {
  const parsed = receiptBodySchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw receiptFailed(`the body is malformed: ${firstIssue(parsed.error)}`, place, raw);
}

/** The first thing that a schema found wrong, with its path. */
export function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue === undefined ? 'unknown' : [issue.path.join('.'), issue.message].filter(Boolean).join(': ');
}
