// Writes a link as it is now, behind the lock of its chain; a new one too.
// mode: write
// params: { link: rows.TenantLinkRow }
// row: { id: string }
// cardinality: one
MERGE (written:TenantLink {tenantId: $tenantId, operatorTenantId: $link.operatorTenantId, linkedTenantId: $link.linkedTenantId})
  ON CREATE SET written:Entity
SET written += $link
RETURN written.id AS id
