/**
 * What one would write by hand for exactly four quotas: a rate of a minute and three counters of a day, all or nothing, by
 * Redis's time, with an end for each key.
 */
export const BARE_LUA = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local limit, per, calls = tonumber(ARGV[1]), 60000 / tonumber(ARGV[1]), tonumber(ARGV[3])
local tat = math.max(now, tonumber(redis.call('GET', KEYS[1]) or now)) + per * calls
if tat - now > 60000 then return 0 end
local used = redis.call('MGET', KEYS[2], KEYS[3], KEYS[4])
for i = 1, 3 do
  if tonumber(used[i] or 0) + tonumber(ARGV[i + 3]) > limit then return 0 end
end
redis.call('SET', KEYS[1], string.format('%.3f', tat), 'PX', 60000)
for i = 1, 3 do
  if used[i] then redis.call('INCRBY', KEYS[i + 1], ARGV[i + 3])
  else redis.call('SET', KEYS[i + 1], ARGV[i + 3], 'PX', tonumber(ARGV[2]) - now) end
end
return 1
`;

/** Keys and words of the bare Lua for a tenant; the day ends a day from now. */
export function bareWords(
  tenantId: string,
  limit: number,
  amounts: { api_calls: number; tokens: number; chat_messages: number; embeddings: number },
): { keys: string[]; args: number[] } {
  const keys = ['calls', 'tokens', 'messages', 'embeddings'].map((name) => `bare:{${tenantId}}:${name}`);
  const { api_calls, tokens, chat_messages, embeddings } = amounts;
  return { keys, args: [limit, Date.now() + 86_400_000, api_calls, tokens, chat_messages, embeddings] };
}
