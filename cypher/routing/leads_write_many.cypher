// Writes what changed about locked leads: properties, whom they are routed to, the account they belong to, deadlines, a pool's turn.
// mode: write
// params: { rows: rows.LeadWrite[] }
// row: { leadId: string }
// cardinality: one a lead
UNWIND $rows AS row
MATCH (lead:Lead {tenantId: $tenantId, id: row.id})
SET lead += row.properties
WITH lead, row
CALL (lead, row) {
  WITH lead, row WHERE row.routedTo IS NOT NULL
  OPTIONAL MATCH (lead)-[old:ROUTED_TO]->()
  DELETE old
  WITH DISTINCT lead, row
  MATCH (target:Entity {tenantId: $tenantId, id: row.routedTo})
  CREATE (lead)-[:ROUTED_TO {since: row.since}]->(target)
}
CALL (lead, row) {
  WITH lead, row WHERE row.match IS NOT NULL
  MATCH (account:Account {tenantId: $tenantId, id: row.match.accountId})
  MERGE (lead)-[matched:MATCHED_TO]->(account)
  SET matched.criterion = row.match.criterion, matched.score = row.match.score, matched.at = row.match.at
}
CALL (row) {
  UNWIND row.ended AS ended
  MATCH (timer:SlaTimer {tenantId: $tenantId, id: ended.id})
  SET timer.status = ended.status, timer.endedAt = ended.at, timer.version = ended.version
}
CALL (lead, row) {
  WITH lead, row WHERE row.timer IS NOT NULL
  CREATE (lead)-[:HAS_TIMER]->(timer:SlaTimer:Entity {tenantId: $tenantId, id: row.timer.id})
  SET timer += row.timer
}
CALL (lead, row) {
  WITH lead, row WHERE row.assignment IS NOT NULL
  CREATE (lead)-[:HAS_ASSIGNMENT]->(assignment:Assignment:Entity {tenantId: $tenantId, id: row.assignment.id})
  SET assignment += row.assignment
  WITH assignment
  MATCH (owner:User {tenantId: $tenantId, id: assignment.ownerId})
  CREATE (assignment)-[:ASSIGNED_TO]->(owner)
}
RETURN lead.id AS leadId
