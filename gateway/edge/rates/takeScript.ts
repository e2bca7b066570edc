import { RedisScript } from '../../redis/RedisScript.ts';

/**
 * Takes from all buckets or from none; by the clock of the server, since those of gateways differ. A bucket is the time at
 * which it will be full; a full one is no key. A time beyond what the bucket holds (counted by a slower pace, or before the
 * clock was set back) means that it is empty, no more; that is kept even where the request is refused, else it would stay
 * empty until that time is near.
 *
 * For each key it is given what is to be taken and what the bucket holds, in milliseconds. It answers with which key lacks
 * most, 0 for none, and the milliseconds until there is enough.
 */
export const takeScript = new RedisScript(`
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local wait = 0.01
local scarce = 0
local after = {}
for i, key in ipairs(KEYS) do
  local full = tonumber(redis.call('GET', key) or '0') or 0
  if not (full > now) then full = now end
  local empty = now + ARGV[2 * i]
  if full > empty then
    full = empty
    redis.call('SET', key, string.format('%.3f', full), 'PX', math.ceil(full - now) + 1)
  end
  after[i] = full + ARGV[2 * i - 1]
  local missing = after[i] - empty
  if missing > wait then
    wait = missing
    scarce = i
  end
end
if scarce > 0 then return {scarce, math.ceil(wait)} end
for i, key in ipairs(KEYS) do
  redis.call('SET', key, string.format('%.3f', after[i]), 'PX', math.ceil(after[i] - now) + 1)
end
return {0, 0}
`);
