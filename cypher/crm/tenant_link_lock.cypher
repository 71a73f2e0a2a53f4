// Claims the key, locks the chain of the tenant's links, and reads behind it one of them, and how many of an operators' tenant are in force.
// mode: write
// params: { operatorTenantId: string; linkedTenantId: string }
// row: rows.Locked & { link: rows.TenantLinkRow | null; inForce: number }
// cardinality: one
//+ claim_key
//+ lock_heads
OPTIONAL MATCH (link:TenantLink {tenantId: $tenantId, operatorTenantId: $operatorTenantId, linkedTenantId: $linkedTenantId})
CALL () {
  MATCH (other:TenantLink {tenantId: $tenantId, operatorTenantId: $operatorTenantId, state: 'LINKED'})
  USING INDEX SEEK other:TenantLink(tenantId, operatorTenantId, state, id)
  WHERE other.id IS NOT NULL
  RETURN count(other) AS inForce
}
RETURN key {.answer, .inputSha256} AS claim, heads, inForce,
  link {
    //+ tenant_link_fields
  } AS link
