// Finds users by handle, by the other system's id and by token subject.
// mode: read
// params: { identities: { n: number; handle: string | null; externalId: string | null; subject: string | null }[] }
// row: { n: number; byHandle: rows.UserRow | null; byExternalId: rows.UserRow | null; bySubject: rows.UserRow | null }
// cardinality: one an identity
UNWIND $identities AS wanted
OPTIONAL MATCH (a:User {tenantId: $tenantId, handle: wanted.handle})
OPTIONAL MATCH (b:User {tenantId: $tenantId, externalId: wanted.externalId})
OPTIONAL MATCH (c:User {tenantId: $tenantId, subject: wanted.subject})
RETURN wanted.n AS n,
  a {.id, .version, .handle, .subject, .name, .email, .externalId, .createdAt, .endedAt} AS byHandle,
  b {.id, .version, .handle, .subject, .name, .email, .externalId, .createdAt, .endedAt} AS byExternalId,
  c {.id, .version, .handle, .subject, .name, .email, .externalId, .createdAt, .endedAt} AS bySubject
