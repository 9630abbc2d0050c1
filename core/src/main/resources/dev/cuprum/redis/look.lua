-- What there is: as much of it as the asker does not have yet. One script, so that generations never mix.
-- KEYS: head, units, history. ARGV: epoch, generation and digest of what the asker has; 'all' to be given everything.
-- Answers a list of texts: what it is, then how many texts the head takes, the head's fields and values, and one text
-- with all ids and units, each after its length: ten thousand texts would take Redisson seconds to read.

local function kind(key)
  return redis.call('type', key).ok
end

local function count_units()
  local of = kind(KEYS[2])
  if of == 'hash' then
    return redis.call('hlen', KEYS[2])
  end
  return of == 'none' and 0 or -1
end

local function with_head(answer)
  local head = redis.call('hgetall', KEYS[1])
  table.insert(answer, tostring(#head))
  for _, text in ipairs(head) do
    table.insert(answer, text)
  end
  return answer
end

local function joined(texts)
  local parts = {}
  for _, text in ipairs(texts) do
    table.insert(parts, struct.pack('>I4', #text))
    table.insert(parts, text)
  end
  return table.concat(parts)
end

-- The ids that have changed since a generation; nil where the history does not tell.
local function changed_since(generation)
  if kind(KEYS[3]) ~= 'list' then
    return nil
  end
  local ids = {}
  for _, text in ipairs(redis.call('lrange', KEYS[3], 0, 31)) do
    local read, entry = pcall(cjson.decode, text)
    if not read or type(entry) ~= 'table' or type(entry.generation) ~= 'number' then
      return nil
    end
    if entry.generation <= generation then
      return entry.generation == generation and ids or nil
    end
    for _, list in ipairs({entry.put, entry.deleted}) do
      for _, id in ipairs(type(list) == 'table' and list or {}) do
        ids[tostring(id)] = true
      end
    end
  end
  return nil
end

if kind(KEYS[1]) == 'none' then
  return {'none', tostring(count_units())}
end
if kind(KEYS[1]) ~= 'hash' then
  return {'broken', 'it is a ' .. kind(KEYS[1]) .. ', not a hash'}
end

local now = redis.call('hmget', KEYS[1], 'epoch', 'generation', 'digest')
if ARGV[4] ~= 'all' and now[1] == ARGV[1] then
  if now[2] == ARGV[2] and now[3] == ARGV[3] then
    return with_head({'same', tostring(count_units())})
  end
  local ids = kind(KEYS[2]) == 'hash' and changed_since(tonumber(ARGV[2]))
  if ids then
    local units = {}
    for id in pairs(ids) do
      table.insert(units, id)
      table.insert(units, redis.call('hget', KEYS[2], id) or '')
    end
    local answer = with_head({'steps'})
    table.insert(answer, joined(units))
    return answer
  end
end

local answer = with_head({'all'})
table.insert(answer, joined(kind(KEYS[2]) == 'hash' and redis.call('hgetall', KEYS[2]) or {}))
return answer
