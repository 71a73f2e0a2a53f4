import type { ReceiptBody, ReceiptRecord } from '../../src/evidence/index.js';
import type { Receipt, ReceiptOutcome, ReceiptSubject, WorkflowKind } from './receipt-types.js';

/** A receipt as the contract shows it: everything from the body, which its hash proves. */
export function shownReceipt({ id, sha256, leafIndex, body: text }: ReceiptRecord): Receipt {
  const body = JSON.parse(text) as ReceiptBody;
  const { policy, parent } = body;
  return {
    id,
    sha256,
    leafIndex,
    body,
    workflowId: body.workflow_id,
    workflowKind: body.workflow_kind as WorkflowKind,
    workflowSeq: body.workflow_seq,
    step: body.workflow_step,
    outcome: body.outcome as ReceiptOutcome,
    subject: body.subject as ReceiptSubject,
    onBehalfOf: body.on_behalf_of as ReceiptSubject | null,
    resource: body.resource_ref,
    policy: policy && {
      package: policy.package,
      version: policy.version,
      configVersion: policy.config_version,
      configSha256: policy.config_sha256,
    },
    parent: parent && { workflowId: parent.workflow_id, seq: parent.seq, sha256: parent.sha256 },
    previousReceiptId: body.previous_receipt_id,
    timestamp: body.timestamp,
  };
}
