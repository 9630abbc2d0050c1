-- ## names
local _, a1, _a, A, aB_9 = 1, 2, 3, 4, 5
out(_, a1, _a, A, aB_9)
local andy, ender, not_, nill = 1, 2, 3, 4 out(andy, ender, not_, nill)
-- ## white space
local	a=1;local b
=
2 out(a,b)
-- ## no white space
local a,b=1,2 out(a+b,a-b,a*b,a/b,a..b,a==b,a~=b,a<b,not(a),#"x",-a)local c={a,b}out(#c)
-- ## two dashes
local a, b = 5, 3
out(a --[[x]] - b, a - - b, a-(-b))
out(a --comment
  - b)
-- ## calls over lines
out(loadstring('local function f(x) return x end local x = f\n(5)', '=s'))
local function f(x) return x end
local x = f(
  5)
out(x)
-- ## parentheses
out((1 + 2) * 3, ((((5)))), (('x')), -(-(3)), (nil), (not nil)) local t = {} (t).x = 1 out((t).x, ((t)).x)
-- ## parentheses cut results
local function two() return 1, 2 end
out((two())) out(two(), (two())) local t = {(two())} out(#t)
-- ## table syntax
local t = {1, 2; 3, ['a'] = 4, b = 5, [2 + 2] = 6,} out(#t, t.a, t.b, t[4]) out(loadstring('x = {;}', '=s')) out(loadstring('x = {1;;}', '=s'))
-- ## table syntax without values
local t, u = {}, {{}, {}} out(#t, #u, #u[1])
-- ## function syntax
local t = {a = {}} function t.f() return 'f' end function t.a.g() return 'g' end function t.a:h() return self == t.a end local function l() return 'l' end
function glob() return 'glob' end out(t.f(), t.a.g(), t.a:h(), l(), glob(), (function() return 'anon' end)())
-- ## semicolons
out(loadstring(';', '=s')) out(loadstring('local a = 1;;', '=s')) out(loadstring('do ; end', '=s'))
-- ## one semicolon each
local a = 1; local b = 2; do local c = 3; end; if a then b = 3; end; out(a, b);
-- ## numbers
out(0, 00, 1., .1, 1e2, 1E2, 1e+2, 1e-2, 0x0, 0xA, 0Xa, 3.14, 314.16e-2, 0.31416E1, 0xff, 1e308 * 10)
-- ## large numbers
out(99999999999999999999, 1e1000, 0x7fffffffffffffff, 0xffffffffffffffff, 123456789012345678901234567890)
-- ## numbers against dots
out(1 ..2, 1. ..2, 1.5 ..'') out(loadstring('return 1..2', '=s'))
-- ## suffixed numbers are refused or known
out(loadstring('return 1x', '=s')) out(loadstring('return 1e', '=s')) out(loadstring('return 0x', '=s')) out(loadstring('return 1.2.3', '=s')) out(loadstring('return 0b2', '=s'))
-- ## keywords as fields
local t = {} t['and'] = 1 out(t['and']) out(loadstring('t.and = 1', '=s')) out(loadstring('local end = 1', '=s')) out(loadstring('function t.end() end', '=s'))
-- ## a shebang
out(loadstring('#!/usr/bin/lua\nreturn 1', '=s'))
-- ## a return must be last
out(loadstring('return 1 out(2)', '=s')) out(loadstring('do return 1 end return 2', '=s')()) out(loadstring('return; ', '=s')())
-- ## ambiguous calls
out(loadstring('local x = f\n(g).x = 1', '=s'))
-- ## too deep parentheses
out(loadstring('return ' .. ('('):rep(190) .. '1' .. (')'):rep(190), '=s')())
out((select(2, loadstring('return ' .. ('('):rep(250) .. '1' .. (')'):rep(250), '=s'))))
-- ## too deep tables
out((select(2, loadstring('return ' .. ('{'):rep(250) .. ('}'):rep(250), '=s'))))
-- ## too deep functions
out(type((loadstring('return ' .. ('function() return '):rep(50) .. '1' .. (' end'):rep(50), '=s'))))
-- ## too deep blocks
out((select(2, loadstring(('do '):rep(250) .. ('end '):rep(250), '=s'))))
-- ## long concatenations
local t = {} for i = 1, 150 do t[i] = '"x"' end out(#loadstring('return ' .. table.concat(t, '..'))())
-- ## long sums of constants
local t = {} for i = 1, 3000 do t[i] = i end out(loadstring('return ' .. table.concat(t, '+'))())
-- ## long sums of variables
local t = {} for i = 1, 1000 do t[i] = 'x' end x = 2 out(loadstring('return ' .. table.concat(t, '+'))())
-- ## long argument lists
local t = {} for i = 1, 200 do t[i] = i end out(loadstring('return select("#", ' .. table.concat(t, ',') .. ')')())
-- ## long tables
local t = {} for i = 1, 5000 do t[i] = i end out(#loadstring('return {' .. table.concat(t, ',') .. '}')())
-- ## tables of many strings
local t = {} for i = 1, 1000 do t[i] = '"s' .. i .. '"' end local u = loadstring('return {' .. table.concat(t, ',') .. '}')() out(#u, u[1], u[500], u[1000])
-- ## long if chains
local t = {'local x = ... if x == 0 then return 0'} for i = 1, 300 do t[#t + 1] = 'elseif x == ' .. i .. ' then return ' .. i * 2 end t[#t + 1] = 'else return -1 end'
local f = loadstring(table.concat(t, '\n')) out(f(0), f(1), f(150), f(300), f(301))
-- ## long functions
local t = {'local x = 0'} for i = 1, 3000 do t[#t + 1] = 'x = x + ' .. i end t[#t + 1] = 'return x' out(loadstring(table.concat(t, '\n'))())
-- ## long functions with loops and calls
local t = {'local s, x = "", 0 local function f(a) return a + 1 end'} for i = 1, 500 do t[#t + 1] = 'for i = 1, 2 do x = f(x) end if x % 7 == 0 then s = s .. x end' end t[#t + 1] = 'return x, #s' out(loadstring(table.concat(t, '\n'))())
-- ## long functions with an error at the end
local t = {'local x'} for i = 1, 2000 do t[#t + 1] = 'do local y = ' .. i .. ' end' end t[#t + 1] = 'return x.y' out(pcall(loadstring(table.concat(t, '\n'), '=long')))
-- ## many functions
local t = {'local t = {}'} for i = 1, 500 do t[#t + 1] = 't[' .. i .. '] = function() return ' .. i .. ' end' end t[#t + 1] = 'return t' local fs = loadstring(table.concat(t, '\n'))() out(#fs, fs[1](), fs[250](), fs[500]())
-- ## long strings in source
local s = ('x'):rep(70000) out(#loadstring('return "' .. s .. '"')(), #loadstring('return [[' .. s .. ']]')())
-- ## carriage returns
out(loadstring('local x = 1\r\nlocal y = 2\r\nreturn x + y')()) out(loadstring('x =\r\n\r\n=', '=s')) out(#loadstring('return [[a\r\nb]]')())
-- ## lines of tokens in messages
out(loadstring('\n\n\nx = = 1', '=s')) out(loadstring('x = [[\n\n]] y', '=s')) out(loadstring('f(\n\n', '=s')) out(loadstring('if x then\n\n\n', '=s')) out(loadstring('for i = 1, 2 do\n\nuntil', '=s')) out(loadstring('x = {\n1,\n2', '=s'))
-- ## tokens in messages
out(loadstring('x = "abc" "def"', '=s')) out(loadstring('x = 5 5', '=s')) out(loadstring('x = a b', '=s')) out(loadstring('x = [[long]] 1', '=s')) out(loadstring('x = ... y', '=s')) out(loadstring('return + ', '=s')) out(loadstring('\1', '=s')) out(loadstring('x = \200', '=s'))
-- ## attributes and other syntax of later versions
out(loadstring('local x <close> = 1', '=s')) out(loadstring('x = 1 // 2', '=s')) out(loadstring('x = ~5', '=s')) out(loadstring('x = 1 << 2', '=s')) out(loadstring('x = a ?? b', '=s'))
-- ## assignment to what cannot be assigned
out(loadstring('f() = 1', '=s')) out(loadstring('(x) = 1', '=s')) out(loadstring('x:y = 1', '=s')) out(loadstring('1 = 2', '=s')) out(loadstring('"x" = 1', '=s')) out(loadstring('a, b() = 1, 2', '=s'))
-- ## expressions are no statements
out(loadstring('x', '=s')) out(loadstring('x.y', '=s')) out(loadstring('x + 1', '=s')) out(loadstring('(f())', '=s')) out(loadstring('"x":len()', '=s')) out(loadstring('{}', '=s'))
-- ## strings over lines
out(loadstring('x = "a\nb"', '=s')) out(loadstring("x = 'a", '=s')) out(loadstring('x = "a\\', '=s')) out(loadstring('x = [==[a]]', '=s')) out(loadstring('x = [=a', '=s')) out(loadstring('--[==[', '=s'))
-- ## the last line without a line feed
out(loadstring('return 5 -- comment')()) out(loadstring('-- only a comment')) 
-- ## unicode names
local é = 5 out(é)
