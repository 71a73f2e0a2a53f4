// Lists canonical bodies in log order, for entry bundles.
// mode: read
// params: { from: number; to: number }
// row: { body: string }
// cardinality: many, one a leaf
MATCH (receipt:Receipt {tenantId: $tenantId}) WHERE receipt.leafIndex >= $from AND receipt.leafIndex < $to
RETURN receipt.body AS body
ORDER BY receipt.tenantId, receipt.leafIndex
