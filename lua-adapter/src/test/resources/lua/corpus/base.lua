-- ## type
out(type(nil), type(true), type(1), type 'x', type {}, type(print), type(coroutine.create(print)), type(newproxy()))
out(pcall(type))
-- ## tostring of everything
out(tostring(nil), tostring(true), tostring(false), tostring(1), tostring(-1.5), tostring 'x', tostring '')
out(tostring({}), tostring(print):match '^function', tostring(function() end), tostring(coroutine.create(print)))
out(pcall(tostring))
-- ## tostring of numbers
for _, n in ipairs {0, -0, 1, -1, 0.1, 1e15, 1e16, 1e100, 123456789012, 1 / 3, 2 ^ 31, 2 ^ 53, 2 ^ 63, 1 / 0, -1 / 0, 1e-10, 12345678901234567890} do out(tostring(n)) end
-- ## tonumber
out(tonumber '10', tonumber '0x1F', tonumber ' 5 ', tonumber '1e2', tonumber '.5', tonumber '5.', tonumber '-7', tonumber '+7')
out(tonumber 'x', tonumber '', tonumber ' ', tonumber '1 2', tonumber '1e', tonumber '--1', tonumber '0x', tonumber '1..2', tonumber '1e+')
out(tonumber(nil), tonumber {}, tonumber(true), tonumber(print), tonumber(5), tonumber(1 / 0))
out(tonumber '\t7\n', tonumber '7\0', tonumber '0x10p1', tonumber '1E3', tonumber '0X1f', tonumber '-0', tonumber '-0x10')
-- ## tonumber of names of numbers
out(tonumber 'inf' == 1 / 0, tonumber 'nan' ~= nil, tonumber 'infinity' == 1 / 0, tonumber '-inf', tonumber '1e400', tonumber '-1e400')
-- ## tonumber with a base
out(tonumber('ff', 16), tonumber('777', 8), tonumber('zz', 36), tonumber('101', 2), tonumber('FF', 16), tonumber('10', 10))
out(tonumber('8', 8), tonumber('g', 16), tonumber('', 10), tonumber(' 11 ', 2), tonumber('-11', 2), tonumber('1.5', 10), tonumber('1.5', 8))
out(pcall(tonumber, '10', 1)) out(pcall(tonumber, '10', 37)) out(pcall(tonumber, {}, 10)) out(pcall(tonumber, 10, 16)) out(pcall(tonumber))
-- ## select
out(select(1, 'a', 'b')) out(select(2, 'a', 'b')) out(select(3, 'a', 'b')) out(select(-1, 'a', 'b')) out(select(-2, 'a', 'b'))
out(select '#', select('#', nil), select('#', 1, 2)) out(select('2', 'a', 'b')) out(select(1.9, 'a', 'b'))
out(pcall(select, 0)) out(pcall(select, -3, 1, 2)) out(pcall(select)) out(pcall(select, 'x')) out(pcall(select, nil)) out(pcall(select, {}))
-- ## rawequal
local t = setmetatable({}, {__eq = function() return true end})
out(rawequal(t, t), rawequal(t, {}), rawequal(1, 1.0), rawequal('a', 'a'), rawequal(1, '1'), rawequal(nil, nil), rawequal(nil, false))
out(pcall(rawequal)) out(pcall(rawequal, 1))
-- ## rawget and rawset
local t = {}
out(rawset(t, 'x', 1) == t, rawget(t, 'x'), rawget(t, 'y'), rawget(t, nil))
out(pcall(rawget, 1, 2)) out(pcall(rawget)) out(pcall(rawset, 1, 2, 3)) out(pcall(rawset, {})) out(pcall(rawset, {}, 1)) out(pcall(rawget, {}))
-- ## ipairs and pairs of what is no table
out(pcall(ipairs)) out(pcall(ipairs, nil)) out(pcall(ipairs, 5)) out(pcall(pairs)) out(pcall(pairs, nil)) out(pcall(pairs, 'x'))
-- ## ipairs respects no metamethods
local t = setmetatable({1}, {__index = function(t, i) if i < 4 then return i * 10 end end})
local n = 0 for i, v in ipairs(t) do n = n + v end
out(n)
-- ## loadstring
out(loadstring 'return 1 + 1'()) out(loadstring('return ...')(1, 2)) out(loadstring ''()) out(type(loadstring 'x = 1'))
out(loadstring('return', '=name')) out(pcall(loadstring)) out(pcall(loadstring, {}))
-- ## loadstring and its names
out(loadstring('x =', '=name')) out(loadstring('x =', '@file')) out(loadstring('x =', 'code')) out(loadstring 'x =') out(loadstring('x =\ny', 'a\nb'))
out(loadstring 'local x = 1 local y = 2 error("long enough a line to be cut off somewhere here in the middle of it") x =')
out(loadstring('x =', '=' .. ('n'):rep(100))) out(loadstring('x =', '@' .. ('n'):rep(100))) out(loadstring('x =', ('n'):rep(100)))
-- ## loadstring's code has errors of its own
out(pcall(loadstring 'error "x"')) out(pcall(loadstring('\n\nerror "x"', '=chunk'))) out(pcall(loadstring('local x = nil + 1', '@chunk.lua')))
-- ## loadstring's code sees globals
x = 5
loadstring 'x = x + 1'()
out(x, loadstring 'return x'())
local y = 1
out(loadstring 'return y'())
-- ## loadstring with syntax errors
for _, code in ipairs {'x', 'x =', '= 1', 'local', 'local 1', 'if', 'if x', 'if x then', 'for', 'for i', 'for i =', 'for i = 1', 'for i = 1, 2', 'for i in',
  'while', 'while x', 'repeat', 'function', 'function f', 'function f(', 'function f()', 'return return', 'end', 'x y', 'x.1', 'x[', 'x[1', 'f(', 'f(1', 'f(1,',
  '{', 'x = {', 'x = {1', 'x = {1,,}', 'x = 1 +', 'x = (1', 'x = "abc', "x = 'a\nb'", 'x = [[abc', '--[[abc', 'x = 1..2', 'x = 3x', 'x = 0xg', 'x = 1e', '@', 'x = ~1', 'a.b:c = 1', 'a:b', 'f() = 1',
  '(a) = 1', 'a, b', 'a, f() = 1', 'local function', 'local function 1', 'local x.y = 1', 'x = }', 'x = "\\400"', 'x = "\\xgg"', 'break x', 'return 1 x = 2', 'not x', '1 = x', 'nil = 1', '...', 'x = function', 'function a.b:c.d() end', 'for a.b = 1, 2 do end', 'for a, b = 1, 2 do end', 'else', 'local x <const> = 1', 'x = a b', 'goto', '::x', '::', 'f{', "f'", 'x = #', 'x != 1', 'x = !1', 'x += 1', 'x = 1 // 2', 'x = 1 & 2', 'x = a ? b', '\0', '$', '`', 'x = "\\z'} do
  out(code, (select(2, loadstring(code, '=s'))))
