// Notes that a migration was applied.
// mode: write
// params: { version: number; name: string; at: string }
// row: { version: number }
// cardinality: one
MERGE (m:Migration {version: $version})
  ON CREATE SET m.name = $name, m.createdAt = $at
RETURN m.version AS version
