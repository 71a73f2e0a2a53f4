import type { SealedReceipt } from '../evidence/index.js';

/** What a receiver is told of a receipt: ids, codes and its place in the log. No names, no figures; the API tells more to who may see it. */
export const receiptMessage = (tenantId: string, receipt: SealedReceipt): string =>
  JSON.stringify({
    type: receipt.step,
    timestamp: receipt.at,
    data: {
      receipt_id: receipt.id,
      tenant_id: tenantId,
      workflow_step: receipt.step,
      outcome: receipt.outcome,
      workflow_id: receipt.workflowId,
      workflow_kind: receipt.workflowKind,
      resource: { type: receipt.resourceType, id: receipt.resourceId },
      subject_id: receipt.subjectId,
      log_position: receipt.leafIndex,
    },
  });

/** What a receiver is sent to try it out. */
export const testMessage = (tenantId: string, endpointId: string, at: string): string =>
  JSON.stringify({ type: 'TEST_WEBHOOK', timestamp: at, data: { tenant_id: tenantId, endpoint_id: endpointId } });
