-- ## arithmetic metamethods
local mt = {}
for _, name in ipairs {'add', 'sub', 'mul', 'div', 'mod', 'pow'} do
  mt['__' .. name] = function(a, b) return name .. ':' .. type(a) .. ':' .. type(b) end
end
mt.__unm = function(a, b) return 'unm', a == b end
local t = setmetatable({}, mt)
out(t + 1, 1 + t, t + t, t - 1, 1 - t, t * 1, 1 * t, t / 1, 1 / t, t % 1, 1 % t, t ^ 1, 1 ^ t, -t)
out(t + 'x', 'x' + t, t + nil, nil + t, '5' * t)
-- ## arithmetic metamethods of both operands
local a = setmetatable({}, {__add = function() return 'a' end})
local b = setmetatable({}, {__add = function() return 'b' end})
out(a + b, b + a, a + 1, 1 + b)
-- ## arithmetic metamethods give one result
local t = setmetatable({}, {__add = function() return 1, 2 end, __sub = function() end})
out((t + 1), select('#', t + 1), t - 1)
-- ## arithmetic metamethods that are no functions
local t = setmetatable({}, {__add = setmetatable({}, {__call = function(self, a, b) return 'called', a, b end}), __sub = 5})
out(t + 1)
out(pcall(function() return t - 1 end))
-- ## arithmetic without metamethods
local t = setmetatable({}, {})
out(pcall(function() return t + 1 end))
out(pcall(function() return -t end))
out(pcall(function() return 2 ^ t end))
-- ## unary minus gets its operand twice
local t t = setmetatable({}, {__unm = function(a, b) return rawequal(a, b) end})
out(-t)
-- ## concat
local t = setmetatable({}, {__concat = function(a, b) return (type(a) == 'table' and 'T' or a) .. '|' .. (type(b) == 'table' and 'T' or b) end})
out(t .. 'x', 'x' .. t, t .. t, 1 .. t, t .. 1, 'a' .. 'b' .. t, t .. 'a' .. 'b', 'a' .. t .. 'b')
-- ## concat of a chain
local log = {}
local t = setmetatable({}, {__concat = function(a, b) log[#log + 1] = type(a) .. type(b) return 'r' end})
out('a' .. t .. 'b' .. t .. 1 .. 2, table.concat(log, ' '))
-- ## concat that gives a table
local mt = {} mt.__concat = function(a, b) return setmetatable({(a[1] or a) .. (b[1] or b)}, mt) end
local function box(s) return setmetatable({s}, mt) end
out((box 'a' .. box 'b' .. box 'c')[1])
-- ## concat with nil
local t = setmetatable({}, {__concat = function(a, b) return type(a) .. type(b) end})
out(t .. nil, nil .. t, t .. {}, {} .. t, t .. true)
-- ## index by function
local t = setmetatable({x = 1}, {__index = function(t, k) return type(t) .. ':' .. tostring(k) end})
out(t.x, t.y, t[1], t[true], t[nil], t[1.5])
-- ## index by table
local t = setmetatable({x = 1}, {__index = {x = 2, y = 3, 'one'}})
out(t.x, t.y, t[1], t.z)
-- ## index by chain
local a = {x = 'a'}
local b = setmetatable({y = 'b'}, {__index = a})
local c = setmetatable({z = 'c'}, {__index = b})
local d = setmetatable({}, {__index = c})
out(d.x, d.y, d.z, d.w)
a.w = 'new' out(d.w) b.w = 'nearer' out(d.w)
-- ## index by chain that ends in a function
local a = setmetatable({}, {__index = function(t, k) return k .. '!' end})
local b = setmetatable({}, {__index = setmetatable({}, {__index = a})})
out(b.x, b[5])
-- ## index gives false
local t = setmetatable({x = false}, {__index = function() return 'no' end})
out(t.x, t.y)
-- ## index gives one result
local t = setmetatable({}, {__index = function() return 1, 2 end})
out(t.x) out((t.x))
local u = setmetatable({}, {__index = function() end})
out(u.x)
-- ## index that cannot be indexed
local t = setmetatable({}, {__index = 5})
out(pcall(function() return t.x end))
local u = setmetatable({}, {__index = 'abc'})
out(u.len == string.len, u.x)
-- ## index in a loop
local t = {}
setmetatable(t, {__index = t})
out(pcall(function() return t.x end))
-- ## index in a loop of two
local a, b = {}, {}
setmetatable(a, {__index = b}) setmetatable(b, {__index = a})
out(pcall(function() return a.x end))
out(pcall(function() a.y = 1 end), rawget(a, 'y'))
-- ## newindex by function
local log = {}
local t = setmetatable({x = 1}, {__newindex = function(t, k, v) log[#log + 1] = tostring(k) .. '=' .. tostring(v) end})
t.x = 2 t.y = 3 t[1] = 4 t.y = nil t[2] = nil
out(t.x, t.y, t[1], table.concat(log, ' '))
-- ## newindex by table
local store = {}
local t = setmetatable({}, {__newindex = store})
t.x = 1 t[1] = 'a'
out(rawget(t, 'x'), store.x, store[1], t.x)
-- ## newindex by chain
local a = {}
local b = setmetatable({}, {__newindex = a})
local c = setmetatable({}, {__newindex = b})
c.x = 1
out(rawget(c, 'x'), rawget(b, 'x'), a.x)
b.y = 0 rawset(b, 'z', 0) c.z = 5
out(b.z, a.z, a.y)
-- ## newindex in a loop
local t = {}
setmetatable(t, {__newindex = t})
out(pcall(function() t.x = 1 end))
-- ## newindex with nil as a key
local t = setmetatable({}, {__newindex = function(t, k, v) out('newindex', k, v) end})
out(pcall(function() t[nil] = 1 end))
out(pcall(function() t[0 / 0] = 1 end))
-- ## newindex that fails
local t = setmetatable({}, {__newindex = function(t, k) error('no ' .. k, 2) end})
local ok, e = pcall(function()
  t.x = 1
end)
out(ok, e)
-- ## rawget and rawset pass metamethods by
local t = setmetatable({}, {__index = function() return 'i' end, __newindex = function() error 'n' end})
rawset(t, 'x', 1)
out(t.x, rawget(t, 'y'), t.y)
-- ## call
local t = setmetatable({n = 1}, {__call = function(self, ...) return self.n, select('#', ...), ... end})
out(t()) out(t(1, nil)) out(t 'x') out(pcall(t, 5)) out((t(1)))
-- ## call of a call
local inner = setmetatable({}, {__call = function(self, other, x) return 'inner', type(other), x end})
local t = setmetatable({}, {__call = inner})
out(pcall(function() return t(5) end))
-- ## call that is no function
local t = setmetatable({}, {__call = 5})
out(pcall(function() t() end))
out(pcall(function() local u = setmetatable({}, {}) u() end))
out(pcall(t))
-- ## call as a method and in for
local t = {f = setmetatable({}, {__call = function(self, o, x) return type(o), x end})}
out(t:f(5))
-- ## eq
local mt = {__eq = function(a, b) return a.n == b.n end}
local function new(n) return setmetatable({n = n}, mt) end
local a, b, c = new(1), new(1), new(2)
out(a == b, a ~= b, a == c, a ~= c, a == a, a == 1, a == nil, 'x' == a)
-- ## eq of different metatables with one function
local f = function() return true end
local a, b = setmetatable({}, {__eq = f}), setmetatable({}, {__eq = f})
out(a == b, a ~= b)
-- ## eq of different functions
local a = setmetatable({}, {__eq = function() return true end})
local b = setmetatable({}, {__eq = function() return true end})
out(a == {}, {} == a)
-- ## eq gives a boolean
local mt = {__eq = function() return 'yes' end}
local a, b = setmetatable({}, mt), setmetatable({}, mt)
out(a == b, a ~= b)
mt.__eq = function() return nil end
out(a == b, a ~= b)
-- ## eq is not called for the same table
local n = 0
local a = setmetatable({}, {__eq = function() n = n + 1 return false end})
out(a == a, n, rawequal(a, a))
-- ## eq is not called for other types
local a = setmetatable({}, {__eq = function() return true end})
out(a == 1, a == 'x', a == nil, a == print, 1 == a)
-- ## eq in a condition
local mt = {__eq = function(a, b) return a[1] == b[1] end}
local a, b = setmetatable({1}, mt), setmetatable({1}, mt)
if a == b then out 'equal' else out 'not' end
if a ~= b then out 'not' else out 'equal' end
local t = {[a] = 'a'} out(t[a], t[b])
-- ## lt and le
local mt = {__lt = function(a, b) return a.n < b.n end, __le = function(a, b) return a.n <= b.n end}
local function new(n) return setmetatable({n = n}, mt) end
local a, b = new(1), new(2)
out(a < b, a > b, a <= b, a >= b, b < a, b > a, a < a, a <= a, not (a < b))
-- ## le by lt
local mt = {__lt = function(a, b) out('lt', a.n, b.n) return a.n < b.n end}
local function new(n) return setmetatable({n = n}, mt) end
local a, b = new(1), new(2)
out(a <= b) out(a >= b) out(a <= a) out(b <= a)
-- ## lt gives a boolean
local mt = {__lt = function() return 'x' end, __le = function() return nil end}
local a, b = setmetatable({}, mt), setmetatable({}, mt)
out(a < b, a > b, a <= b, a >= b)
-- ## lt of tables without
out(pcall(function() return setmetatable({}, {}) < setmetatable({}, {}) end))
local t = setmetatable({}, {__lt = function() return true end})
out(pcall(function() return t <= 'x' end) and 'x')
-- ## order of operands in metamethods
local mt = {__lt = function(a, b) return a.n .. b.n == '12' end, __le = function(a, b) return a.n .. b.n == '21' end}
local a, b = setmetatable({n = 1}, mt), setmetatable({n = 2}, mt)
out(a < b, b > a, a > b, b < a, a <= b, b >= a, b <= a, a >= b)
-- ## len of a string cannot be changed
out(#'abc', ('abc'):len())
-- ## len of a table
local t = setmetatable({1, 2}, {__len = function() return 42 end})
out(#t)
-- ## pairs of a table with a metamethod
for k, v in pairs(setmetatable({1}, {__pairs = function() return function(_, k) if not k then return 'k', 'v' end end end})) do out(k, v) end
-- ## tostring
local t = setmetatable({}, {__tostring = function(self) return 'me' end})
out(tostring(t), ('%s'):format(t))
local u = setmetatable({}, {__tostring = function() return 5 end})
out(pcall(tostring, u))
local v = setmetatable({}, {__tostring = 'x'})
out(pcall(tostring, v))
out(pcall(tostring, setmetatable({}, {__tostring = function() error('no', 0) end})))
-- ## tostring in string.format
local t = setmetatable({}, {__tostring = function() return 'a\0b' end})
out(#tostring(t))
out(pcall(string.format, '%s', setmetatable({}, {__tostring = function() return {} end})))
-- ## tostring is not used by concat
local t = setmetatable({}, {__tostring = function() return 'me' end})
out(pcall(function() return 'x' .. t end))
out(pcall(table.concat, {t}))
-- ## metatable hides
local t = setmetatable({}, {__metatable = 'hidden', __index = {x = 1}})
out(getmetatable(t), t.x, pcall(setmetatable, t, {}))
out(getmetatable 'x' ~= nil, getmetatable(1), getmetatable(nil), getmetatable(print))
local u = setmetatable({}, {__metatable = false})
out(getmetatable(u), pcall(setmetatable, u, nil))
-- ## setmetatable
local t, mt = {}, {}
out(setmetatable(t, mt) == t, getmetatable(t) == mt, setmetatable(t, nil) == t, getmetatable(t))
out(pcall(setmetatable, 1, {})) out(pcall(setmetatable, {})) out(pcall(setmetatable, {}, 1)) out(pcall(setmetatable))
-- ## mode and gc are accepted
local weak = setmetatable({}, {__mode = 'k'})
local k = {} weak[k] = 1
out(weak[k])
local t = setmetatable({}, {__gc = function() out 'never' end, __mode = 'v'})
t[1] = 'x' out(t[1])
-- ## metamethods added later
local mt = {}
local t = setmetatable({}, mt)
out(t.x)
mt.__index = function() return 'late' end
out(t.x)
mt.__index = nil
out(t.x)
mt.__call = function() return 'called' end out(t())
mt.__add = function() return 'added' end out(t + 1)
mt.__newindex = function(t, k, v) rawset(t, k, v .. '!') end t.y = 'y' out(t.y)
-- ## metatables are found raw
local base = {__index = function() return 'x' end, __call = function() return 'c' end}
local t = setmetatable({}, setmetatable({}, {__index = base}))
out(t.y) out(pcall(function() return t() end))
-- ## classes
local Animal = {} Animal.__index = Animal
function Animal.new(name) return setmetatable({name = name}, Animal) end
function Animal:speak() return self.name .. ' makes a sound' end
local Dog = setmetatable({}, {__index = Animal}) Dog.__index = Dog
function Dog.new(name) local self = Animal.new(name) return setmetatable(self, Dog) end
function Dog:speak() return Animal.speak(self) .. ': woof' end
out(Animal.new('cat'):speak()) out(Dog.new('dog'):speak()) out(getmetatable(Dog.new 'd') == Dog)
-- ## vectors
local V = {} V.__index = V
local function vec(x, y) return setmetatable({x = x, y = y}, V) end
V.__add = function(a, b) return vec(a.x + b.x, a.y + b.y) end
V.__mul = function(a, b) if type(a) == 'number' then return vec(a * b.x, a * b.y) end if type(b) == 'number' then return b * a end return a.x * b.x + a.y * b.y end
V.__unm = function(a) return -1 * a end
V.__tostring = function(a) return '(' .. a.x .. ',' .. a.y .. ')' end
V.__eq = function(a, b) return a.x == b.x and a.y == b.y end
out(tostring(vec(1, 2) + vec(3, 4) * 2), vec(1, 2) * vec(3, 4), tostring(-vec(1, 2)), vec(1, 1) == vec(1, 1))
-- ## read-only tables
local function readonly(t) return setmetatable({}, {__index = t, __newindex = function(_, k) error('cannot set ' .. tostring(k), 2) end}) end
local t = readonly {x = 1}
out(t.x, pcall(function() t.x = 2 end))
-- ## default values
local function default(t, d) return setmetatable(t, {__index = function() return d end}) end
local t = default({x = 10}, 0)
out(t.x, t.y) t.y = t.y + 1 out(t.y)
-- ## proxies count
local n = 0
local t = {}
local p = setmetatable({}, {__index = function(_, k) n = n + 1 return t[k] end, __newindex = function(_, k, v) n = n + 1 t[k] = v end})
p.a = 1 p.b = p.a p.a = p.a + p.b
out(t.a, t.b, n)
-- ## metamethods that recurse
local mt = {} mt.__index = function(t, k) if k > 0 then return t[k - 1] + 1 end return 0 end
out(setmetatable({}, mt)[50])
-- ## errors in metamethods
local t = setmetatable({}, {
  __index = function(t, k) error('index ' .. k) end, __add = function() error('add', 0) end,
  __call = function() error {code = 5} end, __concat = function(a, b) return a.x.y end, __lt = function() return nil + 1 end})
out(pcall(function() return t.x end)) out(pcall(function() return t + 1 end))
out(select(2, pcall(function() t() end)).code) out(pcall(function() return t < t end))
-- ## newproxy
local p = newproxy(true)
local mt = getmetatable(p)
mt.__index = function(_, k) return k .. '?' end mt.__len = function() return 7 end mt.__tostring = function() return 'proxy' end
mt.__call = function(_, x) return x end mt.__add = function() return 'sum' end mt.__eq = function() return true end
out(type(p), p.x, #p, tostring(p), p(5), p + 1, p == newproxy(p), p == newproxy())
out(getmetatable(newproxy()), getmetatable(newproxy(false)), getmetatable(newproxy(p)) == mt, pcall(newproxy, 5))
-- ## index of strings can be functions of string
local s = 'x'
out(getmetatable(s).__index == string, s.upper(s), getmetatable('').__metatable)
-- ## index with numbers as methods
local t = setmetatable({}, {__index = function(t, k) return function(self, a) return k, a, self == t end end})
out(t:anything(1)) out(t.other(t, 2)) out(t[1](t, 3))
-- ## multiple assignment through newindex
local log = ''
local t = setmetatable({}, {__newindex = function(t, k, v) log = log .. k .. v .. ' ' rawset(t, k, v) end})
t.a, t.b = 1, 2
t.a, t.c = 3, 4
out(log, t.a, t.b, t.c)
-- ## calls by __call in last position need no stack
local n, t = 0 t = setmetatable({}, {__call = function(self, ...) n = n + 1 if n < 100000 then return self(...) end return n, ... end}) out(pcall(function() local r = t() return r end)) n = 0 out(pcall(function() return t(1, 2, 3, 4) end))
-- ## chains of __index and __newindex have an end
local function chain(n, name) local t = {} for i = 1, n do t = setmetatable({}, {[name] = t}) end return t end
for _, n in ipairs{98, 99, 100, 101} do out(n, pcall(function() return chain(n, '__index').x end)) out(n, pcall(function() chain(n, '__newindex').x = 1 end)) end
