// Gives the receipt as rows.ReceiptRecord.
RETURN receipt.id AS id, receipt.createdAt AS at, receipt.workflowSeq AS workflowSeq, receipt.leafIndex AS leafIndex,
  receipt.sha256 AS sha256, receipt.body AS body
