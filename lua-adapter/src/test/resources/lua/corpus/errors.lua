-- ## error with a position
local ok, e = pcall(function()
  error('message')
end)
out(ok, e)
-- ## error levels
local function f(level) error('m', level) end
local function g(level)
  f(level)
end
out(pcall(function()
  g(0)
end))
out(pcall(function()
  g(1)
end))
out(pcall(function()
  g(2)
end))
out(pcall(function()
  local x = g(3)
  return x
end))
-- ## error with other values
out(pcall(error)) out(pcall(error, nil)) out(pcall(error, true)) out(pcall(error, 5)) out(pcall(error, {}))
out(pcall(function() error() end)) out(pcall(function() error(nil) end)) out(pcall(function() error(42) end))
out(pcall(function() error(true, 2) end)) out(pcall(function() error({}, 1) end))
-- ## error with a number has a position
out(pcall(function() error(42) end))
out(pcall(function() error(42, 0) end))
local ok, e = pcall(function() error(1.5) end)
out(type(e), e)
-- ## error with a table keeps it
local t = {code = 1}
local ok, e = pcall(error, t)
out(e == t, e.code)
local ok, e = pcall(function() error(setmetatable({}, {__tostring = function() return 'custom' end})) end)
out(tostring(e), type(e))
-- ## error thrown again keeps its position
local ok, e = pcall(function()
  local ok, e = pcall(function()
    error('inner')
  end)
  error(e, 0)
end)
out(e)
-- ## error thrown again with another position
local ok, e = pcall(function()
  local ok, e = pcall(error, 'inner')
  error(e)
end)
out(e)
-- ## nested pcall
out(pcall(pcall, error, 'x'))
out(pcall(pcall, pcall, error))
out(pcall(function() return pcall(function() return pcall(error, 'deep') end) end))
-- ## pcall passes arguments and results
out(pcall(function(...) return select('#', ...), ... end, 1, nil, nil))
out(pcall(function() end)) out(pcall(function() return nil end)) out(pcall(string.upper, 'x'))
out(select('#', pcall(function() end)), select('#', pcall(function() return nil, nil end)))
-- ## pcall of what cannot be called
out(pcall(nil)) out(pcall(5)) out(pcall {}) out(pcall 'x') out(pcall(pcall)) out(pcall(pcall, nil))
-- ## pcall keeps changes
local x, t = 1, {}
pcall(function() x = 2 t[1] = 'a' error 'e' end)
out(x, t[1])
-- ## xpcall
out(xpcall(function() return 1, 2 end, print))
out(xpcall(function() error('x', 0) end, function(e) return 'handled ' .. e, 'second' end))
out(xpcall(function(...) return ... end, print, 1, nil, 3))
out(xpcall(error, function(e) return e end, 'argument'))
-- ## xpcall with an error in the handler
out((xpcall(function() error 'a' end, function() error 'b' end)))
-- ## xpcall with a handler that gives nothing
out(xpcall(function() error 'a' end, function() end))
out(select('#', xpcall(function() error 'a' end, function() end)))
-- ## xpcall handlers see the stack of the error
local depth = 0
local function f() depth = depth + 1 error('x', 0) end
out(xpcall(f, function(e) return e .. depth end))
-- ## xpcall with errors that are no strings
out(xpcall(function() error {1} end, function(e) return type(e), e[1] end))
out(xpcall(function() error() end, function(e) return type(e) end))
out(xpcall(function() local x = nil + 1 end, function(e) return 'h: ' .. e end))
-- ## xpcall of what cannot be called
out(xpcall(nil, function(e) return 'h: ' .. e end))
out(xpcall(5, function(e) return 'h: ' .. e end))
-- ## xpcall nested
out(xpcall(function()
  local ok, e = xpcall(function() error('inner', 0) end, function(e) return e .. '1' end)
  error(e .. '2', 0)
end, function(e) return e .. '3' end))
-- ## assert
out(assert(1, 'm')) out(assert('x')) out(pcall(assert, nil)) out(pcall(assert, false, 'm')) out(pcall(assert, nil, {}))
out(pcall(assert)) out(pcall(assert, false, nil)) out(pcall(assert, false, 5)) out(pcall(assert, nil, 'a', 'b'))
out(assert(1, 2, 3)) out(select('#', assert(1, nil, nil)))
-- ## assert adds no position
local ok, e = pcall(function() assert(false, 'plain') end)
out(e)
-- ## names of globals
out(pcall(function() return x + 1 end)) out(pcall(function() return x.y end)) out(pcall(function() x() end))
out(pcall(function() return x .. 'a' end)) out(pcall(function() return #x end)) out(pcall(function() return -x end))
out(pcall(function() x.y = 1 end)) out(pcall(function() x[1] = 1 end)) out(pcall(function() x:y() end))
-- ## names of locals
out(pcall(function() local x return x + 1 end)) out(pcall(function() local x return x.y end))
out(pcall(function() local x x() end)) out(pcall(function() local x return x .. 'a' end))
out(pcall(function() local x return #x end)) out(pcall(function() local x return -x end))
out(pcall(function() local x x.y = 1 end)) out(pcall(function() local x x:y() end))
-- ## names of upvalues
local x
out(pcall(function() return x + 1 end)) out(pcall(function() return x.y end)) out(pcall(function() x() end))
out(pcall(function() return x .. 'a' end)) out(pcall(function() return #x end)) out(pcall(function() return -x end))
out(pcall(function() x.y = 1 end)) out(pcall(function() x[1] = 1 end)) out(pcall(function() x:y() end))
-- ## names of upvalues that are assigned
local x
local function f() x = nil return x.y end
out(pcall(f))
local function g() x = nil x() end
out(pcall(g))
-- ## names of fields
local t = {u = {}}
out(pcall(function() return t.x + 1 end)) out(pcall(function() return t.x.y end)) out(pcall(function() t.x() end))
out(pcall(function() return t.x .. 'a' end)) out(pcall(function() return #t.x end)) out(pcall(function() return t.u.x.y end))
out(pcall(function() t.x.y = 1 end)) out(pcall(function() t.u.x() end)) out(pcall(function() return -t.u.x end))
-- ## names of fields with variable keys
local t, k = {}, 'k'
out(pcall(function() return t[k] + 1 end)) out(pcall(function() t[k]() end)) out(pcall(function() return t[1] + 1 end))
out(pcall(function() t[1]() end)) out(pcall(function() return t[1].x end)) out(pcall(function() return t['x'].y end))
-- ## names of methods
local t = {u = {}}
out(pcall(function() t:m() end)) out(pcall(function() t.u:m() end)) out(pcall(function() t.m:m() end))
out(pcall(function() t:m 'x' end)) out(pcall(function() local s = 'x' s:m() end)) out(pcall(function() return t:m() end))
-- ## names in calls of results
local function f() end
out(pcall(function() f()() end)) out(pcall(function() return f() + 1 end)) out(pcall(function() return f().x end))
out(pcall(function() f().x = 1 end)) out(pcall(function() f():x() end)) out(pcall(function() return f() .. 'x' end))
-- ## names of constants
out(pcall(function() return ('x').y.z end)) out(pcall(function() return 'a' + 1 end)) out(pcall(function() return {} .. 'x' end))
out(pcall(function() return nil .. 'x' end)) out(pcall(function() return true + 1 end))
-- ## names in longer expressions
local a, b = 1
out(pcall(function() return a + b * 2 end)) out(pcall(function() return (a + 1) * b end)) out(pcall(function() return a .. b .. a end))
out(pcall(function() return a + (b or {}) end)) out(pcall(function() return (a and b) + 1 end)) out(pcall(function() return -b + a end))
-- ## names of locals in longer expressions
out(pcall(function() local a, b = 1 return a + b * 2 end)) out(pcall(function() local a, b = 1 return (a + 1) * b end))
out(pcall(function() local a, b = 1 return a .. b .. a end)) out(pcall(function() local a, b = 1 return a .. 'x' .. b end))
out(pcall(function() local a, b = 1 local c = a + b return c end)) out(pcall(function() local a, b = 1 b = b + a end))
-- ## names of parameters
local function f(a, b) return a + b end
out(pcall(f)) out(pcall(f, 1)) out(pcall(f, {}, 1)) out(pcall(f, 1, 'x'))
local function g(o) return o.x.y end
out(pcall(g)) out(pcall(g, {})) out(pcall(g, 5)) out(pcall(g, 'x'))
-- ## names of loop variables
out(pcall(function() for i = 1, 2 do i() end end)) out(pcall(function() for i = 1, 2 do local x = i.x.y end end))
out(pcall(function() for k, v in ipairs {1} do v() end end)) out(pcall(function() for k, v in ipairs {{}} do local x = v + 1 end end))
-- ## names of varargs
out(pcall(function(...) return ... + 1 end)) out(pcall(function(...) local a = ... return a.x end)) out(pcall(function(...) (...)() end))
-- ## names of fields of upvalues and globals
local t = {}
g = {}
out(pcall(function() return t.a.b end)) out(pcall(function() return g.a.b end)) out(pcall(function() g.a() end))
out(pcall(function() string.nothing() end)) out(pcall(function() math.nothing.x = 1 end)) out(pcall(function() return ('x'):nothing() end))
-- ## names of shadowed variables
local x = 1
do
  local x
  out(pcall(function() return x.y end))
end
local function f(x) do local x = nil return x.z end end
out(pcall(f, {}))
-- ## names in assignments
local a, t = nil, {}
out(pcall(function() a.b.c = 1 end)) out(pcall(function() t.b.c = 1 end)) out(pcall(function() t.x, a.y = 1, 2 end)) out(t.x)
-- ## names of compared values
local a, b = {}, 1
out(pcall(function() return a < b end)) out(pcall(function() return b < a end)) out(pcall(function() return a.x < b end))
out(pcall(function() if a > b then end end)) out(pcall(function() while b <= a.x do end end))
-- ## a line in a multi-line expression
out(pcall(function()
  local a = 1
  local b = a +
    a +
    nil +
    a
end))
-- ## a line in a multi-line call
local function f() error('f', 2) end
out(pcall(function()
  f(
    1,
    2
  )
end))
-- ## a line in a multi-line call of nil
out(pcall(function()
  local x
  x(
    1,
    2
  )
end))
-- ## a line in a multi-line concatenation
out(pcall(function()
  local a
  local s = 'a'
    .. 'b'
    .. a
    .. 'c'
end))
-- ## a line in a multi-line table
out(pcall(function()
  local a
  local t = {
    1,
    a.b,
    2,
  }
end))
-- ## a line in a multi-line index
out(pcall(function()
  local t = {}
  return t
    .x
    .y
end))
-- ## a line in a chain of methods
out(pcall(function()
  local o = {} function o:f() return self end
  return o
    :f()
    :f()
    :g()
    :f()
end))
-- ## a line in a condition
out(pcall(function()
  local a
  if a == nil
    and a.x
    and true
  then
    return 1
  end
end))
-- ## a line in a comparison
out(pcall(function()
  local a, b = 1, {}
  local c = a
    <
    b
end))
-- ## a line in a multi-line return
out(pcall(function()
  local a
  return 1,
    2,
    a.x
end))
-- ## a line in a for loop
out(pcall(function()
  for i = 1,
    'x',
    2
  do
  end
end))
-- ## a line in a generic for loop
out(pcall(function()
  for k
    in
    5
  do
  end
end))
-- ## a line in a while condition
out(pcall(function()
  local x
  while
    x.y
  do
  end
end))
-- ## a line in an until condition
out(pcall(function()
  repeat
    local x
  until
    x.y
end))
-- ## a line in an assignment
out(pcall(function()
  local t
  t
    .x
    =
    1
end))
-- ## a line in unary minus
out(pcall(function()
  local t = {}
  local x =
    -
    t
end))
-- ## a line in nested functions
local function a()
  local x

  return x.y
end
local function b()

  return 1 + a()
end
out(pcall(b))
-- ## lines of levels
local function check(x)
  if not x then
    error('check', 2)
  end
end
local function user()
  check(true)
  check(false)
end
out(pcall(user))
-- ## levels through tail calls
local function f() error('m', 2) end
local function g() return f() end
local function h()
  local x = g()
  return x
end
local ok, e = pcall(h)
out(ok, (e:gsub('^unit:%d+: ', '')))
-- ## levels beyond the stack
out(pcall(function() error('m', 50) end))
out(pcall(error, 'm', 1)) out(pcall(error, 'm', 2)) out(pcall(error, 'm', 3))
-- ## errors of native functions have the caller's line
out(pcall(function()
  string.rep()
end))
out(pcall(function()
  local x =
    ('x'):rep({})
end))
out(pcall(string.rep)) out(pcall(string.rep, 'x', 'y')) out(pcall(setmetatable, 1, 2))
-- ## bad arguments
out(pcall(function() string.sub() end)) out(pcall(function() ('x'):sub({}) end)) out(pcall(function() math.floor('x') end))
out(pcall(function() math.floor() end)) out(pcall(function() table.concat(1) end)) out(pcall(function() tonumber() end))
out(pcall(function() ipairs() end)) out(pcall(function() setmetatable({}) end)) out(pcall(function() string.char(256) end))
out(pcall(function() string.char(-1) end)) out(pcall(function() ('x'):rep(nil) end)) out(pcall(function() string.format('%d', 'x') end))
-- ## bad arguments of methods
local s = 'x'
out(pcall(function() s:rep({}) end)) out(pcall(function() s.rep() end)) out(pcall(function() s:find() end))
out(pcall(function() string.rep(s) end)) out(pcall(function() s:byte('x') end)) out(pcall(function() s:gsub('x') end))
-- ## bad arguments of aliased functions
local rep, t = string.rep, {r = string.rep}
myrep = string.rep
out(pcall(function() rep() end)) out(pcall(function() t.r() end)) out(pcall(function() myrep() end)) out(pcall(function() t['r']() end))
-- ## errors as conditions
local ok = pcall(error)
if not ok then out 'failed' end
if pcall(function() end) then out 'worked' end
-- ## errors in loops
for i = 1, 3 do out(i, pcall(function() if i == 2 then error('two', 0) end return i end)) end
-- ## errors leave loops
local n = 0
pcall(function() for i = 1, 10 do n = i if i == 5 then error() end end end)
out(n)
-- ## errors in iterators
out(pcall(function() for x in function() error('iter', 0) end do end end))
out(pcall(function() for i, v in ipairs {1, 2} do if i == 2 then error('at ' .. v, 0) end end end))
-- ## errors in comparators and callbacks
out(pcall(string.gsub, 'abc', '.', function(c) error('cb ' .. c, 0) end))
out(pcall(table.foreach, {1}, function() error('fe', 0) end))
out(pcall(function() return (('abc'):gsub('.', function(c) return c.x.y end)) end))
-- ## stack overflow in pcall in a loop
for i = 1, 3 do
  local function f(n) return 1 + f(n + 1) end
  local ok, e = pcall(f, 1)
  out(ok, tostring(e):match('stack overflow'))
end
-- ## stack overflow in a metamethod
local mt = {} mt.__index = function(t, k) return t[k] end
local ok, e = pcall(function() return setmetatable({}, mt).x end)
out(ok, tostring(e):match('overflow'))
-- ## stack overflow through tostring
local mt = {} mt.__tostring = function(t) return tostring(t) .. '' end
out((pcall(tostring, setmetatable({}, mt))))
-- ## a finaliser by pcall
local function with(f) local log = {'open'} local ok, e = pcall(f, log) log[#log + 1] = 'close' return ok, e, table.concat(log, ' ') end
out(with(function(log) log[#log + 1] = 'work' return 5 end))
out(with(function(log) log[#log + 1] = 'work' error('broken', 0) end))
-- ## an uncaught error
local function f() local x = nil return x.field end
f()
-- ## an uncaught error with a level
local function f() error('level two', 2) end

f()
-- ## an uncaught error without a position
error('plain', 0)
-- ## an uncaught error in a native function
local x = ('x'):rep({})
-- ## an uncaught bad argument
string.rep()
-- ## an uncaught number
error(42)
-- ## an uncaught error of arithmetic
local a = {}

local b = a.x + 1
-- ## an uncaught call of nil
undefined.method()
-- ## an uncaught comparison

return 1 < 'x'
-- ## assert cuts its message at a zero
out(pcall(assert, nil, 'a\0b')) out(pcall(assert, false, '\0')) out(pcall(error, 'a\0b'))
local function f() assert(nil, 'ab\0c') end
out(pcall(f))
-- ## library functions that are metamethods are called by the operation
local mt = {
  __index = math.abs, __newindex = math.abs, __add = string.rep, __lt = math.max, __le = math.max,
  __concat = math.abs, __unm = math.abs, __eq = math.abs, __call = math.abs,
}
local t, u = setmetatable({}, mt), setmetatable({}, mt)
local function try(f) out(pcall(f)) end
try(function() local d = t return d.x end)
try(function() local d = t d.x = 1 end)
try(function() local d = t return d + 1 end)
try(function() local d = t return 1 + d end)
try(function() local d = t return d < u end)
try(function() local d = t return d >= u end)
try(function() local d = t return d == u end)
try(function() local d = t return d .. 'x' end)
try(function() local d = t return -d end)
try(function() local d = t local x = d() return x end)
try(function() local d = t return d:foo() end)
-- ## in a function that reads more fields than most
for _, failing in ipairs { 'x = t.b.c', 't.b.c = 1', 'x = t.b[1]', 't.b[x] = 1', 't:b()', 't.b()', 'x = #t.b', 'x = none.c',
    'none.c = 1', 'x = ("").b.c', '("").b()', 'x = -t.b', 'x = t.b .. t.a', 'x = t.b < t.a' } do
  local lines = { 'local t, x = { a = 1, m = function() end }' }
  for i = 1, 900 do
    lines[#lines + 1] = 'x = t.a t.a = x t:m() x = t[1] t[1] = x x = #t'
  end
  lines[#lines + 1] = failing
  out(pcall(assert(loadstring(table.concat(lines, '\n'), '=large'))))
end
-- ## what a handler of xpcall sees of the functions that failed
local function upto(trace) return (trace:match("^(.-in function 'xpcall')")) end
local function show(f, ...) local ok, trace = xpcall(f, debug.traceback, ...) out(ok, upto(trace)) end
local missing
local function field() return missing.x end
local function calls() local y = field() return y end
show(calls)
show(function() error('text') end)
show(function() error('level 2', 2) end)
show(function() local x = 1 + {} return x end)
show(function() local x = string.rep() return x end)
show(function() local x = ('x'):bad() return x end)
local t = setmetatable({}, {__index = function(_, k) error('no ' .. k) end, __add = function() return missing.y end})
show(function() local x = t.x return x end)
show(function() local x = t + 1 return x end)
show(function() table.sort({3, 2, 1}, function() error('compared') end) end)
show(function() local ok, message = pcall(error, 'inner') error(message, 0) end)
show(function() for _ in function() error('iterated') end do end end)
out(xpcall(error, function(m) return type(m) end, nil))
out(xpcall(function() error({code = 7}) end, function(m) return m.code end))
-- ## a handler that looks around
local function names() local all = {}
  for level = 2, 6 do local info = debug.getinfo(level, 'nSl')
    if info then all[#all + 1] = info.what .. ' ' .. tostring(info.name) .. ' ' .. info.currentline end end
  return table.concat(all, ', ') end
local function inner() error('x') end
local function outer() inner() return 1 end
local ok, seen = xpcall(outer, function() local s = names() return s end)
out(ok, (seen:match("^(.-xpcall)")))
-- ## handlers around handlers
local function upto(trace) return (trace:match("^(.-in function 'xpcall')")) end
local function fail(m) error(m) end
local function inner() local a, b = xpcall(function() fail('first') end, debug.traceback) out(a, upto(b)) fail('second') end
local ok, trace = xpcall(inner, debug.traceback)
out(ok, upto(trace)) out((debug.traceback('after'):match('^(.-)main chunk')))
-- ## handlers and coroutines
local function h(n) return coroutine.create(function()
  xpcall(function() error('boom' .. n) end, function(e) coroutine.yield(1) end) end) end
local a, b = h(1), h(2)
coroutine.resume(a) coroutine.resume(b) coroutine.resume(a) coroutine.resume(b)
out(coroutine.status(a), coroutine.status(b), (debug.traceback('end'):match('^(.-)main chunk')))
local ok, trace = xpcall(function() error('boom') end, function(e)
  local inner = coroutine.wrap(function() local t = debug.traceback('co') return t end)() return inner end)
out(ok, (trace:find('error', 1, true)))
local ok, trace = coroutine.wrap(function() return xpcall(function() error('within') end, debug.traceback) end)()
out(ok, (trace:match("^(.-in function 'xpcall')")))
