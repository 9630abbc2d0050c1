-- What a node says of itself, with the server's time, by which all nodes are compared.
-- KEYS: nodes. ARGV: session, 'live' or 'stopped', report as JSON, how many seconds the key may be left alone, how many
-- milliseconds silent nodes are remembered.
local time = redis.call('time')
local of = redis.call('type', KEYS[1]).ok
if of ~= 'hash' and of ~= 'none' then
  redis.call('del', KEYS[1])
end
local now = time[1] * 1000 + math.floor(time[2] / 1000)

-- When a text was said; 0 for what no node has said.
local function said(text)
  return tonumber(string.match(text or '', '^%d+')) or 0
end

-- Forgets sessions that ended long ago: when a session begins, and once a minute, as it takes all there is.
local before = said(redis.call('hget', KEYS[1], ARGV[1]) or '')
if math.floor(before / 60000) ~= math.floor(now / 60000) then
  local all = redis.call('hgetall', KEYS[1])
  for i = 1, #all, 2 do
    if math.abs(now - said(all[i + 1])) > tonumber(ARGV[5]) then
      redis.call('hdel', KEYS[1], all[i])
    end
  end
end
redis.call('hset', KEYS[1], ARGV[1], string.format('%.0f', now) .. ' ' .. ARGV[2] .. ' ' .. ARGV[3])
redis.call('expire', KEYS[1], ARGV[4])
return {'ok'}
