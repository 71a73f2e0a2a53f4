// Finds the texts of configurations by their numbers.
// mode: read
// params: { numbers: number[] }
// row: { number: number; yaml: string }
// cardinality: one a number at most
UNWIND $numbers AS number
MATCH (config:RevOpsConfigVersion {tenantId: $tenantId, number: number})
RETURN config.number AS number, config.yaml AS yaml
