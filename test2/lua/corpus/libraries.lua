-- ## floor, ceil
for _, x in ipairs {1.5, -1.5, 2, -2, 0.5, -0.5, 1e300, 2 ^ 53 + 0.5} do out(math.floor(x), math.ceil(x)) end
out(math.floor '3.7', math.ceil '3.2', math.floor(1 / 0), math.ceil(-1 / 0), math.floor(0 / 0), math.floor(-0))
-- ## abs, max, min
out(math.abs(-5), math.abs(5), math.abs(-0), math.abs(-1 / 0), math.max(1, 3, 2), math.min(1, 3, 2), math.max(5), math.min(-0, 0), math.max('10', 9))
out(pcall(math.max)) out(pcall(math.min)) out(pcall(math.abs)) out(pcall(math.max, 1, 'x')) out(pcall(math.max, 1, nil)) out(pcall(math.abs, {}))
-- ## max and min of nan
local nan = 0 / 0
out(math.max(1, 2), math.max(1 / 0, 5), math.min(-1 / 0, 5))
-- ## sqrt, pow, exp, log
out(math.sqrt(16), math.sqrt(2), math.sqrt(-1), math.pow(2, 10), math.exp(0), math.exp(1), math.log(1), math.log(10), math.log10(1000), math.log(0), math.log(8, 2), math.log(100, 10))
-- ## trigonometry
out(math.sin(0), math.cos(0), math.tan(0), math.sin(1), math.cos(1), math.tan(1), math.asin(1), math.acos(1), math.atan(1), math.atan2(1, 1), math.atan2(-1, -1), math.sinh(1), math.cosh(1), math.tanh(1), math.pi)
-- ## modf, fmod, frexp, ldexp
out(math.modf(3.7)) out(math.modf(-3.7)) out(math.modf(5)) out(math.modf(1 / 0)) out(math.fmod(7, 3), math.fmod(-7, 3), math.fmod(7, -3), math.fmod(5.5, 2), math.fmod(1, 0)) out(math.frexp(8)) out(math.frexp(0.3)) out(math.frexp(0)) out(math.ldexp(0.5, 4), math.ldexp(1, -1))
-- ## deg, rad
out(math.deg(math.pi), math.rad(180), math.deg(1), math.rad(1), math.huge, -math.huge)
-- ## random is in its range
for i = 1, 100 do local r = math.random() if r < 0 or r >= 1 then out('bad', r) end end
for i = 1, 100 do local r = math.random(6) if r < 1 or r > 6 or r % 1 ~= 0 then out('bad', r) end end
for i = 1, 100 do local r = math.random(-3, 3) if r < -3 or r > 3 or r % 1 ~= 0 then out('bad', r) end end
out(math.random(5, 5), math.random(1), pcall(math.random, 1, 2, 3) and 'three' or 'no')
-- ## random with a seed repeats
math.randomseed(42) local a, b, c = math.random(), math.random(100), math.random(-5, 5)
math.randomseed(42) out(a == math.random(), b == math.random(100), c == math.random(-5, 5))
-- ## math with strings and nonsense
out(math.floor '5', math.sqrt '16') out(pcall(math.sqrt, 'x')) out(pcall(math.floor, nil)) out(pcall(math.sin)) out(pcall(math.fmod, 1)) out(pcall(math.pow, 1)) out(pcall(math.ldexp, 1))
-- ## bits of one number
out(bit.tobit(0xffffffff), bit.tobit(2 ^ 32 + 1), bit.tobit(-2 ^ 31), bit.bnot(0), bit.bnot(5), bit.tobit(1.5), bit.tobit(2.5), bit.tobit(-1.5), bit.bswap(0x12345678))
-- ## bits of two numbers
out(bit.band(12, 10), bit.bor(12, 10), bit.bxor(12, 10), bit.band(0xff, 0x0f, 0x03), bit.bor(1, 2, 4, 8), bit.bxor(1, 1, 1), bit.band(-1, 0xff), bit.band(7))
-- ## shifts
out(bit.lshift(1, 4), bit.lshift(1, 31), bit.lshift(1, 32), bit.rshift(256, 4), bit.rshift(-1, 28), bit.arshift(-256, 4), bit.arshift(256, 4), bit.rol(0x12345678, 8), bit.ror(0x12345678, 8), bit.lshift(1, -1))
-- ## tohex
out(bit.tohex(255), bit.tohex(255, 4), bit.tohex(255, -4), bit.tohex(-1), bit.tohex(0), bit.tohex(0xabcdef, 2), bit.tohex(1, 0))
-- ## bits of nonsense
out(pcall(bit.band)) out(pcall(bit.band, 'x')) out(pcall(bit.band, nil)) out(bit.band('15', 7)) out(pcall(bit.lshift, 1)) out(pcall(bit.bnot, {})) out(bit.band(1e15, 0xff), bit.tobit(2 ^ 53))
-- ## os.time of a table
out(os.time {year = 2026, month = 1, day = 2, hour = 3} - os.time {year = 2026, month = 1, day = 1, hour = 3}, os.time {year = 2026, month = 13, day = 1} - os.time {year = 2027, month = 1, day = 1})
out(pcall(os.time, {})) out(pcall(os.time, {year = 2026})) out(pcall(os.time, {year = 2026, month = 1})) out(pcall(os.time, {year = 'x', month = 1, day = 1})) out(os.time {year = 2026, month = 1, day = 1} == os.time {year = '2026', month = 1, day = 1, hour = 12})
-- ## os.date
out(os.date('!%Y-%m-%d %H:%M:%S', 0), os.date('!%A %B %d', 86400 * 45), os.date('!%j %U %w %a %b %p %I %y', 1e9), os.date('!%x %X', 0), os.date('!%c', 0), os.date('!%%', 0), os.date('!', 0))
local t = os.date('!*t', 1e9)
out(t.year, t.month, t.day, t.hour, t.min, t.sec, t.wday, t.yday, t.isdst)
-- ## os.difftime
out(os.difftime(10, 5), os.difftime(5, 10), type(os.time()), type(os.clock()), type(os.date()))
-- ## table.concat of numbers
out(table.concat({1, 2, 3}), table.concat({1.5, -0, 1e100}, ' '), table.concat({1, 'a', 2}, ', '))
-- ## table functions on strings
out(pcall(table.concat, 'x')) out(pcall(table.insert, 'x', 1)) out(pcall(table.remove, 'x')) out(pcall(table.sort, 'x')) out(pcall(table.maxn, 'x'))
-- ## sort is by value
local t = {10, 9, 8, 7, 6, 5, 4, 3, 2, 1} table.sort(t) out(table.concat(t, ' '))
t = {'10', '9', '1'} table.sort(t) out(table.concat(t, ' '))
t = {1.5, -1, 1 / 0, -1 / 0, 0} table.sort(t) out(table.concat(t, ' '))
t = {3, 1, 2, nil, 5} out(pcall(table.sort, {3, 1, 2}, nil))
-- ## sort with a descending order
local t = {} for i = 1, 30 do t[i] = (i * 7) % 31 end table.sort(t, function(a, b) return b < a end) out(table.concat(t, ' '))
-- ## sort by two keys
local t = {} for i = 1, 12 do t[i] = {a = i % 3, b = -i} end
table.sort(t, function(x, y) if x.a ~= y.a then return x.a < y.a end return x.b < y.b end)
for i, r in ipairs(t) do out(r.a, r.b) end
-- ## libraries as tables
local n = 0 for _, name in ipairs {'string', 'table', 'math', 'os', 'bit', 'coroutine'} do if type(_G[name]) == 'table' then n = n + 1 end end out(n)
local s = {} for _, k in ipairs {'byte', 'char', 'find', 'format', 'gmatch', 'gsub', 'len', 'lower', 'match', 'rep', 'reverse', 'sub', 'upper', 'nothing'} do s[#s + 1] = type(string[k]) end out(table.concat(s, ' '))
