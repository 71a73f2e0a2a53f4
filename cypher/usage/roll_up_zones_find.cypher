// By which zones a tenant's usage is summed up into days and months, each from an instant on.
// mode: read
// row: { froms: string[]; zones: string[] }
// cardinality: one, none: nothing was summed up yet
MATCH (rollUp:RollUpLock {tenantId: $tenantId})
WHERE rollUp.zones IS NOT NULL
RETURN rollUp.zonesFrom AS froms, rollUp.zones AS zones
