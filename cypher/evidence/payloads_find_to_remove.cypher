// What is there of the payloads of some receipts, and whom and what they concern; asked behind the lock of the tenant's retention.
// mode: read
// params: { ids: readonly string[] }
// row: rows.RemovablePayloads
// cardinality: many, one for each that is there
UNWIND $ids AS id
MATCH (receipt:Receipt {tenantId: $tenantId, id: id})
OPTIONAL MATCH (business:BusinessPayload {tenantId: $tenantId, id: id})
OPTIONAL MATCH (personal:PersonalPayload {tenantId: $tenantId, id: id})
RETURN id, receipt.workflowId AS workflowId, receipt.leafIndex AS leafIndex, business IS NOT NULL AS business,
  personal IS NOT NULL AS personal, [receipt.subjectId, receipt.resourceId] + [(personal)-[:ABOUT]->(person) | person.id] AS people
