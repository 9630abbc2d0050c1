-- What there is: as much of it as the asker does not have yet. One script, so that generations never mix.
-- KEYS: head, units, history. ARGV: epoch, generation and digest of what the asker has; 'all' to be given everything;
-- the link of what the asker has.
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

local function entry_of(text)
  local read, entry = pcall(cjson.decode, text)
  if read and type(entry) == 'table' and type(entry.generation) == 'number' then
    return entry
  end
end

-- The ids that have changed since the asker's generation, nil where the history does not tell; and whether the release
-- after it was built on another one, as after a failover to a replica that did not have it.
local function changed()
  local generation = tonumber(ARGV[2])
  local ids, after = {}, nil
  for _, text in ipairs(redis.call('lrange', KEYS[3], 0, 31)) do
    local entry = entry_of(text)
    if not entry then
      return nil, false
    end
    if entry.generation <= generation then
      local lost = after ~= nil and after.previous ~= ARGV[5]
      return not lost and entry.generation == generation and ids or nil, lost
    end
    for _, list in ipairs({entry.put, entry.deleted}) do
      for _, id in ipairs(type(list) == 'table' and list or {}) do
        ids[tostring(id)] = true
      end
    end
    after = entry
  end
  return nil, false
end

-- Whether an edge that was begun anew has a release of the asker's number or before it: then whoever began it did not
-- have the asker's.
local function begun_without_it()
  local oldest = entry_of(redis.call('lindex', KEYS[3], -1) or '')
  return oldest ~= nil and oldest.generation <= tonumber(ARGV[2])
end

if kind(KEYS[1]) == 'none' then
  return {'none', tostring(count_units())}
end
if kind(KEYS[1]) ~= 'hash' then
  return {'broken', 'it is a ' .. kind(KEYS[1]) .. ', not a hash'}
end

local now = redis.call('hmget', KEYS[1], 'epoch', 'generation', 'digest')
if ARGV[4] ~= 'all' and now[1] == ARGV[1] and now[2] == ARGV[2] and now[3] == ARGV[3] then
  return with_head({'same', tostring(count_units())})
end

local ids, lost = nil, false
if kind(KEYS[3]) == 'list' then
  if now[1] == ARGV[1] then
    ids, lost = changed()
  else
    lost = begun_without_it()
  end
end
if ids and ARGV[4] ~= 'all' and kind(KEYS[2]) == 'hash' then
  local units = {}
  for id in pairs(ids) do
    table.insert(units, id)
    table.insert(units, redis.call('hget', KEYS[2], id) or '')
  end
  local answer = with_head({'steps'})
  table.insert(answer, joined(units))
  return answer
end

local answer = with_head({lost and 'lost' or 'all'})
table.insert(answer, joined(kind(KEYS[2]) == 'hash' and redis.call('hgetall', KEYS[2]) or {}))
return answer
