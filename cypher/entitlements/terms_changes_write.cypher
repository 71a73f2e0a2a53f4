// Writes changes of terms as they are after a step, new ones among them, behind the lock of their chain.
// mode: write
// params: { changes: rows.TermsChangeRow[] }
// row: { written: number }
// cardinality: one
UNWIND $changes AS given
MERGE (change:TermsChange {tenantId: $tenantId, id: given.id})
  ON CREATE SET change:Entity, change.createdAt = given.createdAt, change.kind = given.kind, change.plan = given.plan,
    change.quota = given.quota, change.limit = given.limit, change.asPlan = given.asPlan, change.amount = given.amount,
    change.expiresAt = given.expiresAt, change.reasonCode = given.reasonCode, change.proposedBy = given.proposedBy
SET change.state = given.state, change.version = given.version, change.confirmedBy = given.confirmedBy,
  change.from = given.from, change.to = given.to, change.dueAt = given.dueAt
RETURN count(*) AS written
