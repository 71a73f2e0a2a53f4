// Reads which migrations the graph has.
// mode: read
// params: Record<never, never>
// row: { version: number }
// cardinality: many, one a migration
MATCH (m:Migration) WHERE m.version > 0
RETURN m.version AS version
