// Finds every account of these families, behind the locks of their roots.
// mode: read
// params: { rootIds: string[] }
// row: { id: string; parentId: string | null; familyRootId: string; version: number }
// cardinality: one per member
UNWIND $rootIds AS rootId
MATCH (a:Account {tenantId: $tenantId, familyRootId: rootId})
USING INDEX SEEK a:Account(tenantId, familyRootId, id)
WHERE a.id IS NOT NULL
RETURN a.id AS id, a.parentId AS parentId, a.familyRootId AS familyRootId, a.version AS version
