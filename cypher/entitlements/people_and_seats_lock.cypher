// Locks chains, the tenant, users (ids sorted) and the seat book: for what changes people and their seats in one step.
// mode: write
// row: rows.Locked & { tenant: { kind: string }; book: rows.SeatBookRow; users: rows.HeldByUser[] }
// cardinality: one; a user who is not there is left out
//+ claim_key
//+ lock_heads
//+ lock_tenant
//+ lock_users
//+ lock_seat_book
RETURN key {.answer, .inputSha256} AS claim, heads, tenant {.kind} AS tenant, users,
  book {.id, .limit, .used, .version, .proposalId, .proposedLimit, .proposedBy} AS book
