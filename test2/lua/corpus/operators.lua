-- ## integers and fractions
out(1 + 2, 7 - 10, 3 * 4, 7 / 2, 2 ^ 10, 7 % 3)
-- ## division by zero
out(1 / 0, -1 / 0, 0 / 0, 0 / -1)
-- ## zero has a sign
out(-0, 0 * -1, 0 / -3, 1 / -0, 1 / (0 * -1), -0 == 0)
-- ## zero with a sign from variables
local z = 0
local n = -z
out(n, 1 / n, 1 / z, n + 0, n - 0, n * 1, -n)
-- ## modulo of negatives
out(5 % 3, -5 % 3, 5 % -3, -5 % -3, 5.5 % 2, -5.5 % 2, 5.5 % -2)
-- ## modulo of variables
for _, a in ipairs {7, -7, 0, 2.5, -2.5, 1e15, -1e15} do
  for _, b in ipairs {3, -3, 0.7, -0.7, 1e10} do out(a, b, a % b) end
end
-- ## modulo by zero
local a, z = 5, 0
out(a % z, -a % z, 0 % z, a % -z)
-- ## modulo and infinity
local inf = math.huge
out(5 % inf, -5 % inf, 5 % -inf, inf % 5, -inf % 5, inf % inf)
-- ## modulo of nan
local nan = 0 / 0
out(nan % 1, 1 % nan, nan % 0)
-- ## large modulo
out(2 ^ 53 % 3, 1e300 % 7, -2 ^ 53 % 10, 2 ^ 53 % 2)
-- ## powers
out(2 ^ 0.5, 2 ^ -1, (-2) ^ 2, -2 ^ 2, (-8) ^ (1 / 3), 0 ^ 0, 0 ^ -1, 2 ^ 3 ^ 2)
-- ## powers of special numbers
local inf, nan = math.huge, 0 / 0
out(inf ^ 0, nan ^ 0, 1 ^ nan, inf ^ -1, (-inf) ^ 3, 1 ^ inf, (-1) ^ inf)
-- ## powers of variables
for _, a in ipairs {0, 1, -1, 2, 0.5, 10} do
  for _, b in ipairs {0, 1, 2, -1, 0.5, 3} do out(a, b, a ^ b) end
