// Reads the link between an operators' tenant and another, as this tenant has it.
// mode: read
// params: { operatorTenantId: string; linkedTenantId: string }
// row: { link: rows.TenantLinkRow }
// cardinality: one; none: they were never linked
MATCH (link:TenantLink {tenantId: $tenantId, operatorTenantId: $operatorTenantId, linkedTenantId: $linkedTenantId})
RETURN link {
    //+ tenant_link_fields
  } AS link
