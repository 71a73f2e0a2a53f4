-- Ends a reservation: counts what was used instead of what was reserved, or gives all of it back. Refuses nothing, and a second time
-- changes nothing.
-- in:
--   KEYS[1]  the tenant's base, with its hash tag
--   ARGV     1 instant (ms), '' for Redis's own · 2 reservation · 3 finalise or release · 4 version of the plan · 5 shares of a
--            limit to tell of (basis points, ascending) · 6 … quotas with what was used, and grants, as quota_asked says
-- out: whole numbers
--   { 1, instant, news (1: something is to be told),  used, limit (-1: none), resets at (0: never), beyond the limit of each quota }
--   { 0, instant } there is no such reservation, or no more
--   { 2, instant } the caller's windows are not the present's: to be asked again with those of this instant
--- @include quota_counters
--- @include quota_grants
--- @include quota_reservations
--- @include quota_news
--- @include quota_asked

local now = clock(ARGV[1])
local id, version = ARGV[2], ARGV[4]
local quotas, place = parseQuotas(6, now)
if not quotas then return {2, now} end
local key = base .. ':reservation:' .. id
local raw = redis.call('GET', key)
if not raw then return {0, now} end
local record = cmsgpack.unpack(raw)
if record.state == 'done' then return record.answer end

-- Of what is done an hour's worth is kept, for whoever was not answered and says it again: a busy tenant ends millions a day.
local function finish(answer)
  local done = {state = 'done', answer = answer, request = record.request}
  redis.call('SET', key, cmsgpack.pack(done), 'PX', text(math.min(3600000, redis.call('PTTL', key))))
  redis.call('ZREM', base .. ':open', id)
  return answer
end

if record.state == 'open' and (ARGV[3] == 'release' or record.ends <= now) then giveBackAll(record, 'expired', now) end
if ARGV[3] == 'release' then return finish({1, now, 0}) end

-- What each quota has to count yet. What was reserved in a window that is over stays there, and only what was used beyond it counts
-- now; what is held ends.
local entries = {}
for _, entry in ipairs(record.entries) do
  entries[entry.suffix .. ' ' .. entry.field] = entry
  if entry.kind == 'held' and record.state == 'open' then giveBack(entry, entry.n, record.at, now) end
end
for _, quota in ipairs(quotas) do
  local entry = entries[quota.suffix .. ' ' .. quota.field]
  if quota.kind == 'held' then
    quota.n = 0
  elseif entry and (record.state == 'open' or not entry.held) then
    giveBack(entry, entry.n - quota.n, record.at, now)
    quota.n = math.max(0, quota.n - entry.n)
  end
end

readCounters(quotas, now)
parseGrants(place, quotas, now)
count(quotas, now, now + DAY)
local answer = {1, now, 0}
for _, quota in ipairs(quotas) do
  local used, limit, over = usedOf(quota), limitOf(quota), 0
  if limit >= 0 and quota.n > 0 then
    over = math.min(quota.n, math.max(0, used - limit))
    answer[3] = math.max(answer[3], tellUse(quota, {limit = limit, used = used, amount = over}, ARGV[5], version, now))
  end
  answer[#answer + 1] = used
  answer[#answer + 1] = limit
  answer[#answer + 1] = resetsAt(quota, now)
  answer[#answer + 1] = over
end
return finish(answer)
