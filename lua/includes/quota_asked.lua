-- The quotas that a run is about, as the caller lists them: how many pairs of calendar windows follow, and of each the start, turn
-- and end of the window that the caller thinks open, and of the next; how many subjects follow, and of each its key's suffix and how
-- many quotas follow; of each of those  field, `<quota>/<window>/<meter>` · kind · limit (-1: none) · hard (1) or soft (0) · amount ·
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

-- Reads the counters of the quotas, one read a subject: `value` (used, level or held) and `since` as they are now.
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

-- Counts `n` more of the quotas, one write a subject; each must have been read. `holdUntil` keeps what is held so long.
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
