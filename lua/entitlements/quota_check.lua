-- Decides on all quotas that a request touches, and counts it in all of them or in none.
-- in:
--   KEYS[1]  the tenant's base, with its hash tag
--   ARGV     1 instant (ms), '' for Redis's own · 2 mode: look, consume, reserve, or count, which refuses nothing ·
--            3 process and 4 number of the attempt · 5 key of the request, '' for none · 6 digest of what it asks · 7 how long that
--            is remembered (ms) · 8 id for a reservation · 9 how long it holds (ms) · 10 version of the plan · 11 shares of a limit
--            to tell of (basis points, ascending) · 12 instant (ms) of what is counted behind the event, '' for now ·
--            13 process and 14 number of the attempt that may have counted it already, '' for none · 15 what is asked for, as
--            finalising needs it again · 16 … quotas and grants, as quota_asked says
-- out: whole numbers, and the reservation's id
--   { 1, instant, news (1: something is to be told), reservation (0: none) and the instant it expires at,
--     used, limit (-1: none), resets at (0: never) of each quota }
--   { 0, instant, news, place of the quota that denies, wait in ms (-1: waiting does not help),  used, limit, resets at of each quota }
--   { 2, instant } the caller's windows are not the present's: to be asked again with those of this instant
--   { 3, instant } the key was used for something else
--   { 4, instant } counted already
--- @include quota_counters
--- @include quota_grants
--- @include quota_reservations
--- @include quota_news
--- @include quota_asked

local now = clock(ARGV[1])
local mode, version = ARGV[2], ARGV[10]
local quotas, place = parseQuotas(16, now)
if not quotas then return {2, now} end

-- The attempt stays known for a day, so that whoever was not answered can tell that it was counted.
local function sawAttempt()
  if ARGV[3] ~= '' then redis.call('SET', base .. ':seen:' .. ARGV[3], ARGV[4], 'EX', 86400) end
end

local asked = ARGV[5] ~= '' and base .. ':asked:' .. ARGV[5]
if asked then
  local raw = redis.call('GET', asked)
  if raw then
    local answered = cmsgpack.unpack(raw)
    if answered.digest ~= ARGV[6] then return {3, now} end
    sawAttempt()
    if mode == 'count' then return {4, now} end
    return answered.answer
  end
end
if ARGV[13] ~= '' then
  local seen = redis.call('GET', base .. ':seen:' .. ARGV[13])
  if seen and tonumber(seen) >= tonumber(ARGV[14]) then return {4, now} end
end

-- What was used earlier counts in windows that are still open; what was held then is held no more.
if ARGV[12] ~= '' then
  local usedAt = tonumber(ARGV[12])
  for _, quota in ipairs(quotas) do
    local isOver = quota.kind == 'held' or (quota.kind == 'calendar' and usedAt < quota.starts)
      or (quota.kind == 'rate' and usedAt <= now - quota.span)
    if isOver then quota.n = 0 end
  end
end

expireReservations(now)
readCounters(quotas, now)
parseGrants(place, quotas, now)

-- What would have to be free, and how long until it is: 0 when it is already, -1 when waiting does not help.
local function waitFor(quota, limit)
  if quota.n == 0 or limit < 0 or not quota.hard or mode == 'count' then return 0 end
  if quota.kind == 'rate' then
    local room = limit * quota.span - quota.n * quota.span
    if room >= quota.value then return 0 end
    return room >= 0 and math.ceil((quota.value - room) / limit) or -1
  end
  if quota.value + quota.n <= limit then return 0 end
  if quota.kind == 'held' then return -1 end
  local left = quota.limit
  for _, grant in ipairs(quota.grants or {}) do
    if grant.ends > quota.ends then left = left + grant.left end
  end
  return quota.n <= left and quota.ends - now or -1
end

local denying, wait = 0, 0
for i, quota in ipairs(quotas) do
  quota.shown = limitOf(quota)
  local needed = waitFor(quota, quota.shown)
  if needed ~= 0 then
    if denying == 0 then denying = i end
    if needed < 0 or wait < 0 then wait = -1 else wait = math.max(wait, needed) end
  end
end

local news = 0
local answer
if denying > 0 then
  local quota = quotas[denying]
  if mode ~= 'look' then
    news = tellDenial(quota, {limit = quota.shown, used = usedOf(quota), requested = quota.n}, version, now)
  end
  answer = {0, now, news, denying, wait}
elseif mode == 'look' then
  answer = {1, now, 0, 0, 0}
else
  local holdMs = tonumber(ARGV[9])
  local before = {}
  for i, quota in ipairs(quotas) do before[i] = usedOf(quota) end
  count(quotas, now, now + holdMs + DAY)
  sawAttempt()
  local entries, holds = {}, 0
  for i, quota in ipairs(quotas) do
    if quota.n > 0 then
      local used = usedOf(quota)
      quota.shown = limitOf(quota)
      if quota.shown >= 0 then
        local over = math.min(quota.n, math.max(0, used - quota.shown))
        local figures = {limit = quota.shown, used = used, amount = over}
        if over > 0 or used > before[i] then news = math.max(news, tellUse(quota, figures, ARGV[11], version, now)) end
      end
      local held = mode == 'reserve' or quota.kind == 'held'
      if held then holds = 1 end
      entries[#entries + 1] = {suffix = quota.suffix, field = quota.field, meter = quota.meter, kind = quota.kind,
        limit = quota.limit, span = quota.span, ends = quota.ends, n = quota.n, held = held}
    end
  end
  if holds == 1 and mode ~= 'count' then
    local record = {state = 'open', at = now, ends = now + holdMs, entries = entries, request = ARGV[15]}
    redis.call('SET', base .. ':reservation:' .. ARGV[8], cmsgpack.pack(record), 'PX', text(holdMs + DAY))
    redis.call('ZADD', base .. ':open', text(now + holdMs), ARGV[8])
    redis.call('PEXPIRE', base .. ':open', text(2 * DAY))
  else
    holds = 0
  end
  answer = {1, now, news, holds == 1 and ARGV[8] or 0, holds == 1 and now + holdMs or 0}
end
for _, quota in ipairs(quotas) do
  answer[#answer + 1] = usedOf(quota)
  answer[#answer + 1] = quota.shown
  answer[#answer + 1] = resetsAt(quota, now)
end
if asked and denying == 0 and mode ~= 'look' then
  redis.call('SET', asked, cmsgpack.pack({digest = ARGV[6], answer = answer}), 'PX', ARGV[7])
end
return answer
