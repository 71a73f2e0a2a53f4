// Locks chains, users (ids sorted), the seat book and the months in which seats are counted, and reads who sits where and how many seats are used.
// mode: write
// row: rows.Locked & { book: rows.SeatBookRow; users: rows.HeldByUser[]; months: rows.MonthRow[] }
// cardinality: one; a user who is not there is left out; none: the tenant has no seat book
//+ claim_key
//+ lock_heads
//+ lock_users
//+ lock_seat_book
//+ lock_months
RETURN key {.answer, .inputSha256} AS claim, heads, users, months,
  book {.id, .limit, .used, .version, .proposalId, .proposedLimit, .proposedBy} AS book
