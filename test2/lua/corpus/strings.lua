-- ## len, sub
local s = 'hello'
out(s:len(), s:sub(2), s:sub(2, 3), s:sub(-3), s:sub(-3, -2), s:sub(0), s:sub(10), s:sub(3, 2), s:sub(-100, 100), s:sub(2, -2))
out(('').sub('', 1), s:sub(1.9), s:sub('2'), s:sub(1, -10), s:sub(5, 5), s:sub(6), s:sub(0, 0))
-- ## sub with infinite bounds
local s = 'hello'
out(s:sub(1, 1e9), s:sub(-1e9, 2), s:sub(1, 2 ^ 31 - 1))
-- ## upper, lower, reverse
out(('aBc1é'):upper(), ('aBcÉ'):lower(), ('abc'):reverse(), (''):reverse(), ('a\0b'):reverse():byte(1, -1))
-- ## rep
out(('x'):rep(3), ('ab'):rep(2), ('x'):rep(0), ('x'):rep(-1), (''):rep(100), ('x'):rep(2.9), ('x'):rep('3'), #('abc'):rep(1000))
out(('x'):rep(3, ','), ('x'):rep(1, ','), ('x'):rep(0, ','), (''):rep(3, '-'))
-- ## byte
out(('A'):byte(), ('ABC'):byte(2), ('ABC'):byte(-1), ('ABC'):byte(1, 3), ('ABC'):byte(10), (''):byte(), ('\255\0'):byte(1, 2))
out(select('#', ('ABC'):byte(0)), select('#', ('ABC'):byte(3, 1)), ('ABC'):byte(0, 10))
-- ## char
out(string.char(), string.char(65, 66), string.char(0, 255):byte(1, 2)) out(string.char('65'), string.char(65.9))
out(pcall(string.char, 256)) out(pcall(string.char, -1)) out(pcall(string.char, 'x')) out(pcall(string.char, 1, {}))
-- ## find plain
out(('hello'):find('l', 1, true), ('hello'):find('xyz', 1, true), ('a.b'):find('.', 1, true), ('a.b'):find '.', ('hello'):find(''), ('hello'):find('', 10), ('hello'):find('', 6))
out(('hello'):find('l', -2), ('hello'):find('h', -100), ('hello'):find('o', 5), ('hello'):find('o', 6), ('aXb'):find('X', 2, true), ('a+b'):find('+', 1, true))
-- ## find gives captures
out(('key=value'):find '(%w+)=(%w+)') out(('hello'):find '(l)(l)') out(('hello'):find '()ll()') out(('hello'):find('(x)'))
-- ## escapes
out('\a\b\f\n\r\t\v\\\'\"', #'\a\b\f\n\r\t\v\\\'\"', '\65\066\0677', '\x41\x4a', 'a\z
   b', 'a\
b', #'\0', '\u{48}' or '')
-- ## escapes of code points
out('\u{41}', #'\u{e9}', #'\u{20ac}', #'\u{10FFFF}')
-- ## unknown escapes
out(loadstring([[return '\q']])) out(loadstring([[return '\300']])) out(loadstring([[return '\x4']])) out(loadstring([[return '\-']]))
-- ## long strings
out([[a]], [==[a]]b]=]c]==], [[
first newline skipped]], #[[

]], [[a\nb]], [=[]]]=], [[a
b]])
-- ## comments
local x = 1 -- comment
--[[ long
comment ]] local y = 2
--[==[ another ]] ]==] local z = 3
---[[ not long
out(x, y, z) --]]
-- ## quotes
out("it's", 'say "hi"', "\"", '\'', [["']])
-- ## strings are bytes
out(#'é', ('é'):byte(1, -1), 'é' == '\195\169', ('é'):len()) out(#'€', ('€'):sub(1, 1):byte())
-- ## strings with zeros
local s = 'a\0b'
out(#s, s:byte(2), s == 'a\0b', s == 'a\0c', ('a\0b'):find('b', 1, true), ('a\0b'):upper():byte(3), s .. s == 'a\0ba\0b')
-- ## comparison of strings
out('a' < 'b', 'a' < 'A', 'abc' < 'abd', 'abc' < 'ab', '' < '\0', 'a' <= 'a', '\127' < '\128', 'é' > 'z')
-- ## numbers as strings in methods
local n = 12345
out((n .. ''):sub(2, 3), string.len(n), string.sub(n, 2, 3), string.rep(n, 2), string.upper(1e100), string.byte(5))
out(pcall(function() return n:len() end)) out(pcall(function() return (5):rep(2) end))
-- ## format q
out(string.format('%q', 'a\nb"c\\d\0e\rf\200')) out(string.format('%q', '')) out(string.format('%q', 5)) out(loadstring('return ' .. string.format('%q', 'x\n\0\r"y'))() == 'x\n\0\r"y')
-- ## gmatch
for w in ('one two  three'):gmatch '%a+' do out(w) end
for k, v in ('a=1, b=2'):gmatch '(%w+)=(%w+)' do out(k, v) end
for p in ('abc'):gmatch '()' do out(p) end
for a in ('abc'):gmatch '' do out('[' .. a .. ']') end
for a in ('abc'):gmatch '%d*' do out('[' .. a .. ']') end
-- ## gmatch with an anchor
local n = 0 for w in ('aaa'):gmatch '^a' do n = n + 1 if n > 5 then break end end out(n)
-- ## gsub
out(('hello world'):gsub('o', '0')) out(('hello'):gsub('l', 'L', 1)) out(('hello'):gsub('', '-')) out(('abc'):gsub('%w', '%0%0')) out(('abc'):gsub('x', 'y'))
out(('hello'):gsub('l', 'L', 0)) out(('hello'):gsub('l', 'L', -1)) out(('hello'):gsub('(h)(e)', '%2%1')) out(('abc'):gsub('b', '%%')) out(('abc'):gsub('.', '%0', 2))
-- ## gsub with a table
out(('$a $b $c'):gsub('%$(%w)', {a = 'x', b = 5, c = false})) out(('abc'):gsub('.', {a = 1})) out(('abc'):gsub('(.)(.)', {a = 'first'}))
out(('abc'):gsub('.', setmetatable({}, {__index = function(t, k) return k .. k end})))
-- ## gsub with a function
out(('abc'):gsub('.', function(c) return c:upper() end)) out(('abc'):gsub('.', function(c) if c == 'b' then return false end return nil end))
out(('abc'):gsub('(a)(b)', function(a, b) return b .. a end)) out(('abc'):gsub('.', function() return 5 end)) out(('abc'):gsub('.', function() end)) out(('x'):gsub('()', function(p) return p end))
out(pcall(string.gsub, 'abc', '.', function() return {} end)) out(pcall(string.gsub, 'abc', '.', {a = true}))
-- ## gsub with the wrong arguments
out(pcall(string.gsub, 'abc', '.', true)) out(pcall(string.gsub, 'abc', '.')) out(pcall(string.gsub, 'abc')) out(pcall(string.gsub, 'abc', '.', '%2')) out(pcall(string.gsub, 'abc', '(.)', '%2'))
out(('abc'):gsub('.', 5)) out(('abc'):gsub('b', '%1')) out(pcall(string.gsub, 'abc', 'b', '%'))
out(('abc'):gsub('b', '%x') == 'axc')
-- ## gsub with an anchor
out(('aaa'):gsub('^a', 'b')) out(('hello'):gsub('^h', '')) out(('a^b'):gsub('%^', '')) out(('abab'):gsub('^ab', 'x')) out(('aaa'):gsub('a$', 'b'))
-- ## gsub with empty matches
out(('abc'):gsub('%d*', '-')) out((''):gsub('', 'x')) out(('abc'):gsub('b*', '-')) out(('hello world'):gsub('%w*', 'x')) out((' a b '):gsub('%s*', '_'))
-- ## string functions with nil
out(pcall(string.len)) out(pcall(string.len, nil)) out(pcall(string.upper)) out(pcall(string.rep, 'x')) out(pcall(string.sub, 'x')) out(pcall(string.find, 'x')) out(pcall(string.find)) out(pcall(string.byte)) out(pcall(string.match, 'x')) out(pcall(string.gmatch, 'x'))
out(pcall(string.reverse)) out(pcall(string.lower, {})) out(pcall(string.format)) out(pcall(string.format, nil)) out(pcall(string.len, true))
-- ## string methods on calls
out(('%s-%s'):format('a', 'b'):upper():rep(2, '|'):sub(3))
-- ## dump is refused for natives
out(pcall(string.dump, print)) out(pcall(string.dump)) out(pcall(string.dump, 5))
-- ## splitting
local function split(s, sep) local t = {} for p in (s .. sep):gmatch('(.-)' .. sep:gsub('%p', '%%%0')) do t[#t + 1] = p end return t end
out(table.concat(split('a,b,,c', ','), '|'), #split('', ','), table.concat(split('a.b.c', '.'), '|'))
-- ## trimming
local function trim(s) return (s:gsub('^%s+', ''):gsub('%s+$', '')) end
out('[' .. trim '  a b ' .. ']', '[' .. trim '' .. ']', (' x '):match '^%s*(.-)%s*$')
-- ## counting
out(select(2, ('hello'):gsub('l', '')), select(2, ('a,b,c'):gsub(',', ',')), #('hello'):gsub('[^l]', ''))
-- ## url encoding
local function enc(s) return (s:gsub('[^%w]', function(c) return ('%%%02X'):format(c:byte()) end)) end
local function dec(s) return (s:gsub('%%(%x%x)', function(h) return string.char(tonumber(h, 16)) end)) end
out(enc 'a b&c/é', dec(enc 'a b&c/é') == 'a b&c/é')
-- ## building
local t = {}
for i = 1, 20 do t[#t + 1] = ('%d:%s'):format(i, ('x'):rep(i % 3)) end
out(table.concat(t, ','))
local s = '' for i = 1, 30 do s = s .. i .. (i % 2 == 0 and ',' or ';') end out(s)
-- ## hex dump
out((('Az\0\255'):gsub('.', function(c) return ('%02x '):format(c:byte()) end)))
-- ## caesar
out((('Hello, World'):gsub('%a', function(c) local b = c:match '%l' and 97 or 65 return string.char((c:byte() - b + 13) % 26 + b) end)))
