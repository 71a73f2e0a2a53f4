// A version with its lines, as rows.VersionWithLinesRow: inside the braces of a map projection. {{version}} is its name.
.id, .quoteId, .number, .createdAt, .createdBy, .origin, .proposedByApprovalId, .makerIds, .listTotalMinor,
.netTotalMinor, .termMonths, .paymentDays, .liabilityMinor, .nonStandardTerms, .riskLevel, .clauses, .custom,
lines: [({{version}})-[:HAS_LINE]->(line:QuoteLine) | line {
  .id, .number, .productId, .sku, .family, .quantity, .listMinor, .netMinor, .recurring, .custom}]
