-- A release: all of it or nothing. Everything that can be refused is looked at before the first write.
-- KEYS: head, units, history, versions, publications.
-- ARGV: 1 the head it was made for: epoch|generation|digest, empty for none; 2 name of this publication; 3 'step' to
-- change units, 'repair' to write all of them anew, 'seed' to write everything anew; 4 how many units there are before a
-- step; 5 length of the history; 6 entry of the history; 7 topic; then four lists, each after its length: the head's fields
-- and values, ids and units to put, ids to delete, names and units of the versions that go.

local function kind(key)
  return redis.call('type', key).ok
end

local function head()
  if kind(KEYS[1]) == 'none' then
    return ''
  end
  if kind(KEYS[1]) ~= 'hash' then
    return '||'
  end
  local now = redis.call('hmget', KEYS[1], 'epoch', 'generation', 'digest')
  return (now[1] or '') .. '|' .. (now[2] or '') .. '|' .. (now[3] or '')
end

-- A publication whose answer was lost is sent again, and others may have published meanwhile.
local function published_already()
  return kind(KEYS[5]) == 'zset' and redis.call('zscore', KEYS[5], ARGV[2]) ~= false
end

-- The newest are remembered, whatever becomes of the history: more than there can be until one is sent again.
local function remember_publication()
  if kind(KEYS[5]) ~= 'zset' then
    redis.call('del', KEYS[5])
  end
  local newest = redis.call('zrevrange', KEYS[5], 0, 0, 'withscores')
  redis.call('zadd', KEYS[5], (tonumber(newest[2]) or 0) + 1, ARGV[2])
  redis.call('zremrangebyrank', KEYS[5], 0, -1001)
end

local place = 8
local function list()
  local size = tonumber(ARGV[place])
  local texts = {}
  for i = place + 1, place + size do
    table.insert(texts, ARGV[i])
  end
  place = place + size + 1
  return texts
end

local function joined(texts)
  local parts = {}
  for _, text in ipairs(texts) do
    table.insert(parts, struct.pack('>I4', #text))
    table.insert(parts, text)
  end
  return table.concat(parts)
end

-- A value as RMapCache keeps it: no idle time, the length, the text.
local function packed(text)
  return struct.pack('dLc0', 0, string.len(text), text)
end

-- How long the units of a release are when they are joined: ids and values with their lengths, and the prefix of a value.
local function length(put, delete)
  local sum = 0
  for i = 1, #put, 2 do
    sum = sum + #put[i] + #put[i + 1] + 24
  end
  for _, id in ipairs(delete) do
    sum = sum + #id + 8
  end
  return sum
end

-- What the topic says: a small release itself, for nodes that have what it was built on; 'look' for any other. Texts,
-- each after its length: 'release', the head and the link it was built on, its own head, and what look.lua answers a
-- node that is one step behind.
local function announcement(link, fields, put, delete)
  if ARGV[3] ~= 'step' or length(put, delete) > 65536 then
    return 'look'
  end
  local texts = {'release', ARGV[1], link, head(), 'steps', tostring(#fields)}
  local units = {}
  for _, text in ipairs(fields) do
    table.insert(texts, text)
  end
  for i = 1, #put, 2 do
    table.insert(units, put[i])
    table.insert(units, packed(put[i + 1]))
  end
  for _, id in ipairs(delete) do
    table.insert(units, id)
    table.insert(units, '')
  end
  table.insert(texts, joined(units))
  return joined(texts)
end

-- Removes what must go: everything when everything is written anew, else only what somebody else has put there. A
-- server without memory refuses a script at its first write only, and only where that write takes memory.
local function clear(key, expected)
  local of = kind(key)
  if of ~= 'none' and (of ~= expected or ARGV[3] == 'seed') then
    redis.call('del', key)
  end
end

if published_already() then
  return {'done'}
end
if head() ~= ARGV[1] then
  return {'conflict'}
end

local function units()
  local of = kind(KEYS[2])
  return of == 'hash' and redis.call('hlen', KEYS[2]) or of == 'none' and 0 or -1
end
-- Whoever builds upon the head may not have looked since somebody took units away by hand.
if ARGV[3] == 'step' and units() ~= tonumber(ARGV[4]) then
  return {'conflict'}
end

local fields, put, delete, versions = list(), list(), list(), list()

if ARGV[3] ~= 'step' then
  redis.call('del', KEYS[2])
end
clear(KEYS[3], 'list')
clear(KEYS[4], 'hash')
for i = 1, #put, 2 do
  redis.call('hset', KEYS[2], put[i], packed(put[i + 1]))
end
for _, id in ipairs(delete) do
  redis.call('hdel', KEYS[2], id)
end
for i = 1, #versions, 2 do
  redis.call('hset', KEYS[4], versions[i], versions[i + 1])
end

remember_publication()
redis.call('lpush', KEYS[3], ARGV[6])
while redis.call('llen', KEYS[3]) > tonumber(ARGV[5]) do
  local read, entry = pcall(cjson.decode, redis.call('rpop', KEYS[3]))
  if read and type(entry) == 'table' and type(entry.before) == 'table' then
    for id, version in pairs(entry.before) do
      if type(version) == 'table' and type(version.generation) == 'number' then
        redis.call('hdel', KEYS[4], id .. '@' .. string.format('%.0f', version.generation))
      end
    end
  end
end

local link = kind(KEYS[1]) == 'hash' and redis.call('hget', KEYS[1], 'link') or ''
redis.call('del', KEYS[1])
redis.call('hset', KEYS[1], unpack(fields))
redis.call('publish', ARGV[7], announcement(link, fields, put, delete))
return {'ok'}
