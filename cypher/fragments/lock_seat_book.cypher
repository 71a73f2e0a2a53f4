// Locks the tenant's seat book, the last of all locks.
MATCH (book:SeatBook {tenantId: $tenantId})
SET book._lock = true
WITH *
