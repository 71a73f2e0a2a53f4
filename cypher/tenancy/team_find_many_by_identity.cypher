// Finds teams by handle and by the other system's id, with their present lead.
// mode: read
// params: { identities: { n: number; handle: string | null; externalId: string | null }[] }
// row: { n: number; byHandle: rows.TeamRow | null; byExternalId: rows.TeamRow | null }
// cardinality: one an identity
UNWIND $identities AS wanted
OPTIONAL MATCH (a:Team {tenantId: $tenantId, handle: wanted.handle})
OPTIONAL MATCH (b:Team {tenantId: $tenantId, externalId: wanted.externalId})
RETURN wanted.n AS n,
  a {.id, .version, .handle, .name, .externalId, .createdAt,
    leadId: head([(lead:User)-[leads:LEADS]->(a) WHERE leads.to IS NULL | lead.id])} AS byHandle,
  b {.id, .version, .handle, .name, .externalId, .createdAt,
    leadId: head([(lead:User)-[leads:LEADS]->(b) WHERE leads.to IS NULL | lead.id])} AS byExternalId
