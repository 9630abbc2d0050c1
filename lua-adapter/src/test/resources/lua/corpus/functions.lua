-- ## arguments are adjusted
local function f(a, b) return a, b end
out(f()) out(f(1)) out(f(1, 2)) out(f(1, 2, 3))
-- ## varargs
local function f(...) return select('#', ...), ... end
out(f()) out(f(nil)) out(f(nil, nil)) out(f(1, nil, 3)) out(f(1, 2, nil))
-- ## varargs after parameters
local function f(a, ...) return a, select('#', ...), ... end
out(f()) out(f(1)) out(f(1, 2)) out(f(1, nil, nil))
-- ## varargs adjusted
local function f(...)
  local a, b = ...
  local c = (...)
  local d, e = (...), 5
  return a, b, c, d, e
end
out(f()) out(f(1)) out(f(1, 2, 3))
-- ## varargs in the middle
local function f(...) return ..., 'end' end
out(f(1, 2)) out(f())
local function g(...) return 'begin', ... end
out(g(1, 2)) out(g())
-- ## varargs in a table
local function f(...) return #{...}, #{..., 'x'}, #{'x', ...}, #{...,} end
out(f(1, 2, 3)) out(f())
-- ## varargs passed on
local function f(...) return ... end
local function g(...) return f(...) end
local function h(...) local t = {f(...)} return #t, f(f(...)) end
out(g(1, nil, 3)) out(h(1, 2))
-- ## varargs counted by select
local function f(...) local n = 0 for i = 1, select('#', ...) do if select(i, ...) == nil then n = n + 1 end end return n end
out(f(nil, 1, nil, nil), f(), f(1))
-- ## varargs of a function are not its inner function's
local function f(...)
  local n = select('#', ...)
  local g = function(...) return select('#', ...) end
  return n, g(), g(...), g(1, ...)
