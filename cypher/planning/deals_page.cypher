// One page of all deals by id, behind one, with what their account is worth a year: what a forecast is made of.
// mode: read
// params: { after: string; most: number }
// row: rows.ForecastDealRow
// cardinality: many, at most $most
MATCH (deal:Opportunity {tenantId: $tenantId})
USING INDEX SEEK deal:Opportunity(tenantId, id)
WHERE deal.id > $after
WITH deal
ORDER BY deal.tenantId, deal.id
LIMIT $most
OPTIONAL MATCH (account:Account {tenantId: $tenantId, id: deal.accountId})
RETURN deal.id AS id, deal.stage AS stage, deal.status AS status, deal.amountMinor AS amountMinor, deal.currency AS currency,
  deal.engageDate AS engageDate, deal.closeDate AS closeDate, account.arrMinor AS accountArrMinor
