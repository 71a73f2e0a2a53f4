-- What was asked for when a reservation was made, so that it can be finalised; false when there is no such reservation, or no more.
-- in:
--   KEYS[1]  the tenant's base, with its hash tag
--   ARGV     1 reservation
-- out: text, as quota_check was given it
local raw = redis.call('GET', KEYS[1] .. ':reservation:' .. ARGV[1])
return raw and cmsgpack.unpack(raw).request
