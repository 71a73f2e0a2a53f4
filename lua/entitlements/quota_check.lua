-- Decides on all quotas that a request touches, and counts it in all of them or in none.
-- in:
--   KEYS[1]  the tenant's base, with its hash tag
--   ARGV     1 instant (ms), '' for Redis's own · 2 mode: look, consume, reserve, or count, which refuses nothing · 3 version of the
--            plan · 4 shares of a limit to tell of (basis points, ascending) · 5 process and 6 number of the attempt, '' for none ·
--            7 what few requests bring, as JSON, '' for none:
--              key, digest, kept             key of the request, digest of what it asks, how long that is remembered (ms)
--              reservation, hold, request    id for a reservation, how long it holds (ms), what is asked for, as finalising needs it
--              at, process, sequence         instant of what is counted behind the event, attempt that may have counted it already
--            8 … quotas and grants, as quota_asked says
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
local mode, version = ARGV[2], ARGV[3]
local quotas, place = parseQuotas(8, now)
if not quotas then return {2, now} end
local more = ARGV[7] ~= '' and cjson.decode(ARGV[7]) or {}

-- The attempt stays known for a day, so that whoever was not answered can tell that it was counted.
local function sawAttempt()
  if ARGV[5] ~= '' then redis.call('SET', base .. ':seen:' .. ARGV[5], ARGV[6], 'EX', 86400) end
end

local asked = more.key and base .. ':asked:' .. more.key
if asked then
  local raw = redis.call('GET', asked)
  if raw then
    local answered = cmsgpack.unpack(raw)
    if answered.digest ~= more.digest then return {3, now} end
    sawAttempt()
    if mode == 'count' then return {4, now} end
    return answered.answer
  end
end
if more.process then
  local seen = redis.call('GET', base .. ':seen:' .. more.process)
  if seen and tonumber(seen) >= more.sequence then return {4, now} end
end

-- What was used earlier counts in windows that are still open; what was held then is held no more.
if more.at then
  for _, quota in ipairs(quotas) do
    local isOver = quota.kind == 'held' or (quota.kind == 'calendar' and more.at < quota.starts)
      or (quota.kind == 'rate' and more.at <= now - quota.span)
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
  for _, quota in ipairs(quotas) do quota.before = usedOf(quota) end
  count(quotas, now, now + (more.hold or 0) + DAY)
  sawAttempt()
  local first = tonumber(string.match(ARGV[4], '%d+')) or math.huge
  local entries = {}
  for _, quota in ipairs(quotas) do
    quota.shown = limitOf(quota)
    local used = usedOf(quota)
    if quota.shown >= 0 and used > quota.before and used * 10000 >= math.min(first, 10000) * quota.shown then
      local figures = {limit = quota.shown, used = used, amount = math.min(quota.n, math.max(0, used - quota.shown))}
      news = math.max(news, tellUse(quota, figures, ARGV[4], version, now))
    end
    if more.reservation and quota.n > 0 then
      local isHeld = mode == 'reserve' or quota.kind == 'held'
      entries.holds = entries.holds or isHeld
      entries[#entries + 1] = {suffix = quota.suffix, field = quota.field, kind = quota.kind, limit = quota.limit,
        span = quota.span, ends = quota.ends, n = quota.n, held = isHeld}
    end
  end
  answer = {1, now, news, 0, 0}
  if entries.holds then
    entries.holds = nil
    local ends = now + more.hold
    local record = {state = 'open', at = now, ends = ends, entries = entries, request = more.request}
    redis.call('SET', base .. ':reservation:' .. more.reservation, cmsgpack.pack(record), 'PX', more.hold + DAY)
    redis.call('ZADD', base .. ':open', ends, more.reservation)
    redis.call('PEXPIRE', base .. ':open', 2 * DAY)
    answer[4], answer[5] = more.reservation, ends
  end
end
local size = #answer
for _, quota in ipairs(quotas) do
  answer[size + 1], answer[size + 2], answer[size + 3] = usedOf(quota), quota.shown, resetsAt(quota, now)
  size = size + 3
end
if asked and denying == 0 and mode ~= 'look' then
  redis.call('SET', asked, cmsgpack.pack({digest = more.digest, answer = answer}), 'PX', more.kept)
end
return answer
