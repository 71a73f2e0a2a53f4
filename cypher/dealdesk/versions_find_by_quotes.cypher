// Reads every version of the given quotes with their lines.
// mode: read
// params: { ids: readonly string[] }
// row: { version: rows.VersionWithLinesRow }
// cardinality: many, at least one a quote
UNWIND $ids AS quoteId
MATCH (version:QuoteVersion {tenantId: $tenantId, quoteId: quoteId}) WHERE version.number > 0
RETURN version {
  //+ version_fields version=version
} AS version
