// Generated from lua/entitlements/ by lua/generate.mjs.
import type { Script } from '../script.js';

/**
 * Decides on all quotas that a request touches, and counts it in all of them or in none.
 * in:
 *   KEYS[1]  the tenant's base, with its hash tag
 *   ARGV     1 instant (ms), '' for Redis's own · 2 mode: look, consume, reserve, or count, which refuses nothing · 3 version of the
 *            plan · 4 shares of a limit to tell of (basis points, ascending) · 5 process and 6 number of the attempt, '' for none ·
 *            7 what few requests bring, as JSON, '' for none:
 *              key, digest, kept             key of the request, digest of what it asks, how long that is remembered (ms)
 *              reservation, hold, request    id for a reservation, how long it holds (ms), what is asked for, as finalising needs it
 *              at, process, sequence         instant of what is counted behind the event, attempt that may have counted it already
 *            8 … quotas and grants, as quota_asked says
 * out: whole numbers, and the reservation's id
 *   { 1, instant, news (1: something is to be told), reservation (0: none) and the instant it expires at,
 *     used, limit (-1: none), resets at (0: never) of each quota }
 *   { 0, instant, news, place of the quota that denies, wait in ms (-1: waiting does not help),  used, limit, resets at of each quota }
 *   { 2, instant } the caller's windows are not the present's: to be asked again with those of this instant
 *   { 3, instant } the key was used for something else
 *   { 4, instant } counted already
 */
