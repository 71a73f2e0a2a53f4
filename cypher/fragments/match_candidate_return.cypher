// Gives the account a, found by criterion, as rows.MatchCandidateRow.
RETURN criterion, a.id AS id, a.name AS name, a.domain AS domain, a.ownerId AS ownerId, a.ownerType AS ownerType,
  a.customerStatus AS customerStatus, a.parentId AS parentId, a.createdAt AS createdAt,
  EXISTS { (a)<-[:ASSOCIATED_TO]-(:Opportunity {tenantId: $tenantId, status: 'open'}) } AS hasOpenOpportunity
