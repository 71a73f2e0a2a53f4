/** Receipts as the sealer and its listeners see them. */

export interface UnsealedRow {
  id: string;
  workflowId: string;
  workflowSeq: number;
  createdAt: string;
  body: string;
}

/** A sealed receipt without its payloads: what listeners are told. */
export interface SealedRow {
  id: string;
  /** Its place in the tenant's log, and the cursor that a subscriber resumes from. */
  leafIndex: number;
  step: string;
  outcome: string;
  workflowId: string;
  workflowKind: string;
  resourceType: string;
  resourceId: string;
  subjectId: string;
  at: string;
}
