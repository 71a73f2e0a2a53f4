-- How much of each grant is used up.
-- in:
--   KEYS[1]  the tenant's base, with its hash tag
--   ARGV     ids of grants
-- out: for each a whole number as text, or false when none of it was used
local used = {}
for i = 1, #ARGV do used[i] = redis.call('GET', KEYS[1] .. ':grant:' .. ARGV[i]) end
return used
