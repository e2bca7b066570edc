import { RedisScript } from '../../redis/RedisScript.ts';

/** Gives back to each key what `takeScript` took, in milliseconds. What has filled up since is full, and stays so. */
export const giveBackScript = new RedisScript(`
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
for i, key in ipairs(KEYS) do
  local full = (tonumber(redis.call('GET', key) or '0') or 0) - ARGV[i]
  if full > now then
    redis.call('SET', key, string.format('%.3f', full), 'PX', math.ceil(full - now) + 1)
  else
    redis.call('DEL', key)
  end
end
return 0
`);
