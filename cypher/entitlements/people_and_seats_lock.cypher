// Locks chains, the tenant, users (ids sorted), the seat book and the months in which seats are counted: for what changes people and their seats in one step.
// mode: write
// row: rows.Locked & { tenant: { kind: string }; book: rows.SeatBookRow; users: rows.HeldByUser[]; months: rows.MonthRow[]; terms: rows.TermsRow }
// cardinality: one; a user who is not there is left out
//+ claim_key
//+ lock_heads
//+ lock_tenant
//+ lock_users
//+ lock_seat_book
//+ lock_months
//+ terms_in_force
RETURN key {.answer, .inputSha256} AS claim, heads, tenant {.kind} AS tenant, users, months, terms,
  book {.id, .limit, .used, .version, .proposalId, .proposedLimit, .proposedBy} AS book
