-- What all nodes have said of themselves. KEYS: nodes. ARGV: how many milliseconds silent nodes are remembered.
-- Answers a list of texts: the time in milliseconds, then sessions and what they have said by turns.
local time = redis.call('time')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local answer = {string.format('%.0f', now)}
if redis.call('type', KEYS[1]).ok ~= 'hash' then
  return answer
end
local all = redis.call('hgetall', KEYS[1])
for i = 1, #all, 2 do
  local said = tonumber(string.match(all[i + 1], '^%d+'))
  if said and now - said <= tonumber(ARGV[1]) then
    table.insert(answer, all[i])
    table.insert(answer, all[i + 1])
  else
    redis.call('hdel', KEYS[1], all[i])
  end
end
return answer