export const quotaCheck: Script = {
  name: 'entitlements/quota_check',
  sha1: 'bf7ae11afb4ea1f838cba0c210ce66f6c7264549',
  text: `-- Decides on all quotas that a request touches, and counts it in all of them or in none.
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
-- Where everything lies. All keys of a tenant share one hash tag and begin with KEYS[1], such as \`revgraph:quota:{tenant}\`.
--   :<level>:<subject>   hash, the counters of a subject. Under a quota's field, \`<quota>/<window>/<meter>\`:
--       field            calendar: what is used · rate: the level, units × the window's ms · held: what is held
--       field@           calendar: when the window ends · rate: when the level was taken
--       field=           calendar: the same as field, counted a second time, so that a counter that was altered is found
--       field^           calendar: when the window's first use came; another one says that the window began anew
--       field+           calendar: what of it grants pay, 'id amount id amount …' in the order of taking
--       field!           what was told of it: 'until crossed denied over'
--       ~                until when the hash is kept
--   :subjects            sorted set, the suffixes whose calendar windows may be open, by the instant the last of them ends at
--   :grant:<id>          what of a grant is used up
--   :open                sorted set, open reservations by the instant they expire at
--   :reservation:<id>    what a reservation holds
--   :asked:<key>         what a request under a key was answered
--   :seen:<process>      the last attempt of a process that was counted
--   :news, :denials      what is to be told, and denials after the first
-- Instants are whole milliseconds; amounts whole numbers below 2^53. No key names a date: a window that is over is known by its end.
local base = KEYS[1]
local DAY = 86400000
local MOST = 9007199254740991

-- Redis's own time decides; tests bring an instant of their own.
local function clock(given)
  if given ~= '' then return tonumber(given) end
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

-- Whole numbers as part of a text: Lua's own begin to round at 10^14; as a word of a call they are exact.
local function text(number) return string.format('%.0f', number) end

-- Keeps a hash until an instant at least. It is kept for twice as long, so that a rate does not renew this each time.
local function keep(key, known, now, untilWhen)
  if known >= untilWhen then return end
  local kept = untilWhen + (untilWhen - now) + 60000
  redis.call('HSET', key, '~', text(kept))
  redis.call('PEXPIRE', key, text(kept - now))
end

-- What a rate's level has drained to: ITU-T I.371's continuous-state leaky bucket, which decides as its virtual scheduling does.
-- Without a limit there is nothing to drain by: the level is what came in the window of the epoch that holds \`now\`.
local function drained(level, since, limit, span, now)
  if limit < 0 then return math.floor(since / span) == math.floor(now / span) and level or 0 end
  return math.max(0, level - math.max(0, now - since) * limit)
end
-- A calendar window's use beyond its limit is paid by grants, as far as they reach: taken from the one that expires first, and
-- given back to the one that was taken last. Each window remembers what it took from which.

local function parsePaid(raw)
  local paid, sum = {}, 0
  for id, amount in string.gmatch(raw or '', '(%S+) (%d+)') do
    paid[#paid + 1] = {id = id, amount = tonumber(amount)}
    sum = sum + tonumber(amount)
  end
  return paid, sum
end

local function formatPaid(paid)
  local parts = {}
  for _, part in ipairs(paid) do
    if part.amount > 0 then parts[#parts + 1] = part.id .. ' ' .. text(part.amount) end
  end
  return table.concat(parts, ' ')
end

-- Moves what a grant has used up; it is remembered for a month after it expires, while a window may still give back.
local function moveGrant(grant, by, now)
  local key = base .. ':grant:' .. grant.id
  local used = tonumber(redis.call('GET', key))
  if not used then
    if by > 0 then redis.call('SET', key, text(by), 'PX', text(math.max(0, (grant.ends or now) - now) + 32 * DAY)) end
    return
  end
  redis.call('SET', key, text(math.max(0, used + by)), 'KEEPTTL')
end

-- Gives back what grants paid beyond \`want\`, and gives what they pay then.
local function giveBackPaid(raw, want, now)
  local paid, sum = parsePaid(raw)
  for i = #paid, 1, -1 do
    local back = math.min(paid[i].amount, math.max(0, sum - want))
    if back > 0 then
      moveGrant(paid[i], -back, now)
      paid[i].amount = paid[i].amount - back
      sum = sum - back
    end
  end
  return formatPaid(paid)
end

-- Lets grants pay what is used beyond the limit: takes what is missing from those that have not expired, oldest expiry first.
local function payBeyond(raw, want, grants, now)
  local paid, sum = parsePaid(raw)
  if sum > want then return giveBackPaid(raw, want, now) end
  for _, grant in ipairs(grants) do
    local take = math.min(grant.left, want - sum)
    if take > 0 then
      moveGrant(grant, take, now)
      grant.left = grant.left - take
      sum = sum + take
      local last = paid[#paid]
      if last and last.id == grant.id then last.amount = last.amount + take
      else paid[#paid + 1] = {id = grant.id, amount = take} end
    end
  end
  return formatPaid(paid)
end
-- A reservation counts at once, and is given back when it is released, expires unused, or turns out too large.

-- Gives back \`n\` of what an entry of a reservation made at \`since\` counts, where that window is still open. A rate gives back
-- no more than cannot have drained since: else a burst could follow on one that was only reserved.
local function giveBack(entry, n, since, now)
  local key = base .. ':' .. entry.suffix
  local field = entry.field
  local known = redis.call('HMGET', key, field, field .. '@', field .. '+', field .. '=')
  local value, at = tonumber(known[1]), tonumber(known[2] or 0)
  if not value or n <= 0 then return end
  if entry.kind == 'held' then
    redis.call('HSET', key, field, text(math.max(0, value - n)))
  elseif entry.kind == 'rate' then
    local limit, span = entry.limit, entry.span
    local level = drained(value, at, limit, span, now)
    local left = limit < 0 and drained(n * span, since, limit, span, now) or n * span - (now - since) * limit
    redis.call('HSET', key, field, text(math.max(0, level - math.max(0, left))), field .. '@', text(math.max(at, now)))
  elseif at > now and entry.ends > now then
    local used = math.max(0, value - n)
    redis.call('HSET', key, field, text(used), field .. '=', text(math.max(0, tonumber(known[4] or value) - n)))
    if known[3] and entry.limit >= 0 then
      local want = math.max(0, used - entry.limit)
      redis.call('HSET', key, field .. '+', giveBackPaid(known[3], want, now))
    end
  end
end

-- Ends an open reservation and gives back all that it holds; what was counted beside it stays.
local function giveBackAll(record, state, now)
  record.state = state
  for _, entry in ipairs(record.entries) do
    if entry.held then giveBack(entry, entry.n, record.at, now) end
  end
end

-- Ends the reservations that have expired, a hundred at most in one run. Their records stay, so that they can be finalised yet.
local function expireReservations(now)
  local ids = redis.call('ZRANGEBYSCORE', base .. ':open', '-inf', text(now), 'LIMIT', 0, 100)
  for _, id in ipairs(ids) do
    local key = base .. ':reservation:' .. id
    local raw = redis.call('GET', key)
    if raw then
      local record = cmsgpack.unpack(raw)
      giveBackAll(record, 'expired', now)
      redis.call('SET', key, cmsgpack.pack(record), 'KEEPTTL')
    end
    redis.call('ZREM', base .. ':open', id)
  end
end
-- What is to be told, once for each quota, subject and window: a rate is told of once in its window or a minute, whichever is
-- longer, and what is held once an hour.

-- The window in which something is told of once: 'from' and 'until'; 'from' is 0 of what is held.
local function tellingWindow(quota, now)
  if quota.kind == 'calendar' then return quota.starts, quota.ends end
  local span = quota.kind == 'rate' and math.max(quota.span, 60000) or 3600000
  local from = math.floor(now / span) * span
  return quota.kind == 'rate' and from or 0, from + span
end

local function toldOf(quota, now)
  local raw = redis.call('HGET', quota.key, quota.field .. '!')
  if raw then
    local untilWhen, crossed, denied, over = string.match(raw, '^(%d+) (%d+) (%d+) (%d+)$')
    if tonumber(untilWhen) > now then
      return {ends = tonumber(untilWhen), crossed = tonumber(crossed), denied = tonumber(denied), over = tonumber(over)}
    end
  end
  local _, ends = tellingWindow(quota, now)
  return {ends = ends, crossed = 0, denied = 0, over = 0}
end

local function rememberTold(quota, told, now)
  local raw = text(told.ends) .. ' ' .. told.crossed .. ' ' .. told.denied .. ' ' .. told.over
  redis.call('HSET', quota.key, quota.field .. '!', raw)
  keep(quota.key, quota.kept or 0, now, told.ends)
end

-- Appends to the news of the tenant: the last 10,000, kept for 35 days after the last of them.
local function tell(kind, quota, figures, version, now)
  local from, untilWhen = tellingWindow(quota, now)
  redis.call('XADD', base .. ':news', 'MAXLEN', '~', 10000, '*', 'kind', kind, 'suffix', quota.suffix,
    'field', quota.field, 'limit', text(figures.limit), 'used', text(figures.used),
    'requested', text(figures.requested or 0), 'amount', text(figures.amount or 0), 'from', text(from),
    'until', text(untilWhen), 'version', version, 'at', text(now))
  redis.call('PEXPIRE', base .. ':news', text(35 * DAY))
end

-- Whether too much waits to be told for a subject to be told of by itself: a storm of subjects must not drive out what else is to be
-- told, nor leave a mark for each of them. Of the tenant itself there is never much to tell.
local function isTooMuch(quota)
  return quota.suffix ~= 'tenant' and redis.call('XLEN', base .. ':news') >= 5000
end

-- Counts a denial after the first; those of more subjects than 10,000 at a time are counted together, under no subject.
local function countDenial(quota, figures, version, now)
  local key = base .. ':denials'
  local from, untilWhen = tellingWindow(quota, now)
  local parts = {quota.suffix, quota.field, text(figures.limit), text(from), text(untilWhen), version}
  if redis.call('HINCRBY', key, table.concat(parts, ' '), 1) > 1 then return end
  if redis.call('HLEN', key) > 10000 then
    redis.call('HDEL', key, table.concat(parts, ' '))
    parts[1] = string.match(quota.suffix, '^[^:]*') .. ':*'
    redis.call('HINCRBY', key, table.concat(parts, ' '), 1)
  end
  redis.call('PEXPIRE', key, text(35 * DAY))
end

-- Tells of a denial, or counts it where one was told of in its window; gives 1 when it was told.
local function tellDenial(quota, figures, version, now)
  local told = toldOf(quota, now)
  if told.denied > 0 or isTooMuch(quota) then
    countDenial(quota, figures, version, now)
    return 0
  end
  told.denied = 1
  tell('denied', quota, figures, version, now)
  rememberTold(quota, told, now)
  return 1
end

-- Tells of shares of the limit that are reached now (basis points, in order), and of use beyond it; gives 1 when anything was new. What is too
-- much to be told now is told when more is used.
local function tellUse(quota, figures, shares, version, now)
  local told
  local isNews = 0
  if isTooMuch(quota) then return 0 end
  for share in string.gmatch(shares, '%d+') do
    share = tonumber(share)
    if figures.used * 10000 >= share * figures.limit then
      told = told or toldOf(quota, now)
      if share > told.crossed then
        told.crossed = share
        tell('crossed', quota, {limit = figures.limit, used = figures.used, amount = share}, version, now)
        isNews = 1
      end
    end
  end
  if figures.amount > 0 then
    told = told or toldOf(quota, now)
    if told.over == 0 then
      told.over = 1
      tell('overrun', quota, figures, version, now)
      isNews = 1
    end
  end
  if isNews == 1 then rememberTold(quota, told, now) end
  return isNews
end
-- The quotas that a run is about, as the caller lists them: how many pairs of calendar windows follow, and of each the start, turn
-- and end of the window that the caller thinks open, and of the next; how many subjects follow, and of each its key's suffix and how
-- many quotas follow; of each of those  field, \`<quota>/<window>/<meter>\` · kind · limit (-1: none) · hard (1) or soft (0) · amount ·
-- of a calendar quota the place of its windows, of a rate the window's ms, of what is held 0.
-- Behind them how many grants follow, and of each  place of its quota (from 1) · id · amount · expires at.

-- Gives the quotas and the place behind them; nil when the present lies in neither window of a pair.
local function parseQuotas(place, now)
  local starts, ends = {}, {}
  local pairs = tonumber(ARGV[place])
  place = place + 1
  for i = 1, pairs do
    local start, turn, finish = tonumber(ARGV[place]), tonumber(ARGV[place + 1]), tonumber(ARGV[place + 2])
    if now < start or now >= finish then return nil end
    if now < turn then starts[i], ends[i] = start, turn else starts[i], ends[i] = turn, finish end
    place = place + 3
  end
  local quotas, size = {}, 0
  local subjects = tonumber(ARGV[place])
  place = place + 1
  for _ = 1, subjects do
    local suffix = ARGV[place]
    local key = base .. ':' .. suffix
    local count = tonumber(ARGV[place + 1])
    place = place + 2
    for _ = 1, count do
      local kind, of = ARGV[place + 1], tonumber(ARGV[place + 5])
      size = size + 1
      quotas[size] = {key = key, suffix = suffix, field = ARGV[place], kind = kind, limit = tonumber(ARGV[place + 2]),
        hard = ARGV[place + 3] == '1', n = tonumber(ARGV[place + 4]), span = of, starts = starts[of], ends = ends[of],
        value = 0, since = 0, booked = 0, isNew = false, kept = 0, shown = 0, before = 0, paid = nil, grants = nil}
      place = place + 6
    end
  end
  return quotas, place
end

-- Gives each quota its grants that have not expired, with what is left of them.
local function parseGrants(place, quotas, now)
  for _ = 1, tonumber(ARGV[place]) do
    local quota = quotas[tonumber(ARGV[place + 1])]
    local grant = {id = ARGV[place + 2], ends = tonumber(ARGV[place + 4])}
    if grant.ends > now then
      local used = tonumber(redis.call('GET', base .. ':grant:' .. grant.id) or 0)
      grant.left = math.max(0, tonumber(ARGV[place + 3]) - used)
      quota.grants = quota.grants or {}
      quota.grants[#quota.grants + 1] = grant
    end
    place = place + 4
  end
end

-- Reads the counters of the quotas, one read a subject: \`value\` (used, level or held) and \`since\` as they are now.
local function readCounters(quotas, now)
  local first = 1
  while first <= #quotas do
    local key = quotas[first].key
    local fields, size, last = {'~'}, 1, first
    while quotas[last] and quotas[last].key == key do
      local field = quotas[last].field
      fields[size + 1], fields[size + 2], fields[size + 3] = field, field .. '@', field .. '+'
      fields[size + 4] = field .. '='
      size, last = size + 4, last + 1
    end
    local known = redis.call('HMGET', key, unpack(fields))
    local kept = tonumber(known[1] or 0)
    for i = first, last - 1 do
      local quota, at = quotas[i], (i - first) * 4 + 2
      local value, since = tonumber(known[at] or 0), tonumber(known[at + 1] or 0)
      quota.kept, quota.since = kept, since
      if quota.kind == 'rate' then
        quota.value = drained(value, since, quota.limit, quota.span, now)
      elseif quota.kind == 'calendar' and since <= now then
        quota.value, quota.booked, quota.isNew = 0, 0, true
        quota.paid = known[at + 2] and '' or nil
      else
        quota.value = value
        quota.booked = tonumber(known[at + 3]) or value
        quota.paid = known[at + 2] or nil
      end
    end
    first = last
  end
end

-- The limit with grants: what they paid in this window, and what is left of those that have not expired.
local function limitOf(quota)
  local limit = quota.limit
  if limit < 0 or not (quota.paid or quota.grants) then return limit end
  if quota.paid then
    local _, sum = parsePaid(quota.paid)
    limit = limit + sum
  end
  for _, grant in ipairs(quota.grants or {}) do limit = limit + grant.left end
  return limit
end

-- What is used in whole units; a rate's drops that have not drained wholly count.
local function usedOf(quota)
  if quota.kind == 'rate' then return math.ceil(quota.value / quota.span) end
  return quota.value
end

-- When the window ends, a rate is whole again, or 0.
local function resetsAt(quota, now)
  if quota.kind == 'calendar' then return quota.ends end
  if quota.kind == 'held' then return 0 end
  if quota.limit < 0 then return (math.floor(now / quota.span) + 1) * quota.span end
  if quota.limit == 0 then return now end
  return now + math.ceil(quota.value / quota.limit)
end

-- Remembers that a subject has a window that is open until an instant, which is all that reconciliation asks for.
local function remember(suffix, ends, now)
  local key = base .. ':subjects'
  redis.call('ZADD', key, 'GT', ends, suffix)
  redis.call('PEXPIRE', key, text(70 * DAY))
end

-- Counts \`n\` more of the quotas, one write a subject; each must have been read. \`holdUntil\` keeps what is held so long.
local function count(quotas, now, holdUntil)
  local first = 1
  while first <= #quotas do
    local key, kept = quotas[first].key, quotas[first].kept
    local words, size, need, last = {'HSET', key}, 2, now, first
    while quotas[last] and quotas[last].key == key do
      local quota = quotas[last]
      last = last + 1
      if quota.n > 0 then
        quota.value = math.min(MOST, quota.value + (quota.kind == 'rate' and quota.n * quota.span or quota.n))
        words[size + 1], words[size + 2] = quota.field, quota.value
        size = size + 2
        if quota.kind == 'held' then
          need = math.max(need, holdUntil)
        else
          local since = quota.kind == 'calendar' and quota.ends or now
          if since ~= quota.since then
            words[size + 1], words[size + 2] = quota.field .. '@', since
            size = size + 2
          end
          if quota.kind == 'calendar' then
            words[size + 1], words[size + 2] = quota.field .. '=', math.min(MOST, quota.booked + quota.n)
            size = size + 2
            if quota.isNew then
              words[size + 1], words[size + 2] = quota.field .. '^', now
              size = size + 2
              remember(quota.suffix, quota.ends, now)
            end
          end
          need = math.max(need, resetsAt(quota, now))
        end
        if quota.paid or quota.grants then
          local raw = quota.paid or ''
          if quota.limit >= 0 then
            raw = payBeyond(raw, math.max(0, quota.value - quota.limit), quota.grants or {}, now)
          end
          quota.paid = raw
          words[size + 1], words[size + 2] = quota.field .. '+', raw
          size = size + 2
        end
      end
    end
    if size > 2 then
      redis.call(unpack(words))
      keep(key, kept, now, need)
    end
    first = last
  end
end

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
`,
};

