// Reads the delegations of a user that hold at an instant: given by them, and given to them.
// mode: read
// params: { userId: string; at: string }
// row: { given: rows.DelegationSpan[]; held: rows.DelegationSpan[] }
// cardinality: one, none: there is no such user
MATCH (user:User {tenantId: $tenantId, id: $userId})
RETURN
  [(user)-[out:DELEGATES_TO WHERE out.from <= $at AND out.to > $at]->(delegate:User) |
    {delegationId: out.delegationId, userId: delegate.id, from: out.from, to: out.to}] AS given,
  [(user)<-[in:DELEGATES_TO WHERE in.from <= $at AND in.to > $at]-(principal:User) |
    {delegationId: in.delegationId, userId: principal.id, from: in.from, to: in.to}] AS held
