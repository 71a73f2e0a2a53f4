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

-- Gives back what grants paid beyond `want`, and gives what they pay then.
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
