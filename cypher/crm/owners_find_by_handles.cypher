// Finds the users and teams that have one of these handles.
// mode: read
// params: { handles: string[] }
// row: rows.OwnerRow & { handle: string }
// cardinality: at most two per handle: a user and a team
UNWIND $handles AS handle
CALL (handle) {
  MATCH (u:User {tenantId: $tenantId, handle: handle})
  RETURN u.id AS id, 'User' AS type
  UNION ALL
  MATCH (t:Team {tenantId: $tenantId, handle: handle})
  RETURN t.id AS id, 'Team' AS type
}
RETURN handle, id, type