/**
 * Ends a reservation: counts what was used instead of what was reserved, or gives all of it back. Refuses nothing, and a second time
 * changes nothing.
 * in:
 *   KEYS[1]  the tenant's base, with its hash tag
 *   ARGV     1 instant (ms), '' for Redis's own · 2 reservation · 3 finalise or release · 4 version of the plan · 5 shares of a
 *            limit to tell of (basis points, ascending) · 6 … quotas with what was used, and grants, as quota_asked says
 * out: whole numbers
 *   { 1, instant, news (1: something is to be told),  used, limit (-1: none), resets at (0: never), beyond the limit of each quota }
 *   { 0, instant } there is no such reservation, or no more
 *   { 2, instant } the caller's windows are not the present's: to be asked again with those of this instant
 */
export const quotaFinalise: Script = {
  name: 'entitlements/quota_finalise',
  sha1: '900067548ef2493835efc0aa966e33910c783e9a',
  text: `-- Ends a reservation: counts what was used instead of what was reserved, or gives all of it back. Refuses nothing, and a second time
-- changes nothing.
-- in:
--   KEYS[1]  the tenant's base, with its hash tag
--   ARGV     1 instant (ms), '' for Redis's own · 2 reservation · 3 finalise or release · 4 version of the plan · 5 shares of a
--            limit to tell of (basis points, ascending) · 6 … quotas with what was used, and grants, as quota_asked says
-- out: whole numbers
--   { 1, instant, news (1: something is to be told),  used, limit (-1: none), resets at (0: never), beyond the limit of each quota }
--   { 0, instant } there is no such reservation, or no more
--   { 2, instant } the caller's windows are not the present's: to be asked again with those of this instant
-- Where everything lies. All keys of a tenant share one hash tag and begin with KEYS[1], such as \`revgraph:quota:{tenant}\`.
--   :<level>:<subject>   hash, the counters of a subject. Under a quota's field, \`<quota>/<window>/<meter>\`:
--       field            calendar: what is used · rate: the level, units × the window's ms · held: what is held
--       field@           calendar: when the window ends · rate: when the level was taken
--       field=           calendar: the same as field, counted a second time, so that a counter that was altered is found
--       field^           calendar: when the window's first use came; another one says that the window began anew
--       field+           calendar: what of it grants pay, 'id amount id amount …' in the order of taking
--       field!           what was told of it: 'until crossed denied over'
--       ~                until when the hash is kept
--   :subjects            sorted set, the suffixes whose calendar windows may be open, by the instant the last of them ends at
--   :grant:<id>          what of a grant is used up
--   :open                sorted set, open reservations by the instant they expire at
--   :reservation:<id>    what a reservation holds
--   :asked:<key>         what a request under a key was answered
--   :seen:<process>      the last attempt of a process that was counted
--   :news, :denials      what is to be told, and denials after the first
-- Instants are whole milliseconds; amounts whole numbers below 2^53. No key names a date: a window that is over is known by its end.
local base = KEYS[1]
local DAY = 86400000
local MOST = 9007199254740991

-- Redis's own time decides; tests bring an instant of their own.
local function clock(given)
  if given ~= '' then return tonumber(given) end
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

-- Whole numbers as part of a text: Lua's own begin to round at 10^14; as a word of a call they are exact.
local function text(number) return string.format('%.0f', number) end

-- Keeps a hash until an instant at least. It is kept for twice as long, so that a rate does not renew this each time.
local function keep(key, known, now, untilWhen)
  if known >= untilWhen then return end
  local kept = untilWhen + (untilWhen - now) + 60000
  redis.call('HSET', key, '~', text(kept))
  redis.call('PEXPIRE', key, text(kept - now))
end

-- What a rate's level has drained to: ITU-T I.371's continuous-state leaky bucket, which decides as its virtual scheduling does.
-- Without a limit there is nothing to drain by: the level is what came in the window of the epoch that holds \`now\`.
local function drained(level, since, limit, span, now)
  if limit < 0 then return math.floor(since / span) == math.floor(now / span) and level or 0 end
  return math.max(0, level - math.max(0, now - since) * limit)
end
-- A calendar window's use beyond its limit is paid by grants, as far as they reach: taken from the one that expires first, and
-- given back to the one that was taken last. Each window remembers what it took from which.

local function parsePaid(raw)
  local paid, sum = {}, 0
  for id, amount in string.gmatch(raw or '', '(%S+) (%d+)') do
    paid[#paid + 1] = {id = id, amount = tonumber(amount)}
    sum = sum + tonumber(amount)
  end
  return paid, sum
end

local function formatPaid(paid)
  local parts = {}
  for _, part in ipairs(paid) do
    if part.amount > 0 then parts[#parts + 1] = part.id .. ' ' .. text(part.amount) end
  end
  return table.concat(parts, ' ')
end

-- Moves what a grant has used up; it is remembered for a month after it expires, while a window may still give back.
local function moveGrant(grant, by, now)
  local key = base .. ':grant:' .. grant.id
  local used = tonumber(redis.call('GET', key))
  if not used then
    if by > 0 then redis.call('SET', key, text(by), 'PX', text(math.max(0, (grant.ends or now) - now) + 32 * DAY)) end
    return
  end
  redis.call('SET', key, text(math.max(0, used + by)), 'KEEPTTL')
end

-- Gives back what grants paid beyond \`want\`, and gives what they pay then.
local function giveBackPaid(raw, want, now)
  local paid, sum = parsePaid(raw)
  for i = #paid, 1, -1 do
    local back = math.min(paid[i].amount, math.max(0, sum - want))
    if back > 0 then
      moveGrant(paid[i], -back, now)
      paid[i].amount = paid[i].amount - back
      sum = sum - back
    end
  end
  return formatPaid(paid)
end

-- Lets grants pay what is used beyond the limit: takes what is missing from those that have not expired, oldest expiry first.
local function payBeyond(raw, want, grants, now)
  local paid, sum = parsePaid(raw)
  if sum > want then return giveBackPaid(raw, want, now) end
  for _, grant in ipairs(grants) do
    local take = math.min(grant.left, want - sum)
    if take > 0 then
      moveGrant(grant, take, now)
      grant.left = grant.left - take
      sum = sum + take
      local last = paid[#paid]
      if last and last.id == grant.id then last.amount = last.amount + take
      else paid[#paid + 1] = {id = grant.id, amount = take} end
    end
  end
  return formatPaid(paid)
end
-- A reservation counts at once, and is given back when it is released, expires unused, or turns out too large.

-- Gives back \`n\` of what an entry of a reservation made at \`since\` counts, where that window is still open. A rate gives back
-- no more than cannot have drained since: else a burst could follow on one that was only reserved.
local function giveBack(entry, n, since, now)
  local key = base .. ':' .. entry.suffix
  local field = entry.field
  local known = redis.call('HMGET', key, field, field .. '@', field .. '+', field .. '=')
  local value, at = tonumber(known[1]), tonumber(known[2] or 0)
  if not value or n <= 0 then return end
  if entry.kind == 'held' then
    redis.call('HSET', key, field, text(math.max(0, value - n)))
  elseif entry.kind == 'rate' then
    local limit, span = entry.limit, entry.span
    local level = drained(value, at, limit, span, now)
    local left = limit < 0 and drained(n * span, since, limit, span, now) or n * span - (now - since) * limit
    redis.call('HSET', key, field, text(math.max(0, level - math.max(0, left))), field .. '@', text(math.max(at, now)))
  elseif at > now and entry.ends > now then
    local used = math.max(0, value - n)
    redis.call('HSET', key, field, text(used), field .. '=', text(math.max(0, tonumber(known[4] or value) - n)))
    if known[3] and entry.limit >= 0 then
      local want = math.max(0, used - entry.limit)
      redis.call('HSET', key, field .. '+', giveBackPaid(known[3], want, now))
    end
  end
end

-- Ends an open reservation and gives back all that it holds; what was counted beside it stays.
local function giveBackAll(record, state, now)
  record.state = state
  for _, entry in ipairs(record.entries) do
    if entry.held then giveBack(entry, entry.n, record.at, now) end
  end
end

-- Ends the reservations that have expired, a hundred at most in one run. Their records stay, so that they can be finalised yet.
local function expireReservations(now)
  local ids = redis.call('ZRANGEBYSCORE', base .. ':open', '-inf', text(now), 'LIMIT', 0, 100)
  for _, id in ipairs(ids) do
    local key = base .. ':reservation:' .. id
    local raw = redis.call('GET', key)
    if raw then
      local record = cmsgpack.unpack(raw)
      giveBackAll(record, 'expired', now)
      redis.call('SET', key, cmsgpack.pack(record), 'KEEPTTL')
    end
    redis.call('ZREM', base .. ':open', id)
  end
end
-- What is to be told, once for each quota, subject and window: a rate is told of once in its window or a minute, whichever is
-- longer, and what is held once an hour.

-- The window in which something is told of once: 'from' and 'until'; 'from' is 0 of what is held.
local function tellingWindow(quota, now)
  if quota.kind == 'calendar' then return quota.starts, quota.ends end
  local span = quota.kind == 'rate' and math.max(quota.span, 60000) or 3600000
  local from = math.floor(now / span) * span
  return quota.kind == 'rate' and from or 0, from + span
end

local function toldOf(quota, now)
  local raw = redis.call('HGET', quota.key, quota.field .. '!')
  if raw then
    local untilWhen, crossed, denied, over = string.match(raw, '^(%d+) (%d+) (%d+) (%d+)$')
    if tonumber(untilWhen) > now then
      return {ends = tonumber(untilWhen), crossed = tonumber(crossed), denied = tonumber(denied), over = tonumber(over)}
    end
  end
  local _, ends = tellingWindow(quota, now)
  return {ends = ends, crossed = 0, denied = 0, over = 0}
end

local function rememberTold(quota, told, now)
  local raw = text(told.ends) .. ' ' .. told.crossed .. ' ' .. told.denied .. ' ' .. told.over
  redis.call('HSET', quota.key, quota.field .. '!', raw)
  keep(quota.key, quota.kept or 0, now, told.ends)
end

-- Appends to the news of the tenant: the last 10,000, kept for 35 days after the last of them.
local function tell(kind, quota, figures, version, now)
  local from, untilWhen = tellingWindow(quota, now)
  redis.call('XADD', base .. ':news', 'MAXLEN', '~', 10000, '*', 'kind', kind, 'suffix', quota.suffix,
    'field', quota.field, 'limit', text(figures.limit), 'used', text(figures.used),
    'requested', text(figures.requested or 0), 'amount', text(figures.amount or 0), 'from', text(from),
    'until', text(untilWhen), 'version', version, 'at', text(now))
  redis.call('PEXPIRE', base .. ':news', text(35 * DAY))
end

-- Whether too much waits to be told for a subject to be told of by itself: a storm of subjects must not drive out what else is to be
-- told, nor leave a mark for each of them. Of the tenant itself there is never much to tell.
local function isTooMuch(quota)
  return quota.suffix ~= 'tenant' and redis.call('XLEN', base .. ':news') >= 5000
end

-- Counts a denial after the first; those of more subjects than 10,000 at a time are counted together, under no subject.
local function countDenial(quota, figures, version, now)
  local key = base .. ':denials'
  local from, untilWhen = tellingWindow(quota, now)
  local parts = {quota.suffix, quota.field, text(figures.limit), text(from), text(untilWhen), version}
  if redis.call('HINCRBY', key, table.concat(parts, ' '), 1) > 1 then return end
  if redis.call('HLEN', key) > 10000 then
    redis.call('HDEL', key, table.concat(parts, ' '))
    parts[1] = string.match(quota.suffix, '^[^:]*') .. ':*'
    redis.call('HINCRBY', key, table.concat(parts, ' '), 1)
  end
  redis.call('PEXPIRE', key, text(35 * DAY))
end

-- Tells of a denial, or counts it where one was told of in its window; gives 1 when it was told.
local function tellDenial(quota, figures, version, now)
  local told = toldOf(quota, now)
  if told.denied > 0 or isTooMuch(quota) then
    countDenial(quota, figures, version, now)
    return 0
  end
  told.denied = 1
  tell('denied', quota, figures, version, now)
  rememberTold(quota, told, now)
  return 1
end

-- Tells of shares of the limit that are reached now (basis points, in order), and of use beyond it; gives 1 when anything was new. What is too
-- much to be told now is told when more is used.
local function tellUse(quota, figures, shares, version, now)
  local told
  local isNews = 0
  if isTooMuch(quota) then return 0 end
  for share in string.gmatch(shares, '%d+') do
    share = tonumber(share)
    if figures.used * 10000 >= share * figures.limit then
      told = told or toldOf(quota, now)
      if share > told.crossed then
        told.crossed = share
        tell('crossed', quota, {limit = figures.limit, used = figures.used, amount = share}, version, now)
        isNews = 1
      end
    end
  end
  if figures.amount > 0 then
    told = told or toldOf(quota, now)
    if told.over == 0 then
      told.over = 1
      tell('overrun', quota, figures, version, now)
      isNews = 1
    end
  end
  if isNews == 1 then rememberTold(quota, told, now) end
  return isNews
end
-- The quotas that a run is about, as the caller lists them: how many pairs of calendar windows follow, and of each the start, turn
-- and end of the window that the caller thinks open, and of the next; how many subjects follow, and of each its key's suffix and how
-- many quotas follow; of each of those  field, \`<quota>/<window>/<meter>\` · kind · limit (-1: none) · hard (1) or soft (0) · amount ·
-- of a calendar quota the place of its windows, of a rate the window's ms, of what is held 0.
-- Behind them how many grants follow, and of each  place of its quota (from 1) · id · amount · expires at.

-- Gives the quotas and the place behind them; nil when the present lies in neither window of a pair.
local function parseQuotas(place, now)
  local starts, ends = {}, {}
  local pairs = tonumber(ARGV[place])
  place = place + 1
  for i = 1, pairs do
    local start, turn, finish = tonumber(ARGV[place]), tonumber(ARGV[place + 1]), tonumber(ARGV[place + 2])
    if now < start or now >= finish then return nil end
    if now < turn then starts[i], ends[i] = start, turn else starts[i], ends[i] = turn, finish end
    place = place + 3
  end
  local quotas, size = {}, 0
  local subjects = tonumber(ARGV[place])
  place = place + 1
  for _ = 1, subjects do
    local suffix = ARGV[place]
    local key = base .. ':' .. suffix
    local count = tonumber(ARGV[place + 1])
    place = place + 2
    for _ = 1, count do
      local kind, of = ARGV[place + 1], tonumber(ARGV[place + 5])
      size = size + 1
      quotas[size] = {key = key, suffix = suffix, field = ARGV[place], kind = kind, limit = tonumber(ARGV[place + 2]),
        hard = ARGV[place + 3] == '1', n = tonumber(ARGV[place + 4]), span = of, starts = starts[of], ends = ends[of],
        value = 0, since = 0, booked = 0, isNew = false, kept = 0, shown = 0, before = 0, paid = nil, grants = nil}
      place = place + 6
    end
  end
  return quotas, place
end

-- Gives each quota its grants that have not expired, with what is left of them.
local function parseGrants(place, quotas, now)
  for _ = 1, tonumber(ARGV[place]) do
    local quota = quotas[tonumber(ARGV[place + 1])]
    local grant = {id = ARGV[place + 2], ends = tonumber(ARGV[place + 4])}
    if grant.ends > now then
      local used = tonumber(redis.call('GET', base .. ':grant:' .. grant.id) or 0)
      grant.left = math.max(0, tonumber(ARGV[place + 3]) - used)
      quota.grants = quota.grants or {}
      quota.grants[#quota.grants + 1] = grant
    end
    place = place + 4
  end
end

-- Reads the counters of the quotas, one read a subject: \`value\` (used, level or held) and \`since\` as they are now.
local function readCounters(quotas, now)
  local first = 1
  while first <= #quotas do
    local key = quotas[first].key
    local fields, size, last = {'~'}, 1, first
    while quotas[last] and quotas[last].key == key do
      local field = quotas[last].field
      fields[size + 1], fields[size + 2], fields[size + 3] = field, field .. '@', field .. '+'
      fields[size + 4] = field .. '='
      size, last = size + 4, last + 1
    end
    local known = redis.call('HMGET', key, unpack(fields))
    local kept = tonumber(known[1] or 0)
    for i = first, last - 1 do
      local quota, at = quotas[i], (i - first) * 4 + 2
      local value, since = tonumber(known[at] or 0), tonumber(known[at + 1] or 0)
      quota.kept, quota.since = kept, since
      if quota.kind == 'rate' then
        quota.value = drained(value, since, quota.limit, quota.span, now)
      elseif quota.kind == 'calendar' and since <= now then
        quota.value, quota.booked, quota.isNew = 0, 0, true
        quota.paid = known[at + 2] and '' or nil
      else
        quota.value = value
        quota.booked = tonumber(known[at + 3]) or value
        quota.paid = known[at + 2] or nil
      end
    end
    first = last
  end
end

-- The limit with grants: what they paid in this window, and what is left of those that have not expired.
local function limitOf(quota)
  local limit = quota.limit
  if limit < 0 or not (quota.paid or quota.grants) then return limit end
  if quota.paid then
    local _, sum = parsePaid(quota.paid)
    limit = limit + sum
  end
  for _, grant in ipairs(quota.grants or {}) do limit = limit + grant.left end
  return limit
end

-- What is used in whole units; a rate's drops that have not drained wholly count.
local function usedOf(quota)
  if quota.kind == 'rate' then return math.ceil(quota.value / quota.span) end
  return quota.value
end

-- When the window ends, a rate is whole again, or 0.
local function resetsAt(quota, now)
  if quota.kind == 'calendar' then return quota.ends end
  if quota.kind == 'held' then return 0 end
  if quota.limit < 0 then return (math.floor(now / quota.span) + 1) * quota.span end
  if quota.limit == 0 then return now end
  return now + math.ceil(quota.value / quota.limit)
end

-- Remembers that a subject has a window that is open until an instant, which is all that reconciliation asks for.
local function remember(suffix, ends, now)
  local key = base .. ':subjects'
  redis.call('ZADD', key, 'GT', ends, suffix)
  redis.call('PEXPIRE', key, text(70 * DAY))
end

-- Counts \`n\` more of the quotas, one write a subject; each must have been read. \`holdUntil\` keeps what is held so long.
local function count(quotas, now, holdUntil)
  local first = 1
  while first <= #quotas do
    local key, kept = quotas[first].key, quotas[first].kept
    local words, size, need, last = {'HSET', key}, 2, now, first
    while quotas[last] and quotas[last].key == key do
      local quota = quotas[last]
      last = last + 1
      if quota.n > 0 then
        quota.value = math.min(MOST, quota.value + (quota.kind == 'rate' and quota.n * quota.span or quota.n))
        words[size + 1], words[size + 2] = quota.field, quota.value
        size = size + 2
        if quota.kind == 'held' then
          need = math.max(need, holdUntil)
        else
          local since = quota.kind == 'calendar' and quota.ends or now
          if since ~= quota.since then
            words[size + 1], words[size + 2] = quota.field .. '@', since
            size = size + 2
          end
          if quota.kind == 'calendar' then
            words[size + 1], words[size + 2] = quota.field .. '=', math.min(MOST, quota.booked + quota.n)
            size = size + 2
            if quota.isNew then
              words[size + 1], words[size + 2] = quota.field .. '^', now
              size = size + 2
              remember(quota.suffix, quota.ends, now)
            end
          end
          need = math.max(need, resetsAt(quota, now))
        end
        if quota.paid or quota.grants then
          local raw = quota.paid or ''
          if quota.limit >= 0 then
            raw = payBeyond(raw, math.max(0, quota.value - quota.limit), quota.grants or {}, now)
          end
          quota.paid = raw
          words[size + 1], words[size + 2] = quota.field .. '+', raw
          size = size + 2
        end
      end
    end
    if size > 2 then
      redis.call(unpack(words))
      keep(key, kept, now, need)
    end
    first = last
  end
end

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
`,
};

