-- ## numeric for
for i = 1, 3 do out(i) end
for i = 3, 1, -1 do out(i) end
for i = 1, 0 do out 'never' end
for i = 0, 1, 0.25 do out(i) end
-- ## numeric for evaluates its limits once
local n = 3
local function limit() out 'limit' return n end
for i = 1, limit() do n = 10 out(i) end
-- ## numeric for has a variable of its own in each turn
local fs = {}
for i = 1, 3 do fs[i] = function() i = i + 10 return i end end
out(fs[1](), fs[1](), fs[2](), fs[3]())
-- ## numeric for is not moved by assignment to its variable
for i = 1, 3 do local j = i i = i * 10 out(j, i) end
-- ## numeric for to infinity
for i = 1, math.huge do if i > 3 then break end out(i) end
for i = 1, -math.huge, -1 do if i < -1 then break end out(i) end
-- ## numeric for with nan
for i = 0 / 0, 1 do out 'never' end
for i = 1, 0 / 0 do out 'never' end
for i = 1, 2, 0 / 0 do out 'never' end
out 'done'
-- ## numeric for with a step of zero upwards
local n = 0
for i = 1, 1, 0 do n = n + 1 if n > 3 then break end end
out(n)
-- ## numeric for with a step of zero downwards
local n = 0
for i = 2, 1, 0 do n = n + 1 if n > 3 then break end end
out(n)
-- ## numeric for with strings
out(pcall(function() for i = '1', 2 do out(i) end end))
out(pcall(function() for i = 1, '2' do out(i, i + 1) end end))
out(pcall(function() for i = 1, 2, '1' do out(i) end end))
-- ## numeric for with what is no number
out(pcall(function() for i = nil, 2 do end end))
out(pcall(function() for i = 1, nil do end end))
out(pcall(function() for i = 1, 2, nil do end end))
out(pcall(function() for i = {}, 2 do end end))
out(pcall(function() for i = 1, 'x' do end end))
-- ## numeric for in fractions
local n = 0
for i = 0, 1, 0.1 do n = n + 1 end
out(n)
for i = 1, 2, 0.3 do out(i) end
for i = -1, -2, -0.5 do out(i) end
-- ## numeric for at the edge of integers
for i = 2147483646, 2147483648 do out(i) end
for i = -2147483647, -2147483649, -1 do out(i) end
for i = 2 ^ 53 - 3, 2 ^ 53 - 1 do out(i) end
local n = 0
for i = 2 ^ 53 - 1, 2 ^ 53 do n = n + 1 if n > 5 then break end end
out(n)
-- ## numeric for with large steps
for i = 1, 10, 4 do out(i) end
for i = 10, 1, -4 do out(i) end
for i = 0, 2 ^ 31, 2 ^ 30 do out(i) end
for i = 1, 3, 100 do out(i) end
-- ## numeric for from minus zero
for i = -0, 0 do out(i) end
for i = -1, 1 do out(i * 0) end
-- ## numeric for over variables that hold fractions
local a, b, c = 0.5, 2.5, 0.5
for i = a, b, c do out(i, i * 2) end
-- ## nested for
for i = 1, 3 do for j = i, 3 do if j == 2 then break end out(i, j) end end
-- ## generic for over ipairs
for i, v in ipairs {'a', 'b', nil, 'd'} do out(i, v) end
-- ## generic for over pairs of an array
for k, v in pairs {10, 20, 30} do out(k, v) end
-- ## generic for over a closure
local function count(n) local i = 0 return function() i = i + 1 if i <= n then return i, i * i end end end
for a, b, c in count(3) do out(a, b, c) end
-- ## generic for passes state and control
local function iter(state, control) out(state, control) if control < 3 then return control + 1, 'v' end end
for i, v in iter, 'state', 0 do out(i, v) end
-- ## generic for ends with the first nil only
local n = 0
for a, b in function() n = n + 1 if n < 3 then return false, nil end return nil, 1 end do out(a, b) end
-- ## generic for over what cannot be called
out(pcall(function() for x in 5 do end end))
out(pcall(function() for x in nil do end end))
out(pcall(function() for x in {} do end end))
out(pcall(function() local t = {} for x in t.y do end end))
-- ## generic for over a callable table
local n = 0
for x in setmetatable({}, {__call = function(self, s, c) n = n + 1 if n < 4 then return n end end}) do out(x) end
-- ## generic for has variables of its own in each turn
local fs = {}
for i, v in ipairs {'a', 'b', 'c'} do fs[i] = function() v = v .. '!' return i, v end end
out(fs[1]()) out(fs[1]()) out(fs[3]())
-- ## generic for is not moved by assignment to its variable
for i, v in ipairs {'a', 'b'} do out(i, v) i = 100 v = nil end
-- ## generic for over pairs while fields are cleared
local t = {}
for i = 1, 20 do t['k' .. i] = i end
local n = 0
for k in pairs(t) do t[k] = nil n = n + 1 end
out(n, next(t))
-- ## generic for over pairs while fields are changed
local t = {}
for i = 1, 10 do t[i] = i end
for k, v in pairs(t) do t[k] = v * 2 end
out(table.concat(t, ','))
-- ## generic for with next
local sum = 0
for k, v in next, {1, 2, 3} do sum = sum + k * v end
for k, v in next, {a = 1, b = 2}, nil do sum = sum + v end
out(sum)
-- ## generic for over more than three values
local function f(a, b) return nil end
for x in f, 1, 2, 3, 4 do out 'never' end
out 'done'
-- ## generic for over too few arguments
out(pcall(function() for k, v in pairs() do end end))
out(pcall(function() for k, v in ipairs() do end end))
out(pcall(function() for k, v in pairs(nil) do end end))
out(pcall(function() for k, v in ipairs(nil) do end end))
-- ## while
local i = 0
while i < 3 do i = i + 1 out(i) end
while true do i = i + 1 if i > 5 then break end end
while false do out 'never' end
while nil do out 'never' end
out(i)
-- ## while has locals of its own in each turn
local fs, i = {}, 0
while i < 3 do i = i + 1 local j = i fs[i] = function() j = j + 1 return j end end
out(fs[1](), fs[1](), fs[2](), i)
-- ## repeat
local i = 0
repeat i = i + 1 until i >= 3
out(i)
repeat local x = i i = i + 1 until x > 5
out(i)
-- ## repeat sees the locals of its body
local n = 0
repeat local done = n == 2 n = n + 1 until done
out(n)
-- ## repeat with closures in the condition
local fs, i = {}, 0
repeat
  i = i + 1
  local j = i
  fs[i] = function() return j end
