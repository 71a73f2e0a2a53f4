// Reads the links in force of an operators' tenant, as it has them.
// mode: read
// params: { most: number }
// row: { link: rows.TenantLinkRow }
// cardinality: $most at most
MATCH (link:TenantLink {tenantId: $tenantId, operatorTenantId: $tenantId, state: 'LINKED'})
USING INDEX SEEK link:TenantLink(tenantId, operatorTenantId, state, id)
WHERE link.id IS NOT NULL
WITH link
ORDER BY link.tenantId, link.operatorTenantId, link.state, link.id
LIMIT $most
RETURN link {
    //+ tenant_link_fields
  } AS link
