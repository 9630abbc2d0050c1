-- ## create, resume, yield
local co = coroutine.create(function(a, b) out(a, b) local c = coroutine.yield(1, 2) out(c) local d, e = coroutine.yield() out(d, e) return 'end', nil end)
out(coroutine.resume(co, 'a', 'b')) out(coroutine.resume(co, 'c')) out(coroutine.resume(co, 'd', 'e')) out(coroutine.resume(co)) out(coroutine.status(co))
-- ## wrap
local f = coroutine.wrap(function(a) while a do a = coroutine.yield(a * 2) end return 'done' end)
out(f(1), f(2), f(3), f(nil)) out(pcall(f))
-- ## status
local co co = coroutine.create(function() out(coroutine.status(co)) coroutine.yield() local inner = coroutine.create(function() out(coroutine.status(co)) end) coroutine.resume(inner) end)
out(coroutine.status(co)) coroutine.resume(co) out(coroutine.status(co)) coroutine.resume(co) out(coroutine.status(co))
-- ## an error in a coroutine
local co = coroutine.create(function()
  local x = nil
  return x.y
end)
out(coroutine.resume(co)) out(coroutine.status(co)) out(coroutine.resume(co))
-- ## an error with a table in a coroutine
local co = coroutine.create(function() error {code = 5} end)
local ok, e = coroutine.resume(co) out(ok, type(e), e.code)
-- ## an error in a wrapped coroutine
local f = coroutine.wrap(function() error('inside', 0) end)
out(pcall(f)) out(pcall(f))
local g = coroutine.wrap(function() error 'position' end)
out(pcall(g))
-- ## yield across pcall
local co = coroutine.create(function() local ok, v = pcall(function() local x = coroutine.yield(1) error('got ' .. x, 0) end) out(ok, v) coroutine.yield(2) return 3 end)
out(coroutine.resume(co)) out(coroutine.resume(co, 'x')) out(coroutine.resume(co)) out(coroutine.resume(co))
-- ## yield across xpcall
local f = coroutine.wrap(function() return xpcall(function() coroutine.yield(1) error('x', 0) end, function(e) return 'h' .. e end) end)
out(f()) out(f())
-- ## yield across a metamethod
local t = setmetatable({}, {__index = function(t, k) return coroutine.yield(k) end, __add = function(a, b) return coroutine.yield 'add' end})
local f = coroutine.wrap(function() local x = t.key local y = t + 1 return x, y end)
out(f()) out(f('v')) out(f('sum'))
-- ## yield in an iterator
local f = coroutine.wrap(function() for x in function() return coroutine.yield 'next' end do out(x) end return 'end' end)
out(f()) out(f(1)) out(f(2)) out(f(nil))
-- ## yield across gsub and sort is an error
local f = coroutine.wrap(function() return pcall(string.gsub, 'abc', '.', function() coroutine.yield() end) end)
out(f())
local g = coroutine.wrap(function() return pcall(table.sort, {3, 2, 1}, function(a, b) coroutine.yield() return a < b end) end)
out(g())
-- ## yield outside of a coroutine
out(pcall(coroutine.yield, 1))
-- ## resume of what cannot be resumed
out(pcall(coroutine.resume)) out(pcall(coroutine.resume, 5)) out(pcall(coroutine.create)) out(pcall(coroutine.create, 5)) out(pcall(coroutine.wrap, nil)) out(pcall(coroutine.status)) out(pcall(coroutine.status, {}))
-- ## resume of itself
local co co = coroutine.create(function() return coroutine.resume(co) end)
out(coroutine.resume(co))
local f f = coroutine.wrap(function() return pcall(f) end)
out(f())
-- ## generators
local function gen(n) return coroutine.wrap(function() for i = 1, n do coroutine.yield(i) end end) end
local s = 0 for i in gen(10) do s = s + i end out(s)
-- ## permutations
local function permgen(a, n) if n <= 1 then coroutine.yield(a) else for i = 1, n do a[n], a[i] = a[i], a[n] permgen(a, n - 1) a[n], a[i] = a[i], a[n] end end end
for p in coroutine.wrap(function() permgen({1, 2, 3}, 3) end) do out(table.concat(p, ' ')) end
-- ## producer and consumer
local function producer() return coroutine.create(function() for _, l in ipairs {'a', 'b', 'c'} do coroutine.yield(l) end return nil end) end
local function filter(p) return coroutine.create(function() local n = 1 while true do local _, x = coroutine.resume(p) if not x then return nil end coroutine.yield(n .. x) n = n + 1 end end) end
local f = filter(producer())
while true do local _, x = coroutine.resume(f) if not x then break end out(x) end
-- ## a scheduler
local tasks, log = {}, {}
for i = 1, 3 do tasks[i] = coroutine.create(function() for j = 1, i do log[#log + 1] = i .. ':' .. j coroutine.yield() end end) end
while #tasks > 0 do for i = #tasks, 1, -1 do coroutine.resume(tasks[i]) if coroutine.status(tasks[i]) == 'dead' then table.remove(tasks, i) end end end
out(table.concat(log, ' '))
-- ## coroutines in coroutines
local f = coroutine.wrap(function() local g = coroutine.wrap(function() coroutine.yield 'inner' coroutine.yield 'inner2' end) coroutine.yield(g()) coroutine.yield 'outer' coroutine.yield(g()) end)
out(f(), f(), f())
-- ## coroutines share upvalues
local n = 0
local function inc() for i = 1, 3 do n = n + 1 coroutine.yield(n) end end
local a, b = coroutine.wrap(inc), coroutine.wrap(inc)
out(a(), b(), a(), b(), n)
-- ## many values through yield
local f = coroutine.wrap(function(...) local n = select('#', ...) while true do n = select('#', coroutine.yield(n)) end end)
out(f(1, nil, nil), f(), f(nil), f(1, 2, 3, 4, nil))
-- ## running
local co co = coroutine.create(function() return coroutine.running() == co end)
out(coroutine.resume(co))
-- ## wrap in for with several values
for k, v in coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i, i * i) end end) do out(k, v) end
-- ## a coroutine that ends at once
local co = coroutine.create(function() end)
out(coroutine.resume(co)) out(coroutine.resume(co))
local f = coroutine.wrap(function(...) return ... end) out(f(1, nil, 3))
-- ## native functions as coroutines
local co = coroutine.create(string.upper) out(coroutine.resume(co, 'x')) out(coroutine.status(co))
out(coroutine.wrap(pcall)(error, 'x')) out(coroutine.resume(coroutine.create(error), 'msg'))
-- ## a coroutine left alone
local cos = {} for i = 1, 100 do cos[i] = coroutine.wrap(function() coroutine.yield(i) end) cos[i]() end out(#cos)
-- ## a thousand yields
local f = coroutine.wrap(function() local s = 0 while true do s = s + coroutine.yield(s) end end) f()
local r for i = 1, 1000 do r = f(i) end out(r)
-- ## recursion in a coroutine
local function walk(t) if type(t) == 'table' then for _, v in ipairs(t) do walk(v) end else coroutine.yield(t) end end
local r = {} for v in coroutine.wrap(function() walk {1, {2, {3, 4}, 5}, {{6}}} end) do r[#r + 1] = v end out(table.concat(r, ' '))
-- ## deep recursion in a coroutine
local co = coroutine.create(function() local function f() return 1 + f() end return f() end)
local ok, e = coroutine.resume(co) out(ok, tostring(e):match 'stack overflow')
-- ## tail calls in a coroutine
local f = coroutine.wrap(function() local function loop(n) if n == 0 then return coroutine.yield 'end' end return loop(n - 1) end return loop(100000) end)
out(f(), f('last'))
-- ## a tail call of yield
local f = coroutine.wrap(function() return coroutine.yield(1) end) out(f(), f(2, 3))
-- ## yield in arguments and tables
local f = coroutine.wrap(function() return {coroutine.yield(1), coroutine.yield(2)}, (coroutine.yield(3)) end)
f() f('a') f('b', 'c') local t, x = f('d', 'e') out(#t, t[1], t[2], t[3], x)
-- ## yield in expressions
local f = coroutine.wrap(function() local a = 1 return a + coroutine.yield() * coroutine.yield() .. coroutine.yield() end)
f() f(2) f(3) out(f('x'))
-- ## errors through several coroutines
local function nest(n) if n == 0 then error('bottom', 0) end local ok, e = coroutine.resume(coroutine.create(nest), n - 1) error(e .. n, 0) end
out(pcall(nest, 5))
-- ## error positions through wrap
local f = coroutine.wrap(function()
  error('here')
end)
out(pcall(function()
  f()
end))
-- ## state kept in a generator
local function fibs() local a, b = 0, 1 return coroutine.wrap(function() while true do coroutine.yield(a) a, b = b, a + b end end) end
local g, t = fibs(), {} for i = 1, 15 do t[i] = g() end out(table.concat(t, ' '))
-- ## wrap leaves numbers as they are and cuts messages at a zero
out(pcall(coroutine.wrap(function() error(1, 0) end)))
out(pcall(coroutine.wrap(function() error('a\0b', 0) end)))
local function f() coroutine.wrap(function() error(2, 0) end)() end
out(pcall(f))
local function g() coroutine.wrap(function() error('a', 0) end)() end
out(pcall(g))
