-- What a node says of itself, with the server's time, by which all nodes are compared.
-- KEYS: nodes. ARGV: session, 'live' or 'stopped', report as JSON, how many seconds the key may be left alone.
local time = redis.call('time')
local of = redis.call('type', KEYS[1]).ok
if of ~= 'hash' and of ~= 'none' then
  redis.call('del', KEYS[1])
end
local millis = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
redis.call('hset', KEYS[1], ARGV[1], millis .. ' ' .. ARGV[2] .. ' ' .. ARGV[3])
redis.call('expire', KEYS[1], ARGV[4])
return {'ok'}
