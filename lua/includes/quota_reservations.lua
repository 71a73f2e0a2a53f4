-- A reservation counts at once, and is given back when it is released, expires unused, or turns out too large.

-- Gives back `n` of what an entry of a reservation made at `since` counts, where that window is still open. A rate gives back
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
