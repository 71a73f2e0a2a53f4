// Reads what an approver is shown of quotes: the version they are asked about, its deal, and the history with its account.
// mode: read
// params: { asked: { quoteId: string; number: number }[]; most: number }
// row: rows.InboxQuoteRow
// cardinality: one a quote that is there
UNWIND $asked AS wanted
MATCH (quote:Quote {tenantId: $tenantId, id: wanted.quoteId})
MATCH (version:QuoteVersion {tenantId: $tenantId, quoteId: wanted.quoteId, number: wanted.number})
MATCH (opportunity:Opportunity {tenantId: $tenantId, id: quote.opportunityId})
OPTIONAL MATCH (account:Account {tenantId: $tenantId, id: quote.accountId})
RETURN quote {
    //+ quote_fields
  } AS quote,
  version {
    .number, .listTotalMinor, .netTotalMinor, .termMonths, .paymentDays, .liabilityMinor, .nonStandardTerms, .riskLevel
  } AS version,
  opportunity.name AS opportunityName, opportunity.strategic AS strategic, account.name AS accountName,
  COLLECT {
    MATCH (deal:Opportunity {tenantId: $tenantId, accountId: quote.accountId})
    USING INDEX SEEK deal:Opportunity(tenantId, accountId, id)
    WHERE deal.id IS NOT NULL
    WITH deal.status AS status LIMIT $most
    RETURN status
  } AS dealStatuses,
  COLLECT {
    MATCH (earlier:Quote {tenantId: $tenantId, familyRootId: quote.familyRootId})
    USING INDEX SEEK earlier:Quote(tenantId, familyRootId, submittedOn, id)
    WHERE earlier.submittedOn IS NOT NULL AND earlier.id IS NOT NULL
      AND earlier.accountId = quote.accountId AND earlier.status = 'approved' AND earlier.id <> quote.id
    WITH earlier
    ORDER BY earlier.tenantId DESC, earlier.familyRootId DESC, earlier.submittedOn DESC, earlier.id DESC
    LIMIT 1
    MATCH (of:QuoteVersion {tenantId: $tenantId, quoteId: earlier.id, number: earlier.currentVersion})
    RETURN {submittedOn: earlier.submittedOn, listTotalMinor: of.listTotalMinor, netTotalMinor: of.netTotalMinor}
  } AS lastApproved
