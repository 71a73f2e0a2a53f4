-- Where everything lies. All keys of a tenant share one hash tag and begin with KEYS[1], such as `revgraph:quota:{tenant}`.
--   :<level>:<subject>   hash, the counters of a subject. Under a quota's field, `<quota>/<window>/<meter>`:
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
-- Without a limit there is nothing to drain by: the level is what came in the window of the epoch that holds `now`.
local function drained(level, since, limit, span, now)
  if limit < 0 then return math.floor(since / span) == math.floor(now / span) and level or 0 end
  return math.max(0, level - math.max(0, now - since) * limit)
end