until (function() return j >= 3 end)()
out(#fs, fs[1](), fs[2](), fs[3]())
-- ## repeat with break
local i = 0
repeat i = i + 1 if i == 2 then break end local x = 1 until x == nil
out(i)
-- ## repeat with continue
local i = 0
repeat
  i = i + 1
  if i % 2 == 0 then goto continue end
  out(i)
  ::continue::
until i >= 5
-- ## if
for _, v in ipairs {1, 'x', true, false, 0} do
  if v == 1 then out 'one' elseif v == 'x' then out 'x' elseif v then out 'true' else out 'false' end
end
-- ## if with nil
local n
if n then out 'yes' else out 'no' end
if not n then out 'yes' end
if n == nil then out 'nil' end
if n ~= nil then out 'never' end
-- ## if with constants
if true then out 'true' end
if false then out 'never' end
if nil then out 'never' end
if 0 then out 'zero is true' end
if '' then out 'empty is true' end
if not true then out 'never' else out 'else' end
-- ## if with and, or
local a, b, c = true, false, nil
if a and not b then out(1) end
if b or c then out 'never' end
if (a or b) and (b or a) then out(2) end
if not (a and b) then out(3) end
if a and b or not c then out(4) end
if not (b or c) and a then out(5) end
-- ## do blocks shadow
local x = 1
do local x = x + 1 out(x) do local x = x * 10 out(x) end out(x) end
out(x)
-- ## a local is not visible in its own expression
local x = 1
local x = x + 1
local x = x * 2
out(x)
-- ## a local function is visible in itself
local function f(n) return n == 0 and 'end' or f(n - 1) end
out(f(5))
local g = function(n) return g end
out(g())
-- ## multiple assignment
local a, b, c = 1, 2
out(a, b, c)
a, b, c = 1, 2, 3, 4
out(a, b, c)
a, b = b, a
out(a, b)
-- ## multiple assignment evaluates first
local i, t = 1, {}
i, t[i] = i + 1, 20
out(i, t[1], t[2])
-- ## multiple assignment from the right
local t = setmetatable({}, {__newindex = function(t, k, v) out(k, v) end})
t.a, t.b, t.c = 1, 2, 3
-- ## multiple assignment to one variable
local a
a, a, a = 1, 2, 3
out(a)
-- ## multiple assignment of calls
local function two() return 1, 2 end
local function none() end
local a, b, c = two()
out(a, b, c)
a, b, c = two(), two()
out(a, b, c)
a, b, c = 0, two()
out(a, b, c)
a, b, c = none(), none()
out(a, b, c)
a, b, c = (two())
out(a, b, c)
-- ## multiple assignment to a table that is replaced
local t = {}
local u = t
t.x, t = 1, {}
out(u.x, t.x)
-- ## multiple assignment with an index that is replaced
local t, i = {1, 2, 3}, 1
t[i], i = 'new', 3
out(t[1], t[3], i)
i, t[i] = 1, 'third'
out(t[1], t[3])
-- ## assignment of nested fields
local t = {a = {b = {c = 1}}}
t.a.b.c = t.a.b.c + 1
t.a.b.d, t.a.e = 'd', 'e'
out(t.a.b.c, t.a.b.d, t.a.e)
-- ## assignment to globals
x, y = 1, 2
x, y = y, x
out(x, y, z)
z = x + y
out(z, _G.z, _G['x'])
-- ## assignment to upvalues
local a, b = 1, 2
local function swap() a, b = b, a end
swap()
out(a, b)
-- ## goto continue
for i = 1, 5 do
  if i % 2 == 0 then goto continue end
  out(i)
  ::continue::
end
-- ## goto continue in while
local i = 0
while i < 5 do
  i = i + 1
  if i == 3 then goto continue end
  out(i)
  ::continue::
end
-- ## goto out of nested loops
for i = 1, 3 do
  for j = 1, 3 do
    if i * j == 4 then goto done end
    out(i, j)
  end
end
::done::
out 'done'
-- ## goto continues the outer loop
for i = 1, 3 do
  for j = 1, 3 do
    if j == 2 then goto continue end
    out(i, j)
  end
  ::continue::
end
-- ## goto backwards
local i = 1
::top::
out(i)
i = i + 1
if i <= 3 then goto top end
-- ## goto backwards makes fresh locals
local fs = {}
do
  local i = 1
  ::top::
  local x = i * 10
  fs[i] = function() x = x + 1 return x end
  i = i + 1
  if i <= 3 then goto top end
end
out(fs[1](), fs[1](), fs[2](), fs[3]())
-- ## goto forward over nothing
do goto l1 end
::l1::
do goto l2 ::l2:: end
out 'here'
-- ## goto with the same label in blocks
do goto l out 'never' ::l:: out(1) end
do goto l out 'never' ::l:: out(2) end
-- ## goto as a state machine
local s, n = 'a', 0
::a:: n = n + 1 if n > 6 then goto finish end
if s == 'a' then s = 'b' goto b else goto c end
::b:: out('b', n) s = 'c' goto a
::c:: out('c', n) s = 'a' goto a
::finish::
out('finish', n)
-- ## goto out of a function is refused
out(loadstring('local function f() goto l end ::l::', '=unit'))
-- ## goto into the scope of a local is refused
out(loadstring('goto l local x = 1 ::l:: print(x)', '=unit'))
-- ## goto to the end of a block skips its locals
do goto l local x = 1 ::l:: end
out 'fine'
-- ## goto to nowhere is refused
out(loadstring('goto nowhere', '=unit'))
out(loadstring('do ::l:: end goto l', '=unit'))
-- ## a label twice is refused
out(loadstring('::l:: ::l::', '=unit'))
-- ## goto into a block is refused
out(loadstring('goto l do ::l:: end', '=unit'))
-- ## a variable called goto
local t = {['goto'] = 1}
out(t['goto'])
out(loadstring('goto = 1', '=unit'))
-- ## break leaves the inner loop
for i = 1, 2 do
  while true do
    repeat break until false
    break
  end
  out(i)
end
-- ## break in the middle of a block
for i = 1, 3 do
  do if i == 2 then break end end
  out(i)
end
-- ## break outside of a loop is refused
out(loadstring('break', '=unit'))
out(loadstring('if x then break end', '=unit'))
out(loadstring('for i = 1, 2 do local f = function() break end end', '=unit'))
-- ## break closes upvalues
local f
for i = 1, 5 do
  local x = i * 2
  f = function() x = x + 1 return x end
  if i == 3 then break end
end
out(f(), f())
-- ## return in the middle of a loop
local function f(t) for i, v in ipairs(t) do if v == 'x' then return i, v end end return 'none' end
out(f {'a', 'x', 'b'})
out(f {'a'})
-- ## return without values
local function f() return end
out(f())
out((f()))
out(select('#', f()), select('#', (f())))
-- ## return of many values
local function f() return 1, nil, 3, nil end
out(select('#', f()))
out(f())
-- ## return with a semicolon
local function f() return 1; end
local function g() do return 2 end out 'never' end
out(f(), g())
-- ## statements with semicolons
local a = 1; local b = 2;
out(a, b);
-- ## calls as statements
local t = {f = function(self, x) out(x or self) end}
t.f(1);
(t.f)(2)
t:f(3)
t.f {4}
t.f 'five'
t['f'](6)
-- ## deep blocks
local n = 0
do do do do do do do do do do n = n + 1 end end end end end end end end end end
if true then if true then while true do repeat for i = 1, 1 do n = n + 1 end until true break end end end
out(n)
-- ## many locals
local a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, a20 =
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20
out(a1 + a20, a5 .. a15, a10)
-- ## two hundred locals
local code = {}
for i = 1, 190 do code[i] = 'local v' .. i .. ' = ' .. i end
code[#code + 1] = 'return v1 + v95 + v190'
out(loadstring(table.concat(code, '\n'))())
-- ## too many locals
local code = {}
for i = 1, 201 do code[i] = 'local v' .. i .. ' = ' .. i end
out(loadstring(table.concat(code, '\n'), '=unit'))
-- ## loops around loops with closures
local fs = {}
for i = 1, 2 do
  local a = 0
  for j = 1, 2 do
    local b = 0
    fs[#fs + 1] = function() a = a + 1 b = b + 1 return i, j, a, b end
  end
end
for round = 1, 2 do for _, f in ipairs(fs) do out(f()) end end
-- ## a variable captured before and after a loop
local x = 0
local fs = {}
for i = 1, 3 do x = x + i if i == 2 then fs[#fs + 1] = function() return x end end end
x = x + 100
out(fs[1]())
-- ## assignment in one branch only
local function f(c) local x = 1 if c then x = 'a' else x = x + 1 end return x end
out(f(true), f(false))
-- ## a loop variable that changes type
local x
for i = 1, 4 do
  if i == 1 then x = 1 elseif i == 2 then x = x .. 'a' elseif i == 3 then x = {x} else x = x[1] end
  out(x)
end
-- ## a loop with a step of NaN goes down
for i = 1, 3, 0 / 0 do out('up', i) end
for i = 3, 1, 0 / 0 do out('down', i) end
for i = 3, 1, tonumber('nan') do out('read', i) end
local nan = math.huge - math.huge
for i = 3, 1, nan do out('computed', i) end
-- ## a large block with labels
local code = 'local n, log = 0, {} ::top:: n = n + 1 ' for i = 1, 400 do code = code .. 'if n % ' .. (i % 7 + 2) .. ' == 1 and n < 5000 then log[#log + 1] = ' .. i .. ' n = n + 3 goto l' .. (i * 11 % 400 + 1) .. ' end n = n + 1 ::l' .. i .. ':: ' end
out(#code > 20000, loadstring(code .. 'if n < 5000 then goto top end return n, #log, table.concat(log, " ", #log - 9)')())
-- ## a large repeat with a local in its condition
local code = 'local n = 0 repeat local enough = n > 900 ' .. ('n = n + 1 if n == 1200 then break end '):rep(500) .. 'until enough return n' out(loadstring(code)())
-- ## a large loop with continue
local code = 'local n, fs = 0, {} for i = 1, 5 do local k = i ' .. ('if n % 3 == i then n = n + 2 goto continue end n = n + k '):rep(300) .. 'fs[i] = function() k = k + n return k end ::continue:: end local s = 0 for _, f in pairs(fs) do s = s + f() end return n, s' out(loadstring(code)())
-- ## lists of more values than fit
out(loadstring('return ' .. ('1, '):rep(240) .. '2') ~= nil) out((loadstring('return ' .. ('1, '):rep(1000) .. '2'))) out(#loadstring('return {' .. ('1, '):rep(1000) .. '2}')())
