// Seats: one book a tenant, and who sat where and when.
CREATE CONSTRAINT seat_book IF NOT EXISTS FOR (n:SeatBook) REQUIRE (n.tenantId) IS UNIQUE;
CREATE CONSTRAINT seat_id IF NOT EXISTS FOR (n:Seat) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE INDEX seat_state IF NOT EXISTS FOR (n:Seat) ON (n.tenantId, n.state, n.createdAt, n.id)
