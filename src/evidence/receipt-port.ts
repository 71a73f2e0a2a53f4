import type { HeadRow, MovedHead, ReceiptRow } from '../../cypher/rows.js';
import type { Caller } from '../kernel/caller.js';
import { DefectError } from '../kernel/errors.js';
import type { ReceiptDraft, ReceiptPort } from '../kernel/receipts.js';
import type { WorkflowKind } from './receipt/body.js';
import { canonicalText } from './receipt/canonical.js';
import { chainReceipt, type WorkflowHead } from './receipt/chain.js';
import { commitmentTo, newSalt } from './receipt/payload.js';
import { WORKFLOW_STEPS, type WorkflowStep } from './receipt/workflow-steps.js';

/** Chains the drafts of one write onto its locked heads, each payload with a salt and a commitment of its own (ledger, Body). */
export const receiptPort: ReceiptPort = {
  chain({ caller, heads, drafts, ids, at }) {
    const chains = new Map(
      heads.map((head): [string, GrowingChain] => [head.id, { head: headOf(head), receipts: [] }]),
    );
    drafts.forEach((draft, index) => {
      const chain = chains.get(draft.workflow);
      const id = ids[index];
      if (!chain || !id) throw new DefectError(`No locked head or id for ${draft.workflow}`);
      const business = payload(businessContent(draft, caller));
      const personal = payload(draft.personal?.content ?? null);
      const {
        body,
        canonical,
        sha256,
        head: moved,
      } = chainReceipt(chain.head, {
        id,
        tenant_id: caller.tenantId,
        workflow_step: stepNamed(draft.step),
        outcome: draft.outcome,
        subject: { type: caller.type, id: caller.id },
        on_behalf_of: draft.onBehalfOf ?? null,
        resource_ref: draft.resource,
        policy: policyOf(draft) ?? null,
        business_commitment: business?.commitment ?? null,
        personal_commitment: personal?.commitment ?? null,
        timestamp: at,
        parent: draft.parent ?? null,
      });
      chain.head = moved;
      chain.receipts.push(
        rowOf(draft, body.workflow_seq, { id, at: body.timestamp, canonical, sha256, caller, business, personal }),
      );
    });
    return [...chains.values()].flatMap(movedHead);
  },
};

/** A chain with what this write adds to it. */
interface GrowingChain {
  head: WorkflowHead;
  receipts: ReceiptRow[];
}

/** A chain that was locked and not written stays as it was. */
function movedHead({ head, receipts }: GrowingChain): MovedHead[] {
  const { workflowId, kind, seq, sha256, lastReceiptId, lastTimestamp } = head;
  if (receipts.length === 0 || !sha256 || !lastReceiptId || !lastTimestamp) return [];
  return [{ id: workflowId, kind, seq, sha256, lastReceiptId, lastAt: lastTimestamp, receipts }];
}

/** The policy behind a step as its body names it. */
const policyOf = ({ policy }: ReceiptDraft) =>
  policy && {
    package: policy.package,
    version: policy.version,
    config_version: policy.configVersion,
    config_sha256: policy.configSha256,
  };

interface Payload {
  salt: string;
  content: string;
  commitment: string;
}

function payload(value: Record<string, unknown> | null): Payload | null {
  if (!value) return null;
  const salt = newSalt();
  const content = canonicalText(value);
  return {
    salt,
    content,
    commitment: commitmentTo(salt, content),
  };
}

/** The verdict stands in the business payload as R3's `policy_decision`, with the facts it was made from. */
function businessContent(
  { business: told, policy }: ReceiptDraft,
  { request }: Caller,
): Record<string, unknown> | null {
  // Who came by a link that was mailed did not sign in: the receipt says so.
  const known = request.method === 'MAIL' ? { ...told, via: 'mail' } : told;
  // R4's request id: of what somebody asked for, and not of a job, whose listener is the subject.
  const business = known && request.method !== 'JOB' ? { ...known, request_id: request.id } : known;
  if (!policy) return business ?? null;
  return { ...business, policy_decision: { package: policy.package, facts: policy.facts, ...policy.verdict } };
}

function rowOf(
  draft: ReceiptDraft,
  seq: number,
  made: {
    id: string;
    at: string;
    canonical: string;
    sha256: string;
    caller: Caller;
    business: Payload | null;
    personal: Payload | null;
  },
): ReceiptRow {
  const { policy } = draft;
  return {
    id: made.id,
    workflowSeq: seq,
    step: draft.step,
    outcome: draft.outcome,
    subjectType: made.caller.type,
    subjectId: made.caller.id,
    resourceType: draft.resource.type,
    resourceId: draft.resource.id,
    at: made.at,
    body: made.canonical,
    sha256: made.sha256,
    business: made.business?.content ?? null,
    businessSalt: made.business?.salt ?? null,
    personal: made.personal?.content ?? null,
    personalSalt: made.personal?.salt ?? null,
    about: draft.personal?.about ?? [],
    decision: policy
      ? {
          id: made.id,
          package: policy.package,
          version: policy.version,
          configVersion: policy.configVersion,
          allow: policy.verdict.allow,
          ruleIds: policy.verdict.rule_ids,
        }
      : null,
  };
}

function headOf({ id, kind, seq, sha256, lastReceiptId, lastAt }: HeadRow): WorkflowHead {
  return { workflowId: id, kind: kind as WorkflowKind, seq, sha256, lastReceiptId, lastTimestamp: lastAt };
}

function stepNamed(step: string): WorkflowStep {
  if (!(step in WORKFLOW_STEPS)) throw new DefectError(`${step} is not in the table of workflow steps`);
  return step as WorkflowStep;
}
