// Says which of these pools has a lead that has waited since before an instant.
// mode: read
// params: { pools: string[]; before: string }
// row: { pool: string }
// cardinality: one a pool at most
UNWIND $pools AS pool
WITH pool
WHERE EXISTS {
  MATCH (lead:Lead {tenantId: $tenantId, waitingIn: pool})
  USING INDEX SEEK lead:Lead(tenantId, waitingIn, createdAt, id)
  WHERE lead.createdAt < $before AND lead.id IS NOT NULL
}
RETURN pool
