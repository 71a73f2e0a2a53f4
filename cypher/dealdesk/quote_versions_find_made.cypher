// Versions of a quote that others than its owner made, without their lines.
// mode: read
// params: { quoteId: string }
// row: { version: rows.QuoteVersionRow }
// cardinality: many, none: its owner made all of them
MATCH (version:QuoteVersion {tenantId: $tenantId, quoteId: $quoteId})
WHERE version.number > 0 AND size(version.makerIds) > 0
RETURN version {.id, .quoteId, .number, .createdAt, .createdBy, .origin, .proposedByApprovalId, .makerIds, .listTotalMinor,
  .netTotalMinor, .termMonths, .paymentDays, .liabilityMinor, .nonStandardTerms, .riskLevel, .clauses, .custom} AS version
