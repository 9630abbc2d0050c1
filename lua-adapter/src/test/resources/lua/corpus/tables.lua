-- ## constructors
local t = {1, 2, x = 3, [10] = 4, 'five', ['y z'] = 6; 7}
out(t[1], t[2], t[3], t[4], t.x, t[10], t['y z'], #t)
-- ## constructors with calls
local function two() return 1, 2 end
local function none() end
out(#{two()}, #{two(), two()}, #{(two())}, #{two(), x = 1}, #{x = 1, two()}, #{none()}, #{none(), 1})
-- ## constructors with nil
local t = {nil, 2}
out(t[1], t[2])
local u = {1, nil}
out(u[1], u[2], #u)
local v = {nil, nil, 3}
out(v[3])
-- ## constructors with the same key twice
local t = {1, [1] = 'x'}
out(t[1])
local u = {x = 1, x = 2}
out(u.x)
-- ## constructors with nil as a key
out(pcall(function() return {[nil] = 1} end))
out(pcall(function() return {[0 / 0] = 1} end))
out(pcall(function() local k return {[k] = 1} end))
-- ## constructors in constructors
local t = {a = {b = {c = {1, {2, {3}}}}}}
out(t.a.b.c[1], t.a.b.c[2][1], t.a.b.c[2][2][1])
-- ## constructors are evaluated in order
local function f(x) out('f', x) return x end
local t = {f(1), f(2), x = f(3), [f(4)] = f(5), f(6)}
out(#t, t.x, t[4])
-- ## constructors make new tables
local function make() return {} end
out(make() == make())
local t = {}
for i = 1, 3 do t[i] = {i} end
t[1][1] = 'x'
out(t[1][1], t[2][1])
-- ## a hundred values
local t = {1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,
  41,42,43,44,45,46,47,48,49,50,51,52,53,54,55,56,57,58,59,60,61,62,63,64,65,66,67,68,69,70}
out(#t, t[1], t[35], t[70])
-- ## keys of all types
local k, f = {}, function() end
local t = {[k] = 'table', [f] = 'function', [true] = 'true', [false] = 'false', [1.5] = 'fraction', [-1] = 'negative', [''] = 'empty'}
out(t[k], t[f], t[true], t[false], t[1.5], t[-1], t[''], t[nil], t[{}])
-- ## keys that are equal numbers
local t = {}
t[1] = 'a' t[1.0] = 'b' t[2 ^ 0] = 'c'
out(t[1], #t)
t[-0] = 'zero'
out(t[0], t[-0], t[0 * -1])
-- ## keys that are large numbers
local t = {}
t[2 ^ 53] = 'a' t[2 ^ 31] = 'b' t[-2 ^ 31] = 'c' t[1e300] = 'd' t[math.huge] = 'e' t[-math.huge] = 'f'
out(t[9007199254740992], t[2147483648], t[-2147483648], t[1e300], t[1 / 0], t[-1 / 0], #t)
-- ## keys that are fractions
local t = {}
t[0.5] = 1 t[1.5] = 2 t[1 / 3] = 3
out(t[0.5], t[3 / 2], t[1 / 3], t[0.3333], #t)
-- ## nil and nan as keys
local t = {}
out(pcall(function() t[nil] = 1 end))
out(pcall(function() t[0 / 0] = 1 end))
out(t[nil], t[0 / 0])
local k
out(pcall(function() t[k] = 1 end))
out(pcall(rawset, t, nil, 1))
out(pcall(rawset, t, 0 / 0, 1))
-- ## strings of numbers are other keys
local t = {}
t['1'] = 'string' t[1] = 'number'
out(t['1'], t[1], t[tonumber '1'], t[tostring(1)], #t)
-- ## fields and indices
local t = {}
t.x = 1 t['y'] = 2 t[3] = 3
local k = 'x'
out(t.x, t[k], t['x'], t.y, t[1 + 2], t.z)
-- ## arrays grow
local t = {}
for i = 1, 1000 do t[i] = i end
out(#t, t[1], t[500], t[1000], t[1001], t[0])
-- ## arrays grow backwards
local t = {}
for i = 100, 1, -1 do t[i] = i end
out(#t, t[1], t[100])
-- ## arrays shrink
local t = {}
for i = 1, 10 do t[i] = i end
for i = 10, 6, -1 do t[i] = nil end
out(#t)
while #t > 0 do t[#t] = nil end
out(#t, next(t))
-- ## arrays grow at their length
local t = {}
for i = 1, 20 do t[#t + 1] = i * i end
out(#t, table.concat(t, ','))
-- ## arrays from zero
local t = {[0] = 'zero', 'one', 'two'}
out(#t, t[0], t[1], t[2])
-- ## arrays with a hole at the end
local t = {1, 2, 3}
t[3] = nil
out(#t)
t[5] = 5
out(t[5], t[4])
-- ## length of constructors with holes
out(#{1, nil, 3}, #{nil, nil, 3}, #{1, 2, nil, 4}, #{nil}, #{nil, nil}, #{nil, 2}, #{1, nil, nil, 4, nil})
-- ## length after holes are made
local t = {1, 2, 3, 4, 5}
t[3] = nil
out(#t)
t[5] = nil
out(#t)
t[4] = nil
out(#t)
-- ## length with holes in tables that grew
local t = {}
for i = 1, 8 do t[i] = i end
t[4] = nil out(#t)
t[8] = nil out(#t)
t[7] = nil out(#t)
t[10] = 10 out(#t)
-- ## length when the array is in the hash
local t = {}
t[3] = 3 t[2] = 2 t[1] = 1
out(#t)
t[4] = 4
out(#t)
local u = {n = 1}
u[1] = 1 u[2] = 2
out(#u)
-- ## length is not affected by other keys
local t = {1, 2}
t.x = 1 t[-1] = 1 t[0] = 1 t[1.5] = 1 t['3'] = 3
out(#t)
-- ## next goes over an array in order
local t = {'a', 'b', 'c'}
local k, v = next(t)
out(k, v) k, v = next(t, k) out(k, v) k, v = next(t, k) out(k, v) k, v = next(t, k) out(k, v)
-- ## next skips holes
local t = {1, nil, 3}
out(next(t)) out(next(t, 1)) out(next(t, 3))
-- ## next on an unknown key
out(pcall(next, {}, 'x'))
out(pcall(next, {1, 2}, 5))
out(pcall(next, {}, 1.5))
out(pcall(next))
out(pcall(next, nil))
-- ## next on an empty table
out(next {}, next({}, nil), rawequal(next {}, nil))
-- ## pairs visits everything once
local t = {10, 20, 30, x = 1, y = 2, [1.5] = 3, [true] = 4}
local n, sum = 0, 0
for k, v in pairs(t) do n = n + 1 sum = sum + v end
out(n, sum)
-- ## pairs while values are removed
local t = {}
for i = 1, 100 do t[i] = i t['k' .. i] = i end
local n = 0
for k in pairs(t) do n = n + 1 t[k] = nil end
out(n, next(t))
-- ## ipairs stops at the first nil
local t = {1, 2, nil, 4}
local n = 0
for _ in ipairs(t) do n = n + 1 end
out(n)
for i in ipairs {} do out 'never' end
for i, v in ipairs {nil, 1} do out 'never' end
-- ## ipairs sees what is added
local t = {1}
for i, v in ipairs(t) do if i < 5 then t[i + 1] = v * 2 end end
out(table.concat(t, ' '))
-- ## ipairs returns three values
local f, s, c = ipairs {1}
out(type(f), type(s), c, f(s, c)) out(f(s, 1)) out(f({5, 6}, 1))
-- ## pairs returns three values
local f, s, c = pairs {1}
out(f == next, type(s), c)
-- ## removed keys come back
local t = {a = 1}
t.a = nil out(t.a, next(t))
t.a = 2 out(t.a, next(t))
-- ## a table as its own key and value
local t = {}
t[t] = t
t.t = t
out(t[t] == t, t.t.t.t == t, t[t][t].t == t)
-- ## insert and remove
local t = {}
table.insert(t, 'a') table.insert(t, 1, 'b') table.insert(t, 2, 'c') table.insert(t, 'd')
out(table.concat(t, ' '))
out(table.remove(t), table.remove(t, 1), table.concat(t, ' '))
out(table.remove(t, 1), table.remove(t), table.remove(t), #t)
-- ## insert in odd places
local t = {1, 2, 3}
table.insert(t, 4, 'end') out(#t, t[4])
table.insert(t, 10, 'far') out(#t, t[10])
table.insert(t, 0, 'zero') out(t[0], t[1])
table.insert(t, -5, 'neg') out(t[-5], t[1])
-- ## insert with the wrong arguments
out(pcall(table.insert, {}, 1, 2, 3))
out(pcall(table.insert, {}))
out(pcall(table.insert))
out(pcall(table.insert, nil, 1))
out(pcall(table.insert, {}, 'x', 1))
out(pcall(table.insert, 5, 1))
-- ## insert of nil
local t = {1, 2}
table.insert(t, nil) out(#t)
table.insert(t, 1, nil) out(t[1], t[2], t[3])
-- ## remove in odd places
local t = {1, 2, 3}
out(table.remove(t, 5), #t) out(table.remove(t, 0), #t) out(table.remove(t, -1), #t)
out(table.remove(t, 3), #t) out(table.remove(t, 1), t[1], #t)
out(table.remove {}, table.remove({}, 1), select('#', table.remove {}))
-- ## concat
out(table.concat {}, table.concat {'a'}, table.concat({'a', 'b'}, ', '), table.concat({1, 2.5, -0}, ';'))
out(table.concat({'a', 'b', 'c'}, '-', 2), table.concat({'a', 'b', 'c'}, '-', 2, 2), table.concat({'a', 'b'}, '-', 3))
out(table.concat({'a', 'b', 'c'}, 5), table.concat({[5] = 'x', [6] = 'y'}, '', 5, 6))
-- ## concat of what is no string
out(pcall(table.concat, {1, {}, 3}))
out(pcall(table.concat, {1, nil, 3}, '', 1, 3))
out(pcall(table.concat, {true}))
out(pcall(table.concat, {1, 2}, '', 1, 3))
out(pcall(table.concat, nil))
out(pcall(table.concat, {'a', 'b'}, {}))
out(pcall(table.concat, {print}))
-- ## sort
local function sorted(t, f) table.sort(t, f) return table.concat(t, ' ') end
out(sorted {3, 1, 2}, sorted {}, sorted {1}, sorted {2, 1}, sorted {'b', 'a', 'C'})
out(sorted({3, 1, 2}, function(a, b) return a > b end))
out(sorted {5, 3, 8, 1, 9, 2, 7, 4, 6, 0, 5, 3, 8})
-- ## sort of many
local t, x = {}, 7
for i = 1, 500 do x = (x * 1103515245 + 12345) % 2147483648 t[i] = x % 1000 end
table.sort(t)
local ok = true
for i = 2, #t do ok = ok and t[i - 1] <= t[i] end
out(ok, t[1], t[250], t[500])
table.sort(t, function(a, b) return a > b end)
out(t[1], t[250], t[500])
-- ## sort of records
local t = {}
for i, name in ipairs {'d', 'b', 'e', 'a', 'c'} do t[i] = {name = name, n = i} end
table.sort(t, function(a, b) return a.name < b.name end)
for _, r in ipairs(t) do out(r.name, r.n) end
-- ## sort of mixed types
out(pcall(table.sort, {1, 'x', 2}))
out(pcall(table.sort, {{}, {}}))
out(pcall(table.sort, {1, {}}))
-- ## sort with a comparator that fails
out(pcall(table.sort, {3, 2, 1}, function() error('no', 0) end))
out(pcall(table.sort, {3, 2, 1}, function(a, b) return a.x < b end))
out(pcall(table.sort, {3, 2, 1}, 5))
out(pcall(table.sort, {3, 2, 1}, {}))
out(pcall(table.sort))
-- ## sort with an invalid order
local t = {}
for i = 1, 50 do t[i] = i % 7 end
local ok, e = pcall(table.sort, t, function() return true end)
out(ok, e)
-- ## sort with metamethods
local mt = {__lt = function(a, b) return a.n < b.n end}
local t = {}
for i, n in ipairs {3, 1, 2} do t[i] = setmetatable({n = n}, mt) end
table.sort(t)
out(t[1].n, t[2].n, t[3].n)
-- ## unpack
out(unpack {1, 2, 3}) out(unpack({1, 2, 3}, 2)) out(unpack({1, 2, 3}, 2, 3)) out(unpack({}, 1, 3))
out(select('#', unpack {})) out(select('#', unpack({}, 1, 0))) out(unpack({1, nil, 3}, 1, 3))
out(unpack({[-1] = 'a', [0] = 'b', 'c'}, -1, 1))
-- ## unpack of what is no table
out(pcall(unpack)) out(pcall(unpack, nil)) out(pcall(unpack, 5)) out(pcall(unpack, {}, 'x'))
out(pcall(unpack, {}, 1, 1e8))
-- ## maxn, getn
out(table.maxn {1, 2, 3}, table.maxn {}, table.maxn {[10] = 1, [2.5] = 1, x = 1}, table.maxn {[-5] = 1})
out(table.getn {1, 2}, table.getn {})
-- ## foreach, foreachi
table.foreachi({'a', 'b'}, function(i, v) out(i, v) end)
out(table.foreachi({'a', 'b'}, function(i, v) if i == 2 then return v end end))
table.foreach({'x'}, function(k, v) out(k, v) end)
out(table.foreach({a = 1}, function(k, v) return k end))
out(pcall(table.foreach, {1}))
-- ## indexing nil
local t
out(pcall(function() return t.x end))
out(pcall(function() return t[1] end))
out(pcall(function() t.x = 1 end))
out(pcall(function() t[1] = 1 end))
out(pcall(function() return undefined.x end))
out(pcall(function() undefined.x = 1 end))
out(pcall(function() local t = {} return t.x.y end))
out(pcall(function() local t = {} t.x.y = 1 end))
out(pcall(function() local t = {} return t[1][2] end))
out(pcall(function() return (nil).x end))
-- ## indexing other types
local n, b, f = 5, true, function() end
out(pcall(function() return n.x end))
out(pcall(function() return b.x end))
out(pcall(function() return f.x end))
out(pcall(function() n.x = 1 end))
out(pcall(function() f[1] = 1 end))
out(pcall(function() return (5).x end))
-- ## indexing a string
local s = 'abc'
out(s.len == string.len, s.x, s[1])
out(pcall(function() s.x = 1 end))
-- ## indexing with a variable key
local t, k = {}, 'key'
out(pcall(function() return t[k].x end))
out(pcall(function() return t[k][k] end))
out(pcall(function() t[k][k] = 1 end))
local u
out(pcall(function() return u[k] end))
-- ## a stack and a queue
local stack, queue, first = {}, {}, 1
for i = 1, 5 do stack[#stack + 1] = i queue[#queue + 1] = i end
local s = ''
while #stack > 0 do s = s .. stack[#stack] stack[#stack] = nil end
while queue[first] do s = s .. queue[first] queue[first] = nil first = first + 1 end
out(s .. '')
-- ## a linked list
local list
for i = 1, 5 do list = {next = list, value = i} end
local s, node = '', list
while node do s = s .. '>' .. node.value node = node.next end
out(s)
-- ## a matrix
local m = {}
for i = 1, 3 do m[i] = {} for j = 1, 3 do m[i][j] = i * j end end
m[2][2] = 'x'
for i = 1, 3 do out(unpack(m[i])) end
-- ## a set
local set, n = {}, 0
for w in ('the quick the lazy the dog'):gmatch '%a+' do if not set[w] then set[w] = true n = n + 1 end end
out(n, set.the, set.cat)
-- ## fields named like keywords
local t = {['end'] = 1, ['while'] = 2}
t['if'] = 3
out(t['end'], t['while'], t['if'])
-- ## a table that changes while it is read
local t = {1, 2, 3}
local s = 0
for i = 1, #t do s = s + t[i] t[#t + 1] = i end
out(s, #t)
-- ## many keys
local t = {}
for i = 1, 2000 do t['key' .. i] = i end
for i = 1, 2000, 2 do t['key' .. i] = nil end
local n, sum = 0, 0
for k, v in pairs(t) do n = n + 1 sum = sum + v end
out(n, sum, t.key2, t.key1, t.key2000)
-- ## sparse arrays
local t = {}
for i = 1, 10 do t[i * 1000] = i end
local n = 0
for k, v in pairs(t) do n = n + k / v end
out(n, t[1000], t[10000], t[1])
-- ## false as a value
local t = {false, x = false}
out(t[1], t.x, #t, next(t))
t.x = nil out(t.x)
-- ## computed constants in constructors
out(#{1, nil, 1 / 0}, #{1, nil, 0 / 0}, #{1, nil, 1 + 1}, #{1, nil, -0}, #{1, nil, -(0)}, #{1, nil, 0 * -1}, #{1, nil, -2})
out(#{1, nil, 2 ^ 53}, #{1, nil, -(1 / 0)}, #{1, nil, 7 % 4}, #{1, nil, '1' + 1}, #{1, nil, -'1'}, #{1, nil, #'a'}, #{1, nil, 'a' .. 'b'})
out(#{1, nil, not nil}, #{1, nil, not 1}, #{1, nil, true and 5}, #{1, nil, nil and 5}, #{1, nil, nil or 5}, #{1, nil, false or 5}, #{1, nil, 1 or 5})
out(#{1, nil, 1 < 2}, #{1, nil, 1 == 1}, #{1, nil, (1 + 1)}, #{1, nil, (2 * 3) - 1}, #{1, nil, not not 1}, #{1, nil, not (1 < 2)})
out(({[1 + 1] = "x"})[2], ({nil, 1 / 0, nil, 2 ^ 2})[4], #{nil, nil, 1 + 1}, #{nil, nil, 1 - 1, nil, 2})
-- ## tables that are filled in field by field, alike and not
local function fill(t, i)
  t.a = i t.b = 2 t.c = 3 t.d = 4
  if i % 3 == 0 then t.b = nil end
  if i % 5 == 0 then t[1] = 'one' end
  t.e = 5 t.f = 6 t.g = 7 t.h = 8 t.i = 9 t.j = 10
  if i % 4 == 0 then t.c = nil t.z = true end
  t.k = 11 t.l = 12 t.m = 13 t.n = 14 t.o = 15 t.p = 16 t.q = 17
  t[1] = i t[2] = 2 t[3] = 3
  return t
end
for i = 1, 24 do
  local t = fill({}, i)
  local n, s = 0, 0
  for k, v in pairs(t) do n = n + 1 s = s + (v == true and 1000 or tonumber(v)) end
  out(i, n, s, t.a, t.b, t.c, t.z, t.q, #t)
end
for i = 1, 6 do
  local t = fill({x = i, y = 2, a = 'old'}, i)
  out(t.x, t.y, t.a, t.b, t.q, #t)
end
-- ## one place reads the fields of tables of many kinds
local function get(t) return t.name end
local base = {name = 'base'}
local kinds = {
  {name = 'first'}, {x = 1, name = 'second'}, {x = 1, y = 2, z = 3, name = 'third'}, {}, {name = false},
  setmetatable({}, {__index = base}), setmetatable({name = 'own'}, {__index = base}),
  setmetatable({}, {__index = function(t, k) return k .. '!' end}),
  setmetatable({}, {__index = setmetatable({}, {__index = base})}),
}
for round = 1, 4 do
  for i = 1, #kinds do out(i, get(kinds[i])) end
  kinds[1].name = nil
  kinds[4].name = 'now ' .. round
  base.name = 'base ' .. round
end
out(pcall(get, nil))
out(get('text'))
-- ## one place sets the fields of tables of many kinds
local function set(t, v) t.name = v end
local log = {}
local kinds = {
  {name = 'first'}, {x = 1}, {},
  setmetatable({}, {__newindex = function(t, k, v) log[#log + 1] = k .. '=' .. tostring(v) end}),
  setmetatable({name = 1}, {__newindex = function(t, k, v) log[#log + 1] = 'never' end}),
  setmetatable({}, {__newindex = log}),
}
for round = 1, 3 do
  for i = 1, #kinds do set(kinds[i], round) end
  set(kinds[1], nil)
  for i = 1, #kinds do out(i, rawget(kinds[i], 'name')) end
end
out(#log, log[1], log[3], log.name)
out(pcall(set, 5, 1))
-- ## methods of strings and of objects at one place
local function call(o) return o:upper() end
local object = {upper = function(self) return 'object' end}
for i = 1, 3 do out(call('abc'), call(object), call(setmetatable({}, {__index = object}))) end
out(pcall(call, 5))
out(pcall(call, nil))
-- ## lists that grow at their end and elsewhere
local function append(t, v) t[#t + 1] = v end
local t = {}
for i = 1, 40 do append(t, i) end
out(#t, t[40], t[41])
t[40] = nil append(t, 'a') t[42] = 'c' t[41] = 'b'
out(#t, t[40], t[41], t[42])
for i = 50, 45, -1 do t[i] = i end
append(t, 'd') append(t, 'e')
out(t[43], t[44], t[45], t[50])
local u = {}
for i = 1, 10 do table.insert(u, i) end
u[5] = nil table.insert(u, 'x')
out(u[11], u[10])
for i = 1, 5 do u[i] = nil end
out(u[6], u[1])
-- ## numeric loops over small and over large integers
local function sum(a, b, c) local s, n = 0, 0 for i = a, b, c do s = s + i n = n + 1 if n > 300 then break end end return s, n end
local function up(a, b) local s = 0 for i = a, b do s = s + (i + 1) end return s end
local function down(a, b) local s = 0 for i = a, b, -1 do s = s + i - 1 end return s end
local function steps(a, b) local s = 0 for i = a, b, 7 do s = s + i % 5 end return s end
out(up(1, 1000), up(2^29 - 3, 2^29 + 300), up(2^31 - 3, 2^31 + 3), up(-2^31 - 2, -2^31 + 2), up(2^52 - 2, 2^52))
out(up(5, 4), up(1, 0.5), up(1, 2.5), up(-2^29 - 1, -2^29 + 1))
out(down(1000, 1), down(-2^29 + 2, -2^29 - 300), down(3, 4), steps(1, 10000), steps(-300, 300), steps(2^29, 2^29 + 100))
out(sum(1, math.huge), sum(1, 0), sum(10, 1, -1), sum(1, 3, 0.5))
