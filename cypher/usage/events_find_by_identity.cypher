// Events by their identities.
// mode: read
// params: { identities: rows.EventIdentity[] }
// row: rows.VoidableEvent
// cardinality: many, at most one for each
UNWIND $identities AS wanted
MATCH (event:Event {tenantId: $tenantId, source: wanted.source, externalId: wanted.externalId})
//+ voidable_event
