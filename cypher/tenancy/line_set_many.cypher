// Ends the open reporting line of locked users and begins another; a null manager only ends it.
// mode: write
// params: { lines: { userId: string; managerId: string | null }[]; at: string }
// row: { userId: string }
// cardinality: one a line
UNWIND $lines AS new
MATCH (user:User {tenantId: $tenantId, id: new.userId})
SET user._lock = true
WITH new, user
CALL (user) {
  MATCH (user)-[open:REPORTS_TO]->(:User)
  WHERE open.to IS NULL
  SET open.to = $at
}
CALL (new, user) {
  MATCH (manager:User {tenantId: $tenantId, id: new.managerId})
  CREATE (user)-[:REPORTS_TO {from: $at}]->(manager)
}
RETURN user.id AS userId