/**
 * How much of each grant is used up.
 * in:
 *   KEYS[1]  the tenant's base, with its hash tag
 *   ARGV     ids of grants
 * out: for each a whole number as text, or false when none of it was used
 */
export const quotaGrants: Script = {
  name: 'entitlements/quota_grants',
  sha1: '632003491901bb58a4c78534563da4bf1746a966',
  text: `-- How much of each grant is used up.
-- in:
--   KEYS[1]  the tenant's base, with its hash tag
--   ARGV     ids of grants
-- out: for each a whole number as text, or false when none of it was used
local used = {}
for i = 1, #ARGV do used[i] = redis.call('GET', KEYS[1] .. ':grant:' .. ARGV[i]) end
return used
`,
};

/**
 * What is to be told of a tenant, oldest first, and drops what was told. Denials that were counted since become news of their own.
 * in:
 *   KEYS[1]  the tenant's base, with its hash tag
 *   ARGV     1 instant (ms), '' for Redis's own · 2 how many at most · 3 … ids of news that were told
 * out: { { id, { field, value, … } }, … } as XRANGE gives them
 */
export const quotaNews: Script = {
  name: 'entitlements/quota_news',
  sha1: 'ae5b3f7459db6ff4356fe5d436bc831a0de16238',
  text: `-- What is to be told of a tenant, oldest first, and drops what was told. Denials that were counted since become news of their own.
-- in:
--   KEYS[1]  the tenant's base, with its hash tag
--   ARGV     1 instant (ms), '' for Redis's own · 2 how many at most · 3 … ids of news that were told
-- out: { { id, { field, value, … } }, … } as XRANGE gives them
-- Where everything lies. All keys of a tenant share one hash tag and begin with KEYS[1], such as \`revgraph:quota:{tenant}\`.
--   :<level>:<subject>   hash, the counters of a subject. Under a quota's field, \`<quota>/<window>/<meter>\`:
--       field            calendar: what is used · rate: the level, units × the window's ms · held: what is held
--       field@           calendar: when the window ends · rate: when the level was taken
--       field=           calendar: the same as field, counted a second time, so that a counter that was altered is found
--       field^           calendar: when the window's first use came; another one says that the window began anew
--       field+           calendar: what of it grants pay, 'id amount id amount …' in the order of taking
--       field!           what was told of it: 'until crossed denied over'
--       ~                until when the hash is kept
--   :subjects            sorted set, the suffixes whose calendar windows may be open, by the instant the last of them ends at
--   :grant:<id>          what of a grant is used up
--   :open                sorted set, open reservations by the instant they expire at
--   :reservation:<id>    what a reservation holds
--   :asked:<key>         what a request under a key was answered
--   :seen:<process>      the last attempt of a process that was counted
--   :news, :denials      what is to be told, and denials after the first
-- Instants are whole milliseconds; amounts whole numbers below 2^53. No key names a date: a window that is over is known by its end.
local base = KEYS[1]
local DAY = 86400000
local MOST = 9007199254740991

-- Redis's own time decides; tests bring an instant of their own.
local function clock(given)
  if given ~= '' then return tonumber(given) end
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

-- Whole numbers as part of a text: Lua's own begin to round at 10^14; as a word of a call they are exact.
local function text(number) return string.format('%.0f', number) end

-- Keeps a hash until an instant at least. It is kept for twice as long, so that a rate does not renew this each time.
local function keep(key, known, now, untilWhen)
  if known >= untilWhen then return end
  local kept = untilWhen + (untilWhen - now) + 60000
  redis.call('HSET', key, '~', text(kept))
  redis.call('PEXPIRE', key, text(kept - now))
end

-- What a rate's level has drained to: ITU-T I.371's continuous-state leaky bucket, which decides as its virtual scheduling does.
-- Without a limit there is nothing to drain by: the level is what came in the window of the epoch that holds \`now\`.
local function drained(level, since, limit, span, now)
  if limit < 0 then return math.floor(since / span) == math.floor(now / span) and level or 0 end
  return math.max(0, level - math.max(0, now - since) * limit)
end

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
`,
};

