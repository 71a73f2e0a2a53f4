// The first accounts of each of some users and teams, in the order of their names.
// mode: read
// params: { ownerIds: readonly string[]; most: number }
// row: { ownerId: string; accountId: string }
// cardinality: $most at most an owner
UNWIND $ownerIds AS ownerId
CALL (ownerId) {
  MATCH (account:Account {tenantId: $tenantId, ownerId: ownerId})
  USING INDEX SEEK account:Account(tenantId, ownerId, normalisedName, id)
  WHERE account.normalisedName IS NOT NULL AND account.id IS NOT NULL
  RETURN account
  ORDER BY account.tenantId, account.ownerId, account.normalisedName, account.id
  LIMIT $most
}
RETURN ownerId, account.id AS accountId