end
out(f(1, 2))
-- ## varargs where there are none is refused
out(loadstring('function f() return ... end', '=unit'))
-- ## a thousand arguments
local t = {}
for i = 1, 1000 do t[i] = i end
local function f(...) return select('#', ...), (select(1000, ...)) end
out(f(unpack(t)))
-- ## two hundred parameters' worth of varargs in a table
local function f(...) local t = {...} local s = 0 for i = 1, #t do s = s + t[i] end return s end
local t = {}
for i = 1, 200 do t[i] = i end
out(f(unpack(t)))
-- ## calls in argument lists
local function two() return 1, 2 end
local function f(...) return select('#', ...) end
out(f(two()), f(two(), two()), f((two())), f(two(), 1), f(1, two()))
-- ## results are adjusted
local function three() return 1, 2, 3 end
local a = three()
local b, c = three()
local d, e, g, h = three()
out(a, b, c, d, e, g, h)
-- ## methods
local o = {n = 1}
function o:add(x) self.n = self.n + x return self end
function o.get(self) return self.n end
out(o:add(2):add(3):get(), o.get(o), o['add'](o, 1).n)
-- ## methods of nested tables
local a = {b = {c = {n = 5}}}
function a.b.c.f(x) return x end
function a.b.c:g(x) return self.n + x end
out(a.b.c.f(1), a.b.c:g(2))
-- ## methods of strings
local s = 'abc'
out(s:upper(), s:len(), ('x'):rep(3), s:sub(2):upper(), ('%d'):format(5), #s:rep(2))
-- ## methods of strings that do not exist
local s = 'abc'
out(pcall(function() return s:nothing() end))
out(pcall(function() return ('x'):nothing() end))
out(s.x, ('x').y, s.len == string.len)
-- ## a method is evaluated before its arguments
local o = {}
function o.f() return 'old' end
local function change() o.f = function() return 'new' end end
out(o:f(change()), o:f())
-- ## the object of a method is evaluated once
local n = 0
local function object() n = n + 1 return {f = function(self, x) return x end} end
out(object():f(5), n)
-- ## closures share a variable
local function counter()
  local n = 0
  return function() n = n + 1 return n end, function() n = n - 1 return n end, function() return n end
end
local up, down, get = counter()
out(up(), up(), up(), down(), get())
local up2, _, get2 = counter()
out(up2(), get2(), get())
-- ## closures three deep
local function a(x) return function(y) return function(z) x = x + 1 y = y + x return x, y, z end end end
local f = a(1)(2)
out(f(3)) out(f(4))
-- ## closures over parameters
local function f(a, b) local g = function() a, b = b, a return a, b end return g end
local g = f(1, 2)
out(g()) out(g())
-- ## closures over a variable that is reassigned later
local x = 1
local function get() return x end
x = 2
out(get())
local x = 3
out(get(), x)
-- ## closures over a variable declared without a value
local x
local function set(v) x = v end
local function get() return x end
out(get()) set(5) out(get(), x)
-- ## closures in a table
local t = {}
for i = 1, 3 do t[#t + 1] = {get = function() return i end, set = function(v) i = v end} end
t[2].set('x')
out(t[1].get(), t[2].get(), t[3].get())
-- ## closures over varargs through a table
local function bind(f, ...) local args = {...} local n = select('#', ...) return function() return f(unpack(args, 1, n)) end end
out(bind(function(...) return select('#', ...), ... end, 1, nil, 3, nil)())
-- ## mutual recursion
local even, odd
function even(n) if n == 0 then return true end return odd(n - 1) end
function odd(n) if n == 0 then return false end return even(n - 1) end
out(even(10), odd(7), even(7))
-- ## recursion
local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
local function fact(n) return n <= 1 and 1 or n * fact(n - 1) end
local function ackermann(m, n)
  if m == 0 then return n + 1 end
  if n == 0 then return ackermann(m - 1, 1) end
  return ackermann(m - 1, ackermann(m, n - 1))
end
out(fib(20), fact(20), ackermann(2, 3))
-- ## recursion with several results
local function divmod(a, b) if a < b then return 0, a end local q, r = divmod(a - b, b) return q + 1, r end
out(divmod(17, 5)) out(divmod(100, 7))
-- ## recursion through a table
local t = {}
t.f = function(n) if n > 0 then return n + t.f(n - 1) end return 0 end
out(t.f(10))
-- ## recursion through a global
function sum(n) if n == 0 then return 0 end return n + sum(n - 1) end
out(sum(10))
-- ## a million tail calls
local function loop(n, acc) if n == 0 then return acc end return loop(n - 1, acc + 1) end
out(loop(1000000, 0))
-- ## a million mutual tail calls
local a, b
function a(n) if n == 0 then return 'a' end return b(n - 1) end
function b(n) if n == 0 then return 'b' end return a(n - 1) end
out(a(1000001))
-- ## a million tail calls of methods
local o = {}
function o:f(n) if n == 0 then return 'end', self == o end return self:f(n - 1) end
out(o:f(1000000))
-- ## many tail calls with varargs
local function f(n, ...) if n == 0 then return ... end return f(n - 1, ...) end
out(f(100000, 1, nil, 3))
-- ## tail calls through pcall
local function f(n) if n == 0 then return 'done' end return f(n - 1) end
out(pcall(f, 100000))
-- ## a tail call of a native function
local function f(...) return select('#', ...) end
local function g(s) return string.upper(s) end
out(f(1, 2), g 'x')
-- ## a tail call of a callable table
local t = setmetatable({}, {__call = function(self, a, b) return b, a end})
local function f(a, b) return t(a, b) end
out(f(1, 2))
-- ## a tail call of what cannot be called
local function f(x) return x() end
out(pcall(f, 5)) out(pcall(f)) out(pcall(f, {}))
-- ## a parenthesised call is no tail call
local function f(n) if n == 0 then return 1, 2 end return (f(n - 1)) end
out(f(10))
-- ## deep recursion is an error
local function f() return 1 + f() end
local ok, e = pcall(f)
out(ok, e:match('stack overflow'))
-- ## deep recursion leaves things as they were
local n = 0
local function f() n = n + 1 f() n = n - 1 end
local ok, e = pcall(f)
out(ok, n > 100, e:match('stack overflow'))
out(pcall(function() return 'fine' end))
-- ## a function as a value
local t = {f = function() return 'field' end, [1] = function() return 'one' end}
out(t.f(), t[1](), (function() return 'now' end)(), (function(...) return ... end)(1, 2))
-- ## functions are made anew
local function make() return function() end end
local t = {}
for i = 1, 2 do t[i] = function() return i end end
out(make() == make(), t[1] == t[2])
-- ## calls of nil
local f
out(pcall(function() f() end))
out(pcall(function() undefined() end))
out(pcall(function() local t = {} t.x() end))
out(pcall(function() local t = {} t:x() end))
out(pcall(function() local t = {} t.x.y() end))
out(pcall(function() local t = {{}} t[1]() end))
out(pcall(function() (nil)() end))
-- ## calls of other types
local n, s, b = 5, 'abc', true
out(pcall(function() n() end))
out(pcall(function() s() end))
out(pcall(function() b() end))
out(pcall(function() ('x')() end))
out(pcall(function() ({})() end))
-- ## parameters are locals
local function f(x) x = x + 1 return x end
local y = 1
out(f(y), y)
-- ## a parameter with the name of the function
local function f(f) return f end
out(f(5))
-- ## two parameters of one name
local function f(a, a) return a end
out(f(1, 2))
-- ## an argument called self
local o = {x = 1}
function o:f(self) return self end
out(o:f(5))
-- ## a local function replaces an upvalue
local function f() return 1 end
local g = f
local function f() return g() + 1 end
out(f(), g())
-- ## a global function sees itself
function f(n) if n > 0 then return f(n - 1) end return 'end' end
local g = f
f = function() return 'other' end
out(g(1), g(0))
-- ## results of and, or
local function two() return 1, 2 end
out(two() or 3, nil or two(), two() and two())
out((nil or two()))
-- ## functions with many upvalues
local a, b, c, d, e, f, g, h, i, j = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
local function sum() return a + b + c + d + e + f + g + h + i + j end
local function bump() a, b, c, d, e = a + 1, b + 1, c + 1, d + 1, e + 1 end
out(sum()) bump() out(sum()) j = 0 out(sum())
-- ## sixty upvalues
local code = {}
for i = 1, 60 do code[#code + 1] = 'local v' .. i .. ' = ' .. i end
code[#code + 1] = 'return function() return 0'
for i = 1, 60 do code[#code + 1] = ' + v' .. i end
code[#code + 1] = ' end'
out(loadstring(table.concat(code, '\n'))()())
-- ## functions that take functions
local function map(t, f) local r = {} for i, v in ipairs(t) do r[i] = f(v, i) end return r end
local function fold(t, f, a) for _, v in ipairs(t) do a = f(a, v) end return a end
local function compose(f, g) return function(...) return f(g(...)) end end
out(table.concat(map({1, 2, 3}, function(v, i) return v * i end), ' '))
out(fold({1, 2, 3, 4}, function(a, b) return a * b end, 1))
out(compose(string.upper, string.reverse)('abc'))
-- ## currying
local function curry(f, n) n = n or 2 if n <= 1 then return f end
  return function(a) return curry(function(...) return f(a, ...) end, n - 1) end end
out(curry(function(a, b, c) return a .. b .. c end, 3)(1)(2)(3))
-- ## the y combinator
local function Y(f) return (function(x) return x(x) end)(function(x) return f(function(...) return x(x)(...) end) end) end
out(Y(function(self) return function(n) return n == 0 and 1 or n * self(n - 1) end end)(10))
-- ## memoised functions
local calls = 0
local function memo(f) local cache = {} return function(n) local v = cache[n] if v == nil then v = f(n) cache[n] = v end return v end end
local fib fib = memo(function(n) calls = calls + 1 if n < 2 then return n end return fib(n - 1) + fib(n - 2) end)
out(fib(50), calls)
-- ## immediately called with a string or table
local function f(x) return type(x), #x end
out(f 'abc') out(f {1, 2}) out(f [[long]]) out(type {} == 'table')
-- ## chains of calls
local function f(x) return function(y) return function(z) return x .. y .. z end end end
out(f 'a' 'b' 'c', f(1)(2)(3))
local t = {a = function() return {b = function() return 'deep' end} end}
out(t.a().b(), t['a']()['b']())
-- ## many jumps out of a large block
local lines = {}
for k = 1, 600 do
  lines[#lines + 1] = 'if n == ' .. k - 1 .. ' then goto cont end x = x + 1'
end
local code = 'local x, n = 0, ... for i = 1, 3 do ' .. table.concat(lines, '\n') .. ' ::cont:: end return x'
out(loadstring(code)(0), loadstring(code)(5), loadstring(code)(599), loadstring(code)(1000))
-- ## functions that only calculate
local M = {}
function M.square(r, i) return r * r - i * i, 2 * r * i end
function M.far(r, i) return r * r + i * i >= 4 end
function M.half(x) return x / 2 end
function M.cut(x, y) return x % y, x ^ y, -x, not (x < y and x ~= 0) end
for i = -2, 2 do
  local a, b = M.square(i, 0.5)
  local c = M.square(i, 1)
  local d, e, f = M.square(i, 2)
  out(a, b, c, d, e, f, M.far(i, i), M.half(i) + 1, -M.half(i), M.cut(i, 3))
  if M.far(i, 1) then out 'far' end
  if not M.far(i, 1) then out 'near' end
  if M.half(i) then out 'half' end
end
out(M.cut(0, 0), (M.cut(-7, 3)), M.half(M.half(1)), M.half((M.half(6))))
local p, q = M.cut(7, -3)
local r, s, t, u = M.cut(7, -3)
out(p, q, r, s, t, u)
-- ## functions that only calculate, of what is no number
local M = {}
function M.sum(a, b) return a + b end
function M.less(a, b) return a < b end
function M.same(a, b) return a == b, a ~= b end
local V = setmetatable({}, {__add = function(a, b) return 'added' end, __lt = function() return true end})
out(M.sum('1', 2), M.sum(V, 1), M.sum(1, V), M.less('a', 'b'), M.less(V, V), M.same('a', 'a'))
local x = M.sum('3', '4') out(x + 1)
local y = M.sum(V, V) out(y)
local z, w = M.same({}, {}) out(z, w)
out(pcall(function() return 1 + M.sum(nil, 1) end))
out(pcall(function() local v = M.sum({}, 1) return v end))
out(pcall(function() if M.less(1, 'x') then return 1 end end))
-- ## functions that only calculate, replaced
local M = {}
function M.f(x) return x + 1 end
local function use(x) local y = M.f(x) return y * 2, M.f(x) > 2 and 'more' or 'less' end
out(use(1), use(2))
M.f = function(x) return x - 1 end
out(use(1), use(2))
M.f = setmetatable({}, {__call = function(self, x) return x * 10 end})
out(use(1), use(2))
M.f = nil
out(pcall(use, 1))
M.f = 7
out(pcall(use, 1))
setmetatable(M, {__index = function(_, name) return function(x) return x + #name end end}) M.f = nil
out(use(1))
-- ## functions that only calculate, in loops and cells
local M, total, fs = {}, 0, {}
function M.scale(x, y) return x * y end
function twice(x) return x + x end
for i = 1, 600 do
  local v = M.scale(i, 0.5)
  local w = twice(i)
  total = total + v + w
  if M.scale(i, 2) > 1190 then fs[#fs + 1] = function() v = v + 1 return v, w end end
end
out(total, #fs, fs[1](), fs[1](), fs[2]())
local n = 0
while M.scale(n, 2) < 10 do n = twice(n) + 1 end
repeat n = M.scale(n, 0.5) until twice(n) < 3
out(n)
local k = 0
local function step() k = k + 1 return k end
out(M.scale((step()), k), M.scale(k, (step())), k)
for i = 1, 3 do if i == 2 then M.scale = function() return 'other' end end out(M.scale(i, i)) end
-- ## pairs that change places
local a, b, c = 1, 'x', 2
for i = 1, 3 do a, b = b, a c, a = c + 1, c out(a, b, c) end
a, b, c = a + c, c, a out(a, b, c) a, b, a = 1, a, 2 out(a, b) a, b = (b), a + 1, out(1) out(a, b)
-- ## calls whose last argument is a call of a known function
local function pair(x, y) return {x = x, y = y} end
local function plus(a, b) return pair(a.x + b.x, a.y + b.y) end
local function twice(v) return plus(v, plus(v, pair(1, 2))) end
local v = twice(pair(3, 4)) out(v.x, v.y)
local function maybe(b) if b then return 'yes' else return nil end end
local function count(...) return select('#', ...) end
out(count(maybe(true)), count(maybe(false)), count(1, maybe(false)))
local function early(b) if b then return 1 end end
out(count(early(true)), count(early(false)), count(1, 2, early(false)))
local function several(n) if n == 0 then return end if n == 1 then return 1 end return 1, 2, 3 end
out(count(several(0)), count(several(1)), count(several(2)), count('a', several(0)), count('a', several(2)))
local function nested(b) do if b then return maybe(b) else do return 1 end end end end
out(count(nested(true)), count(nested(false)), (nested(true)))
-- ## calls whose last argument is a call of an unknown function
local o = {}
function o.none() end
function o.one(x) return x end
function o.two(x) return x, 2 end
function o.many(x) return x, 2, 3, 4 end
function o:arguments(...) return self == o, select('#', ...), ... end
local f = function(...) return select('#', ...), ... end
out(f(o.none())) out(f(o.one(1))) out(f(o.two(1))) out(f(o.many(1)))
out(f('a', o.none())) out(f('a', o.one(1))) out(f('a', o.two(1))) out(f('a', o.many(1)))
out(f('a', 'b', o.none())) out(f('a', 'b', o.one(1))) out(f('a', 'b', o.two(1))) out(f('a', 'b', 'c', o.many(1)))
out(o:arguments(o.none())) out(o:arguments(o.one(nil))) out(o:arguments(o.two(1)))
out(o:arguments('a', o.none())) out(o:arguments('a', o.one(1))) out(o:arguments('a', o.many(1)))
local function last(x) return f(x, o.two(x)) end
out(last(5))
local function method(x) return o:arguments(o.many(x)) end
out(method(6))
out(tostring(o.one(7)), #tostring(o.one('eight')), math.max(o.many(1)), string.rep('x', o.one(3)))
out(pcall(string.rep, o.two('y'))) out(pcall(string.rep, o.none()))
-- ## chains of calls in last position whose last argument is a call
local id = function(x) return x end
local down
down = function(n) if n == 0 then return 'bottom' end return down(id(n - 1)) end
out(down(20000))
local function even(n, odd) if n == 0 then return true end return odd(id(n - 1), even) end
local function odd(n, other) if n == 0 then return false end return other(id(n - 1), odd) end
out(even(20001, odd))
-- ## a function that calls itself with one result
local function sum(n) if n == 0 then return 0 end return n + sum(n - 1) end
local function fact(n, acc) if n <= 1 then return acc end return fact(n - 1, acc * n) end
local function text(n) if n == 0 then return '' end return text(n - 1) .. n end
out(sum(100), fact(10, 1), text(9), math.max(sum(3), fact(3, 1)), #text(sum(4)))
local function list(n) if n == 0 then return nil end return {n = n, rest = list(n - 1)} end
local function length(l) if l == nil then return 0 end return 1 + length(l.rest) end
out(length(list(50)), length(list(0)))
-- ## the environment of a function with one result
local function name() return label end
local function show() return name() end
out(show(), (show())) label = 'set' out(show(), select('#', show()))
-- ## records with the same fields in other places
local function a() return {x = 1, y = 2} end
local function b() return {y = 3, x = 4, z = 5} end
local function c() local t = {} t.z = 6 t.y = 7 t.x = 8 return t end
local function d() return setmetatable({}, {__index = {x = 9, y = 10, z = 11}}) end
local function sum(t) return t.x + t.y + (t.z or 0) end
for i = 1, 3 do out(sum(a()), sum(b()), sum(c()), sum(d())) end
local function set(t) t.x = t.x + 1 t.y = nil t.z = 'z' return t.x, t.y, t.z end
for i = 1, 3 do out(set(a())) out(set(b())) out(set(c())) out(set(d())) end
out(pcall(sum, nil)) out(pcall(sum, 'text')) out(pcall(set, 5))
-- ## records whose fields are asked for in other tables
local point = {x = 1, y = 2}
local function get(t) return t.x, t.y end
out(get(point)) out(get({})) out(get({x = false})) out(get({1, 2, x = 3})) out(get(string))
local log = {}
local proxy = setmetatable({}, {
  __index = function(t, k) log[#log + 1] = k return k .. '?' end,
  __newindex = function(t, k, v) log[#log + 1] = k .. '=' .. tostring(v) rawset(t, k, v) end,
})
local function put(t, v) t.x = v return t.x end
out(get(proxy)) out(put(proxy, 1), put(proxy, nil), put(proxy, 2)) out(table.concat(log, ' '))
point.x = nil out(get(point)) point.x = 7 out(get(point))
for k in pairs(point) do point[k] = nil end out(get(point))
-- ## functions that call functions that fail
local function check(x) if not x then error('no x', 2) end return x end
local function outer(x) local y = check(x) return y end
local function middle(x) local y = outer(x) return y .. '!' end
out(pcall(middle, 'a')) out(pcall(middle)) out(pcall(function() return middle(check(nil)) end))
local function field(t) return t.a.b end
local function use(t) local v = field(t) return v end
out(pcall(use, {a = {b = 1}})) out(pcall(use, {}))
-- ## deep calls by way of functions called directly
local function leaf(t) return t.next end
local function walk(t, n) local inner = leaf(t) if n == 0 then return inner end return walk(inner, n - 1), 1 end
local loop = {} loop.next = loop
out(walk(loop, 100) == loop)
local meta = setmetatable({}, {__index = function(t, k) return t[k .. k:sub(1, 1)] end})
local function look(t) local v = t.k return v end
local ok, message = pcall(look, meta)
out(ok, (tostring(message):gsub('^.-:%d+: ', ''):gsub('%s.*', '')))
