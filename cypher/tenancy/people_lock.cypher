// Locks chains, the tenant and the named users (ids sorted), and reads what each user holds at present.
// mode: write
// row: rows.Locked & { tenant: { kind: string }; users: rows.HeldByUser[] }
// cardinality: one; a user who is not there is left out
//+ claim_key
//+ lock_heads
//+ lock_tenant
//+ lock_users
RETURN key {.answer, .inputSha256} AS claim, heads, tenant {.kind} AS tenant, users
