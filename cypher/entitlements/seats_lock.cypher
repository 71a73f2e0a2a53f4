// Locks chains, users (ids sorted), the seat book and the months in which seats are counted, and reads who sits where, how many seats are used and what the plan allows.
// mode: write
// row: rows.Locked & { book: rows.SeatBookRow; users: rows.HeldByUser[]; months: rows.MonthRow[]; terms: rows.TermsRow }
// cardinality: one; a user who is not there is left out; none: the tenant has no seat book
//+ claim_key
//+ lock_heads
//+ lock_users
//+ lock_seat_book
//+ lock_months
//+ terms_in_force
RETURN key {.answer, .inputSha256} AS claim, heads, users, months, terms,
  book {.id, .limit, .used, .version, .proposalId, .proposedLimit, .proposedBy} AS book
