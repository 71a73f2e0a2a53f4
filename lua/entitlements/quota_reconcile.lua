-- Compares the calendar counters of a tenant whose windows are open with what was counted a second time beside them, and with what they
-- showed when they were read last. What is altered or lost is made good by its difference, and told in the same run: nobody counts in between.
-- in:
--   KEYS[1]  the tenant's base, with its hash tag
--   ARGV     1 instant (ms), '' for Redis's own · 2 how many subjects about · 3 where to go on, '' for the tenant itself and what was
--            read last · 4 … what was read last: suffix · field · when its window ends · when its first use came · used
-- out: { instant, news (1: something is to be told), where to go on ('': that was all),
--        suffix, field, when its window ends, when its first use came, used, difference that was applied … }
--- @include quota_counters

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

-- A counter of a window that is open: `have` is what the hash says of it, `last` what was read of it before.
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
