-- Older versions of units. KEYS: versions. ARGV: their names. Answers their texts, empty for one that is not there.
local answer = {}
if redis.call('type', KEYS[1]).ok ~= 'hash' then
  return answer
end
for _, name in ipairs(ARGV) do
  table.insert(answer, redis.call('hget', KEYS[1], name) or '')
end
return answer
