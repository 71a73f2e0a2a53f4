// Reads what a discount decision may want to know beside the quote: opportunity, account, owner's roles, managers,
// whom the owner delegates to, the roles beside the managers' that somebody else holds,
// siblings of the days before the quote's own, newest first. The ids are taken from the quote
// before anything is looked up by them: joins through its properties made the planner try every order, for seconds.
// params: { today: string; siblingDays: number }
WITH *, quote.opportunityId AS opportunityId, quote.ownerId AS ownerId, quote.accountId AS accountId,
  coalesce(quote.businessDate, $today) AS day
MATCH (opportunity:Opportunity {tenantId: $tenantId, id: opportunityId})
MATCH (owner:User {tenantId: $tenantId, id: ownerId})
MATCH (config:RevOpsConfigVersion {tenantId: $tenantId, state: 'ACTIVE'})
  USING INDEX SEEK config:RevOpsConfigVersion(tenantId, state, number)
  WHERE config.number > 0
OPTIONAL MATCH (account:Account {tenantId: $tenantId, id: accountId})
WITH *, toString(date(day) - duration({days: $siblingDays})) AS siblingsFrom,
  COLLECT { MATCH (owner)-[held:HOLDS_ROLE WHERE held.to IS NULL]->(role:Role) RETURN role.name } AS ownerRoles,
  COLLECT {
    MATCH (owner) (()-[line:REPORTS_TO WHERE line.to IS NULL]->()){1,6} (boss:User)
    RETURN boss {.id, level: size(line),
      roles: COLLECT { MATCH (boss)-[held:HOLDS_ROLE WHERE held.to IS NULL]->(role:Role) RETURN role.name }}
  } AS managers,
  [(owner)-[given:DELEGATES_TO]->(delegate:User) | {id: delegate.id, from: given.from, to: given.to}] AS ownerDelegates,
  COLLECT {
    UNWIND ['finance', 'legal', 'vp_sales'] AS roleName
    MATCH (asked:Role {tenantId: $tenantId, name: roleName})
    WHERE EXISTS {
      (asked)<-[held:HOLDS_ROLE WHERE held.to IS NULL]-(holder:User WHERE NOT holder.id IN current.makerIds + ownerId)
    }
    RETURN roleName
  } AS rolesHeld
WITH *,
  COLLECT {
    MATCH (sibling:Quote {tenantId: $tenantId, familyRootId: quote.familyRootId})
    USING INDEX SEEK sibling:Quote(tenantId, familyRootId, submittedOn, id)
    WHERE sibling.submittedOn >= siblingsFrom AND sibling.submittedOn <= day AND sibling.id IS NOT NULL AND sibling.id <> quote.id
    WITH sibling
    ORDER BY sibling.tenantId DESC, sibling.familyRootId DESC, sibling.submittedOn DESC, sibling.id DESC
    LIMIT 200
    MATCH (of:QuoteVersion {tenantId: $tenantId, quoteId: sibling.id, number: sibling.currentVersion})
    RETURN {quote_id: sibling.id, version: of.number, status: sibling.status, currency: sibling.currency,
      list_total_minor: of.listTotalMinor, net_total_minor: of.netTotalMinor}
  } AS siblings