/**
 * Compares the calendar counters of a tenant whose windows are open with what was counted a second time beside them, and with what they
 * showed when they were read last. What is altered or lost is made good by its difference, and told in the same run: nobody counts in between.
 * in:
 *   KEYS[1]  the tenant's base, with its hash tag
 *   ARGV     1 instant (ms), '' for Redis's own · 2 how many subjects about · 3 where to go on, '' for the tenant itself and what was
 *            read last · 4 … what was read last: suffix · field · when its window ends · when its first use came · used
 * out: { instant, news (1: something is to be told), where to go on ('': that was all),
 *        suffix, field, when its window ends, when its first use came, used, difference that was applied … }
 */
export const quotaReconcile: Script = {
  name: 'entitlements/quota_reconcile',
  sha1: 'a78b2aff3db46bcae1b1e03063c0f93f4fc78af2',
  text: `-- Compares the calendar counters of a tenant whose windows are open with what was counted a second time beside them, and with what they
-- showed when they were read last. What is altered or lost is made good by its difference, and told in the same run: nobody counts in between.
-- in:
--   KEYS[1]  the tenant's base, with its hash tag
--   ARGV     1 instant (ms), '' for Redis's own · 2 how many subjects about · 3 where to go on, '' for the tenant itself and what was
--            read last · 4 … what was read last: suffix · field · when its window ends · when its first use came · used
-- out: { instant, news (1: something is to be told), where to go on ('': that was all),
--        suffix, field, when its window ends, when its first use came, used, difference that was applied … }
-- Where everything lies. All keys of a tenant share one hash tag and begin with KEYS[1], such as \`revgraph:quota:{tenant}\`.
--   :<level>:<subject>   hash, the counters of a subject. Under a quota's field, \`<quota>/<window>/<meter>\`:
--       field            calendar: what is used · rate: the level, units × the window's ms · held: what is held
--       field@           calendar: when the window ends · rate: when the level was taken
--       field=           calendar: the same as field, counted a second time, so that a counter that was altered is found
--       field^           calendar: when the window's first use came; another one says that the window began anew
--       field+           calendar: what of it grants pay, 'id amount id amount …' in the order of taking
--       field!           what was told of it: 'until crossed denied over'
--       ~                until when the hash is kept
--   :subjects            sorted set, the suffixes whose calendar windows may be open, by the instant the last of them ends at
--   :grant:<id>          what of a grant is used up
--   :open                sorted set, open reservations by the instant they expire at
--   :reservation:<id>    what a reservation holds
--   :asked:<key>         what a request under a key was answered
--   :seen:<process>      the last attempt of a process that was counted
--   :news, :denials      what is to be told, and denials after the first
-- Instants are whole milliseconds; amounts whole numbers below 2^53. No key names a date: a window that is over is known by its end.
local base = KEYS[1]
local DAY = 86400000
local MOST = 9007199254740991

-- Redis's own time decides; tests bring an instant of their own.
local function clock(given)
  if given ~= '' then return tonumber(given) end
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

-- Whole numbers as part of a text: Lua's own begin to round at 10^14; as a word of a call they are exact.
local function text(number) return string.format('%.0f', number) end

-- Keeps a hash until an instant at least. It is kept for twice as long, so that a rate does not renew this each time.
local function keep(key, known, now, untilWhen)
  if known >= untilWhen then return end
  local kept = untilWhen + (untilWhen - now) + 60000
  redis.call('HSET', key, '~', text(kept))
  redis.call('PEXPIRE', key, text(kept - now))
end

-- What a rate's level has drained to: ITU-T I.371's continuous-state leaky bucket, which decides as its virtual scheduling does.
-- Without a limit there is nothing to drain by: the level is what came in the window of the epoch that holds \`now\`.
local function drained(level, since, limit, span, now)
  if limit < 0 then return math.floor(since / span) == math.floor(now / span) and level or 0 end
  return math.max(0, level - math.max(0, now - since) * limit)
end

local now = clock(ARGV[1])
local most = tonumber(ARGV[2])
local subjects = base .. ':subjects'
redis.call('ZREMRANGEBYSCORE', subjects, '-inf', text(now))

local function tell(why, suffix, field, ends, before, after)
  redis.call('XADD', base .. ':news', 'MAXLEN', '~', 10000, '*', 'kind', why, 'suffix', suffix, 'field', field,
    'limit', 0, 'used', text(after), 'requested', text(before), 'amount', text(after - before), 'from', 0,
    'until', text(ends), 'version', '', 'at', text(now))
  redis.call('PEXPIRE', base .. ':news', text(35 * DAY))
end

local known = {}
for i = 4, #ARGV, 5 do
  local suffix = ARGV[i]
  known[suffix] = known[suffix] or {}
  known[suffix][ARGV[i + 1]] = {ends = tonumber(ARGV[i + 2]), opened = tonumber(ARGV[i + 3]), used = tonumber(ARGV[i + 4])}
end

local answer = {now, 0, ''}

-- A counter of a window that is open: \`have\` is what the hash says of it, \`last\` what was read of it before.
local function compare(suffix, field, have, last)
  local key = base .. ':' .. suffix
  local value, ends, opened = tonumber(have[1] or 0), tonumber(have[2] or 0), tonumber(have[4] or 0)
  local booked = tonumber(have[3] or value)
  local isLost = last and last.ends > now and (not have[2] or (ends == last.ends and opened ~= 0 and opened ~= last.opened))
  if isLost then
    booked = math.min(MOST, (have[2] and booked or 0) + last.used)
    ends, opened = last.ends, last.opened
  end
  if ends <= now then return end
  if isLost or not have[3] or not have[4] then
    if opened == 0 then opened = now end
    redis.call('HSET', key, field, text(value), field .. '@', text(ends), field .. '=', text(booked), field .. '^', text(opened))
    keep(key, tonumber(redis.call('HGET', key, '~') or 0), now, ends)
    redis.call('ZADD', subjects, 'GT', text(ends), suffix)
    redis.call('PEXPIRE', subjects, text(70 * DAY))
  end
  if value ~= booked then
    redis.call('HSET', key, field, text(booked))
    tell(isLost and 'restored' or 'corrected', suffix, field, ends, value, booked)
    answer[2] = 1
  end
  local size = #answer
  answer[size + 1], answer[size + 2], answer[size + 3] = suffix, field, ends
  answer[size + 4], answer[size + 5], answer[size + 6] = opened, text(booked), text(booked - value)
end

local function compareSubject(suffix)
  local flat = redis.call('HGETALL', base .. ':' .. suffix)
  local all = {}
  for i = 1, #flat, 2 do all[flat[i]] = flat[i + 1] end
  local last = known[suffix] or {}
  local fields = {}
  for name in pairs(all) do
    local field, window = string.match(name, '^([^/]+/(%a+)/.*)@$')
    if window == 'day' or window == 'month' then fields[field] = true end
  end
  for field in pairs(last) do fields[field] = true end
  local sorted = {}
  for field in pairs(fields) do sorted[#sorted + 1] = field end
  table.sort(sorted)
  for _, field in ipairs(sorted) do
    compare(suffix, field, {all[field], all[field .. '@'], all[field .. '='], all[field .. '^']}, last[field])
  end
end

if ARGV[3] == '' then
  known.tenant = known.tenant or {}
  for suffix in pairs(known) do compareSubject(suffix) end
  answer[3] = '0'
else
  local page = redis.call('ZSCAN', subjects, ARGV[3], 'COUNT', most)
  for i = 1, #page[2], 2 do compareSubject(page[2][i]) end
  answer[3] = page[1] == '0' and '' or page[1]
end
return answer
`,
};

/**
 * What was asked for when a reservation was made, so that it can be finalised; false when there is no such reservation, or no more.
 * in:
 *   KEYS[1]  the tenant's base, with its hash tag
 *   ARGV     1 reservation
 * out: text, as quota_check was given it
 */
export const quotaReserved: Script = {
  name: 'entitlements/quota_reserved',
  sha1: 'b8b4bfcc5c8e44a6d3f8e9b0db956895bf1de4e7',
  text: `-- What was asked for when a reservation was made, so that it can be finalised; false when there is no such reservation, or no more.
-- in:
--   KEYS[1]  the tenant's base, with its hash tag
--   ARGV     1 reservation
-- out: text, as quota_check was given it
local raw = redis.call('GET', KEYS[1] .. ':reservation:' .. ARGV[1])
return raw and cmsgpack.unpack(raw).request
`,
};
