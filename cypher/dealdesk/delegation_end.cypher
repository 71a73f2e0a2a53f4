// Ends a delegation early, with its dated edge.
// mode: write
// params: { delegationId: string; principalId: string; version: number; to: string; endedBy: string }
// row: { delegationId: string }
// cardinality: one
MATCH (delegation:Delegation {tenantId: $tenantId, id: $delegationId})
SET delegation.to = $to, delegation.version = $version, delegation.endedBy = $endedBy
WITH delegation
CALL () {
  MATCH (principal:User {tenantId: $tenantId, id: $principalId})-[given:DELEGATES_TO {delegationId: $delegationId}]->()
  SET given.to = $to
}
RETURN delegation.id AS delegationId
