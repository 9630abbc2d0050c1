-- What all nodes have said of themselves. KEYS: nodes. ARGV: how many milliseconds silent nodes are remembered.
-- Answers a list of texts: the time in milliseconds, then sessions and what they have said by turns. What no node has
-- written is deleted, and so is what was said long ago, or will be said long after now, as the clock went back.
local time = redis.call('time')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local answer = {string.format('%.0f', now)}
if redis.call('type', KEYS[1]).ok ~= 'hash' then
  return answer
end

local function is_remembered(text)
  local at, state, report = string.match(text, '^(%d+) (%l+) (.+)$')
  return at and #at <= 15 and (state == 'live' or state == 'stopped')
    and math.abs(now - tonumber(at)) <= tonumber(ARGV[1]) and pcall(cjson.decode, report)
end

local all = redis.call('hgetall', KEYS[1])
for i = 1, #all, 2 do
  if is_remembered(all[i + 1]) then
    table.insert(answer, all[i])
    table.insert(answer, all[i + 1])
  else
    redis.call('hdel', KEYS[1], all[i])
  end
end
return answer
