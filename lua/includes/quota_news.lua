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
