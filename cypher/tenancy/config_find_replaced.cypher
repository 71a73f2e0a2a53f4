// Number of the version of the configuration that was in force last before the present one.
// mode: read
// params: Record<never, never>
// row: { number: number }
// cardinality: one, none: no version was replaced yet
MATCH (c:RevOpsConfigVersion {tenantId: $tenantId, state: 'RETIRED'})
WHERE c.number > 0
WITH max(c.retiredAt) AS last, collect(c {.number, .retiredAt}) AS retired
WHERE last IS NOT NULL
RETURN [c IN retired WHERE c.retiredAt = last][0].number AS number
