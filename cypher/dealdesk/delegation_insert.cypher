// Inserts a delegation with its dated edge.
// mode: write
// params: { delegation: rows.DelegationRow }
// row: { delegationId: string }
// cardinality: one
MATCH (principal:User {tenantId: $tenantId, id: $delegation.principalId})
MATCH (delegate:User {tenantId: $tenantId, id: $delegation.delegateId})
CREATE (delegation:Delegation:Entity {tenantId: $tenantId, id: $delegation.id})
SET delegation += $delegation
CREATE (principal)-[:DELEGATES_TO {from: $delegation.from, to: $delegation.to, delegationId: $delegation.id}]->(delegate)
RETURN delegation.id AS delegationId