end
-- ## load with a function
local parts = {'return ', '1', ' + 2', nil}
local i = 0
out(load(function() i = i + 1 return parts[i] end)())
out(load(function() return nil end)())
local n = 0
out(load(function() n = n + 1 if n == 1 then return 'return 5' end return '' end)())
out(pcall(load(function() i = nil error('reader', 0) end) or error))
-- ## load with a function that returns nonsense
out(load(function() return {} end)) out(load(function() return true end))
-- ## load with a string and an environment
out(load('return x', 'n', 't', {x = 7})()) out(load('x = 1 return x', '=n', 't', {})()) out(load('return 1', 'n', 'b'))
out(load('x =', '=n')) out(pcall(load)) out(pcall(load, 5)) out(pcall(load, nil))
-- ## unpack with odd bounds
out(unpack({1, 2, 3}, -1, 1)) out(unpack({1, 2}, 3, 1)) out(unpack({1, 2}, 1.9, 2)) out(unpack({1, 2}, '1', '2'))
-- ## collectgarbage
out(collectgarbage(), collectgarbage 'collect', type(collectgarbage 'count'), collectgarbage 'step' ~= nil)
out(pcall(collectgarbage, 'nonsense'))
-- ## assert gives everything back
out(assert(true, nil, false), select('#', assert(1, 2, nil)))
-- ## getfenv and setfenv
local env = {out = out}
local function f() return x end
out(getfenv(f) == _G, getfenv() == _G, getfenv(1) == _G)
out(setfenv(f, env) == f, getfenv(f) == env, f())
env.x = 'in env' x = 'global'
out(f())
-- ## setfenv of the running function
local function f() setfenv(1, {out = out, y = 'mine'}) return y end
out(f(), y)
-- ## setfenv is inherited by what is made later
local function f() setfenv(1, {n = 5}) return function() return n end end
out(f()(), n)
-- ## setfenv reaches the caller
local function change() setfenv(2, {out = out, v = 'changed'}) end
local function f() change() return v end
out(f(), v)
-- ## setfenv with a metatable
local env = setmetatable({}, {__index = _G})
local f = setfenv(loadstring 'x = 1 return x, type(print)', env)
out(f()) out(rawget(env, 'x'), x)
-- ## setfenv of what has none
out(pcall(setfenv, print, {})) out(pcall(setfenv, 1)) out(pcall(setfenv, {}, {})) out(pcall(setfenv, 100, {})) out(pcall(setfenv, -1, {})) out(pcall(getfenv, 100)) out(pcall(getfenv, -1)) out(pcall(getfenv, 'x'))
out(getfenv(print) == _G)
-- ## _G
x = 1
out(_G.x, _G._G == _G, rawget(_G, 'x')) _G.y = 2 out(y) _G['z z'] = 3 out(_G['z z'])
local n = 0 for k in pairs(_G) do if k == 'x' or k == 'y' then n = n + 1 end end out(n)
-- ## _VERSION
out(_VERSION)
-- ## globals with a metatable
setmetatable(_G, {__index = function(_, k) return 'no ' .. k end, __newindex = function(t, k, v) rawset(t, k, v .. '!') end})
out(undefined) new = 'v' out(new)
-- ## globals that replace functions
local old = type
type = function() return 'mine' end
out(type(1)) type = old out(type(1))
-- ## next as an iterator of an empty table
for k in next, {} do out 'never' end
out(pcall(function() for k in next do end end))
-- ## an environment function sees the global table of its own
local f = loadstring 'return getfenv(1)'
out(f() == _G)
-- ## pcall of select
out(pcall(select, 2, 'a', 'b', 'c')) out(pcall(unpack, {1, 2})) out(pcall(tostring, 1)) out(pcall(next, {5}))
-- ## functions as arguments of pcall
out(pcall(table.concat, {1, 2}, '-')) out(pcall(math.max, 1, 5, 3)) out(pcall(string.format, '%d', 5))
-- ## tonumber of very long texts
local function p(s) out(tonumber(s) and string.format("%.17g", tonumber(s))) end
p(('9'):rep(2000)) p('0.' .. ('0'):rep(2000) .. '123456789') p(('9'):rep(300)) p('1' .. ('0'):rep(1200) .. 'e-1200') p('0.' .. ('3'):rep(1500))
p('1' .. ('0'):rep(1200) .. '1e-1200') p(('0'):rep(5000) .. '12') p('9007199254740993' .. ('0'):rep(1200) .. 'e-1200') p('9007199254740993' .. ('0'):rep(1200) .. '1e-1201') p('9007199254740993.' .. ('0'):rep(1200) .. '1')
p('-9007199254740993.' .. ('0'):rep(1200) .. '1') p((' '):rep(5000) .. '12' .. (' '):rep(5000)) p('2.' .. ('2'):rep(3000) .. 'e300') p('2.' .. ('2'):rep(3000) .. 'e') p(('1'):rep(1101)) p('0.' .. ('1'):rep(1101) .. 'e-290')
-- ## load with a reader that fails again and again
for i=1,3000 do load(function() error"x" end) end out(1)
out(load(function() return 5 < 6 end))
out(load(function() error("x", 0) end))
local n = 0 out(load(function() n = n + 1 return n == 1 and "return " or n == 2 and "42" or nil end)())
-- ## next and rawset complain without a position
out(pcall(function() next({}, 'x') end)) out(pcall(function() for k in next, {}, 5 do end end)) out(pcall(function() rawset({}, nil, 1) end)) out(pcall(function() rawset({}, 0 / 0, 1) end)) out(pcall(function() local t = {} t[nil] = 1 end))
-- ## a reader is asked only for what is read
local function asked(pieces, ...) local n = 0 local f, e = load(function() n = n + 1 return pieces[n] or pieces.rest end, ...) return type(f), e, n end
out(asked{rest = 'x = = '}) out(asked{'x = ', '1', ' y', ' =', ' = '}) out(asked{'', 'x = ='}) out(asked{'x = 1', '', 'x = ='}) out(asked{'x', '=', '1'}) out(asked{1, 2, 3})
-- ## a reader that gives no text
out(load(function() return {} end)) local n = 0 out(load(function() n = n + 1 return n < 3 and 'x = 1 ' or true end)) out(n)
-- ## a reader that fails
local n = 0 out(load(function() n = n + 1 if n == 2 then error('broken') end return 'x = ' end)) out(load(function() error({}) end)) out(n)
-- ## a reader between all bytes of a token
local s, n = '--[==[ c ]] ]==] local s = "a\\065\\z  b" .. [[c\n]] return s, 0x1p4, 1e2, not nil ~= (1 .. 2 ~= "12")', 0
out(load(function() n = n + 1 return n <= #s and s:sub(n, n) or nil end)())
-- ## a reader that loads
local function nested(n) return load(function() if n > 0 then nested(n - 1) end n = n - 1 return n >= 0 and 'x = ' .. n .. ' ' or nil end) end nested(6)() out(x)
-- ## modes and names of chunks are looked at first
out(pcall(load, 'x', {}, 'b')) out(pcall(load, 'x', 'n', {})) out(pcall(load, {}, {}, {})) out(pcall(load, nil, 'n')) out(load('x = 1', 'n', 'b')) out(load('x =', 'n\0m')) out(load('x =', '=n\0m')) out(load('x =\0'))
-- ## binary chunks are refused
out(load('\27x', 'n')) out(load('\27x', '=n')) out(load('\27x')) out(load('\27x', 'n', 't')) out(load(function() return '\27' end, '@n', 'b')) out(load(function() return '\27' end, '@n', 't'))
-- ## assert raises what came last
out(pcall(assert, nil, {}, 'last')) out(pcall(assert, nil, nil)) out(pcall(assert, nil, nil, 'last')) out(pcall(assert, false, 'a', 'b')) out(pcall(assert, false))
-- ## arguments of the collector
out(collectgarbage('step'), collectgarbage('step', 0), pcall(collectgarbage, 'step', 'x')) out(pcall(collectgarbage, 'count', {})) out(pcall(collectgarbage, 'foo', {})) out(pcall(collectgarbage, 'setpause', 'x'))
-- ## differences of times
out(os.difftime(2 ^ 31, -1.5), os.difftime(5), os.difftime(1.9, 0.9)) out(pcall(os.difftime, 'x', 'y')) out(pcall(os.difftime, 'x')) out(pcall(os.difftime))
-- ## handlers that are missing
out(pcall(xpcall)) out(pcall(xpcall, print)) out(pcall(xpcall, print, {})) out(pcall(xpcall, nil, nil))
