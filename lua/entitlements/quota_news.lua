-- What is to be told of a tenant, oldest first, and drops what was told. Denials that were counted since become news of their own.
-- in:
--   KEYS[1]  the tenant's base, with its hash tag
--   ARGV     1 instant (ms), '' for Redis's own · 2 how many at most · 3 … ids of news that were told
-- out: { { id, { field, value, … } }, … } as XRANGE gives them
--- @include quota_counters

local now = clock(ARGV[1])
local news, denials = base .. ':news', base .. ':denials'
for i = 3, #ARGV do redis.call('XDEL', news, ARGV[i]) end
local most = tonumber(ARGV[2])
if most == 0 then return {} end
local counted = redis.call('HGETALL', denials)
for i = 1, #counted, 2 do
  local suffix, field, limit, from, untilWhen, version =
    string.match(counted[i], '^(.*) (%S+) (%d+) (%d+) (%d+) (%S+)$')
  redis.call('XADD', news, '*', 'kind', 'denied_more', 'suffix', suffix, 'field', field, 'limit', limit,
    'used', limit, 'requested', 0, 'amount', counted[i + 1], 'from', from, 'until', untilWhen, 'version', version,
    'at', text(now))
end
if #counted > 0 then
  redis.call('DEL', denials)
  redis.call('PEXPIRE', news, text(35 * DAY))
end
return redis.call('XRANGE', news, '-', '+', 'COUNT', most)
