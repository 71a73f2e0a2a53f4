// Lists the heads of a tenant's workflows by id, after one of them ("": from the start).
// mode: read
// params: { afterId: string; most: number }
// row: rows.HeadRow
// cardinality: many, at most $most
MATCH (head:RevWorkflow {tenantId: $tenantId})
WHERE head.id > $afterId
WITH head
ORDER BY head.tenantId, head.id
LIMIT $most
RETURN head.id AS id, head.kind AS kind, head.seq AS seq, head.sha256 AS sha256, head.lastReceiptId AS lastReceiptId,
  head.lastAt AS lastAt