end
-- ## beyond two to the 53
out(2 ^ 53, 2 ^ 53 + 1, 2 ^ 53 == 2 ^ 53 + 1, 9007199254740993, 2 ^ 63, -2 ^ 63, 2 ^ 64)
-- ## beyond two to the 31
out(2147483647 + 1, -2147483648 - 1, 2147483647 * 2, 65536 * 65536, 4294967295 + 1)
-- ## sums around two to the 31 in variables
local a = 2147483647
local b = a + 1
local c = -a - 2
out(b, c, a * a, b - c, b % 10, c % 10, -c)
-- ## strings as numbers
out('10' + 1, '3' * '4', '0x10' + 0, ' 5 ' - 1, '1e2' / 2, '2' ^ '3', '7' % 4, -'2')
-- ## strings as numbers in variables
local a, b = '10', '4'
out(a + b, a - b, a * b, a / b, a % b, a ^ b, -a)
-- ## a string that is no number
local s = 'abc'
out(pcall(function() return s + 1 end))
out(pcall(function() return 1 + s end))
out(pcall(function() return -s end))
out(pcall(function() return '' * 1 end))
out(pcall(function() return '0x' + 1 end))
out(pcall(function() return '1 1' + 1 end))
-- ## numbers as strings
out(1 .. 2, 1.5 .. '', -0 .. '', 1e100 .. '', 2 ^ 53 .. '', 0.1 .. '', 1 / 3 .. '')
-- ## concatenation of special numbers
out(1 / 0 .. '', -1 / 0 .. '', 100 .. '', 1e15 .. '', 1e14 .. '', 123456789012345678 .. '')
-- ## concatenation is right associative
out('a' .. 'b' .. 'c' .. 1 .. 2 .. 3)
-- ## concatenation of nothing
out('' .. '', ('' .. 'x'), #('a' .. '\0' .. 'b'))
-- ## concatenation binds tighter than comparison
out('a' .. 'b' == 'ab', 1 .. 2 == '12', 2 + 3 .. '' == '5')
-- ## concatenation of nil
local n
out(pcall(function() return 'a' .. n end))
out(pcall(function() return n .. 'a' end))
out(pcall(function() return 'a' .. n .. 'b' end))
out(pcall(function() return 1 .. nil end))
-- ## concatenation of a table
local t = {}
out(pcall(function() return 'a' .. t end))
out(pcall(function() return t .. 'a' end))
out(pcall(function() return 'a' .. 'b' .. t end))
out(pcall(function() return t .. t end))
out(pcall(function() return true .. 'x' end))
-- ## equality
out(1 == 1.0, '1' == 1, 0 == -0, nil == false, 'a' == 'a', {} == {}, 0 / 0 == 0 / 0)
out(1 ~= 1.0, '1' ~= 1, nil ~= false, 0 / 0 ~= 0 / 0)
-- ## order of numbers
out(1 < 2, 2 <= 2, 3 > 2, 2 >= 3, -1 < 0, -0 < 0, 1 < 1 / 0, -1 / 0 < 1)
-- ## order of nan
local nan = 0 / 0
out(nan < 1, nan > 1, nan <= nan, nan >= nan, not (nan < 1), not (nan >= 1), nan == nan, nan ~= nan)
-- ## nan in conditions
local nan = 0 / 0
if nan < 1 then out 'less' else out 'not less' end
if not (nan < 1) then out 'not less' else out 'less' end
if nan ~= nan then out 'unequal' end
while nan > 0 do out 'never' break end
repeat out 'once' until not (nan <= 0)
-- ## order of strings
out('a' < 'b', 'a' < 'B', 'a' < 'aa', '' < 'a', 'a\0b' < 'a\0c', 'Z' < 'a', '10' < '9', '\200' > 'a')
-- ## order of mixed types
out(pcall(function() return 1 < 'x' end))
out(pcall(function() return 'x' < 1 end))
out(pcall(function() return 1 <= '2' end))
out(pcall(function() return 1 > 'x' end))
out(pcall(function() return 'x' >= 1 end))
out(pcall(function() return nil < 1 end))
out(pcall(function() return 1 > nil end))
-- ## order of what has none
out(pcall(function() return {} < {} end))
out(pcall(function() return nil < nil end))
out(pcall(function() return true < false end))
out(pcall(function() return print < print end))
out(pcall(function() return {} <= 1 end))
out(pcall(function() return {} > 'x' end))
-- ## order of variables of mixed types
local t, n, s, x = {}, 1, 's'
for _, f in ipairs {
  function() return t < n end, function() return n < t end, function() return s < n end,
  function() return x < n end, function() return n >= x end, function() return t > s end,
  function() return t <= t end, function() return x > x end,
} do out(pcall(f)) end
-- ## and, or, not
out(nil and 1, false and 1, 1 and 2, nil or 1, false or nil, 1 or 2, not nil, not 0, not '')
-- ## and, or in chains
out(nil or false or 3, 1 and 2 and nil, 1 and nil or 3, false or 1 and 2, (nil and 1) or (2 and 3))
-- ## and, or do not evaluate what they need not
local function f(x) out('f', x) return x end
out(f(nil) and f(1))
out(f(1) and f(2))
out(f(1) or f(2))
out(f(false) or f(nil))
-- ## and, or as values of variables
local a, b, c = 1, nil, false
local x = a and b or c
local y = b or c or a
local z = a and a and a and c
local w = (a or b) and (c or a)
out(x, y, z, w, not x, not not a)
-- ## comparisons as values
local a, b = 1, 2
local x = a < b
local y = a == b or a > b
local z = not (a < b) and 'no' or 'yes'
out(x, y, z, a < b == true, (a > b) == false)
-- ## comparisons in and, or
local function between(a, x, b) return a <= x and x <= b end
out(between(1, 2, 3), between(1, 4, 3), between(1, 0, 3), between('a', 'b', 'c'))
-- ## a comparison or a value
local function f(a, b) return a < b or a end
local function g(a, b) return a < b and b end
out(f(1, 2), f(2, 1), g(1, 2), g(2, 1))
-- ## length
out(#'', #'abc', #{}, #{1, 2, 3}, #{n = 1}, #'\0\0')
-- ## length of what has none
local n
out(pcall(function() return #n end))
out(pcall(function() return #5 end))
out(pcall(function() return #print end))
out(pcall(function() local t = {} return #t.x end))
out(pcall(function() return #true end))
-- ## precedence
out(1 + 2 * 3, (1 + 2) * 3, -2 ^ 2, not 1 == 2, 2 * 3 % 4, -3 % 5, -(3 % 5), 2 ^ -1)
out(1 .. 2 + 3, '5' + 1 .. 2, #'abc' + 1, -#'abc', not #'' == 0, - - 2, not not nil)
-- ## associativity
out(10 - 3 - 2, 100 / 10 / 2, 2 ^ 2 ^ 3, 7 % 5 % 2, 'a' .. 'b' .. 'c')
-- ## comparison chains as booleans
out(pcall(function() return 1 < 2 < 3 end))
out(1 == 1 == true, 1 < 2 == true, nil == nil == nil)
-- ## unary minus
local x = 5
out(-x, - -x, -(-x), -'3', -x ^ 2, -0.0)
out(pcall(function() return -{} end))
out(pcall(function() local n return -n end))
-- ## arithmetic on nil
local a
out(pcall(function() return a + 1 end))
out(pcall(function() return 1 + a end))
out(pcall(function() return a * a end))
out(pcall(function() return nil + 1 end))
out(pcall(function() return 1 - nil end))
-- ## arithmetic on other types
out(pcall(function() return {} + 1 end))
out(pcall(function() return 1 / true end))
out(pcall(function() return print ^ 2 end))
out(pcall(function() return 2 % {} end))
-- ## arithmetic with the wrong operand second
local s, t, n = 'x', {}, nil
out(pcall(function() return s + t end))
out(pcall(function() return t + s end))
out(pcall(function() return t + n end))
out(pcall(function() return n + t end))
out(pcall(function() return '5' + t end))
out(pcall(function() return 5 + s end))
-- ## constant folding keeps errors
out(pcall(function() return 1 + 'a' end))
out(pcall(function() return 'a' + 1 end))
out(pcall(function() return 'a' + 'b' end))
out(pcall(function() return -'a' end))
-- ## constants are folded as they are computed
local one, three, ten = 1, 3, 10
out(1 / 3 == one / three, 0.1 + 0.2 == one / ten + 0.2, 10 % 3 == ten % three, 3 ^ 10 == three ^ ten)
-- ## numbers of many digits
out(0.1 + 0.2, 1 / 3, 100 / 3, 1e21, 1e-5, 123456.789e3, 0.1e-6, 5e-324, 1.7976931348623157e308)
-- ## numbers to fourteen digits
out(3.14159265358979, 2 / 3, 1e14, 1e14 + 0.5, 99999999999999, 999999999999999, 0.00001, 0.0001, 12345.678901234567)
-- ## integers in floats
out(3.0, -3.0, 1e3, 2.5e1, 1e0, 100000000000000, 1e15, 123456789.0)
-- ## swapping
local a, b = 1, 2
a, b = b, a
out(a, b)
-- ## compound expressions of locals
local a, b, c, d = 1, 2, 3, 4
out((a + b) * (c - d) / (a * b) ^ 2 - d % c, a + b .. c + d, (a < b) == (c < d))
-- ## deep expressions
out(((((((((1 + 2) * 3) - 4) / 5) ^ 2) % 7) .. '') .. 'x') .. (1 + (2 + (3 + (4 + (5 + 6))))))
-- ## long sums
local a = 1
out(a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a)
-- ## integers that become fractions
local x = 10
for i = 1, 5 do x = x / 2 out(x) end
-- ## a number that becomes a string and back
local x = 5
x = x .. '0'
out(x, x + 1)
x = x * 2
out(x)
-- ## a variable of several types
local x = 1
out(x + 1)
x = 'a' out(x)
x = x .. 1 out(x)
x = nil out(x)
x = {} out(x)
x = 2.5 out(x * 2)
-- ## a variable that is a number in one branch
local function f(c)
  local x
  if c then x = 1 end
  return pcall(function() return x + 1 end)
end
out(f(true))
out(f(false))
-- ## counters past two to the 31
local x = 2147483640
for i = 1, 10 do x = x + 1 end
out(x)
x = -2147483640
for i = 1, 10 do x = x - 1 end
out(x)
-- ## products past two to the 53
local x = 1
for i = 1, 70 do x = x * 2 end
out(x, x + 1 == x)
-- ## factorials
local x = 1
for i = 1, 25 do x = x * i out(x) end
-- ## fibonacci numbers past integers
local a, b = 0, 1
for i = 1, 100 do a, b = b, a + b end
out(a, string.format('%.0f', a))
-- ## halves are exact
local x = 1
for i = 1, 1074 do x = x / 2 end
out(x > 0, x / 2 == 0, x)
-- ## equality of numbers and numeric strings as keys
local t = {[1] = 'number', ['1'] = 'string'}
out(t[1], t['1'], t[1.0], t[2 / 2])
-- ## comparison of functions and tables by identity
local f, t = function() end, {}
local g, u = f, t
out(f == g, t == u, f == function() end, t == {}, f == t, f ~= t)
-- ## comparison with constants
local x = 5
out(x == 5, x == 5.5, x == '5', x == nil, x == true, x ~= 5, x ~= nil)
local y
out(y == nil, y == false, y ~= nil)
-- ## comparison of large numbers
out(2 ^ 53 < 2 ^ 53 + 2, 1e308 < 1e309, -1e309 < -1e308, 4294967296 > 4294967295)
-- ## arithmetic on results
local function one() return 1, 2 end
local function none() end
out(one() + one(), one() .. one(), -one())
out(pcall(function() return none() + 1 end))
out(pcall(function() return 1 .. none() end))
-- ## arithmetic on varargs
local function f(...) return ... + 1, (...) * 2, -... end
out(f(5, 6))
out(pcall(f))
-- ## order of evaluation of operands
local function f(x) out('f', x) return x end
local x = f(1) + f(2) * f(3) - f(4)
x = f('a') .. f('b') .. f('c')
x = f(1) < f(2)
x = f(1) > f(2)
x = f(1) >= f(2)
-- ## order of evaluation of an indexed assignment
local function f(x) out('f', x) return x end
local t = {}
t[f('k')] = f('v')
local function g() out 'g' return t end
g()[f(1)] = f(2)
-- ## a call changes an operand
local x = 1
local function f() x = 10 return 1 end
out(x + f())
x = 1
out(f() + x)
x = 1
local y = x
out(x .. f() .. x)
-- ## exact decimals
out(0.1, 0.2, 0.3, 0.7, 1.1, 2.675, 1e23, 4.35, 0.1 * 3, 1 - 0.9)
-- ## hexadecimal numbers
out(0x10, 0xff, 0XAB, 0x7fffffff, 0x80000000, 0xffffffff, 0xfffffffffffff)
-- ## hexadecimal fractions
out(0x.8, 0x1p4, 0x1.8p1, 0xA.8p-1, 0x1P+2)
-- ## decimal numbers
out(.5, 5., 3e2, 3E-2, 3.5e+1, 1e1, 0e12, 00012, 1.e1)
