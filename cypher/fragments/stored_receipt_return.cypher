// Gives the receipt as it is stored, with its payloads, as rows.StoredReceipt.
RETURN receipt.id AS id, receipt.createdAt AS at, receipt.workflowId AS workflowId, receipt.workflowKind AS workflowKind,
  receipt.workflowSeq AS workflowSeq, receipt.leafIndex AS leafIndex, receipt.step AS step, receipt.outcome AS outcome,
  receipt.subjectType AS subjectType, receipt.subjectId AS subjectId, receipt.resourceType AS resourceType,
  receipt.resourceId AS resourceId, receipt.sha256 AS sha256, receipt.body AS body,
  head([(receipt)-[:HAS_PAYLOAD]->(business:BusinessPayload) | business {.salt, .content}]) AS business,
  head([(receipt)-[:HAS_PAYLOAD]->(personal:PersonalPayload) | personal {.salt, .content}]) AS personal
