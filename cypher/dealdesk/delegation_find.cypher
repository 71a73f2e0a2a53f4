// Reads one delegation.
// mode: read
// params: { delegationId: string }
// row: { delegation: rows.DelegationRow }
// cardinality: one, none: it is not there
MATCH (delegation:Delegation {tenantId: $tenantId, id: $delegationId})
RETURN delegation {
  //+ delegation_fields
} AS delegation
