// Lists the links that a tenant has, or had, by id, behind a cursor.
// mode: read
// params: { afterId: string; limit: number }
// row: { link: rows.TenantLinkRow }
// cardinality: limit at most
MATCH (link:TenantLink {tenantId: $tenantId})
USING INDEX SEEK link:TenantLink(tenantId, id)
WHERE link.id > $afterId
WITH link
ORDER BY link.tenantId, link.id
LIMIT $limit
RETURN link {
    //+ tenant_link_fields
  } AS link
