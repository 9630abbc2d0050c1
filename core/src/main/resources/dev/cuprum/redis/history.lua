-- The history with the link that the head holds on to. KEYS: head, history.
-- Answers a list of texts: what it is, the digest of the newest entry as the head has it, and the entries, newest first.

local function kind(key)
  return redis.call('type', key).ok
end

local link = kind(KEYS[1]) == 'hash' and redis.call('hget', KEYS[1], 'link') or ''
if kind(KEYS[2]) ~= 'list' and kind(KEYS[2]) ~= 'none' then
  return {'it is a ' .. kind(KEYS[2]) .. ', not a list', link}
end
local answer = {'ok', link}
for _, entry in ipairs(redis.call('lrange', KEYS[2], 0, -1)) do
  table.insert(answer, entry)
end
return answer
