-- ## classes
for _, p in ipairs {'%a', '%d', '%l', '%u', '%s', '%p', '%w', '%x', '%c', '%A', '%D', '%S', '%W', '%g'} do
  local s = {} for i = 0, 255 do if string.char(i):find(p) then s[#s + 1] = i end end
  out(p, #s, s[1], s[#s])
end
-- ## sets
out(('a1b2'):gsub('[0-9]', 'X')) out(('a-b'):gsub('[-]', '_')) out(('a]b'):gsub('[]]', '_')) out(('a^b'):gsub('[%^]', '_')) out(('abc'):gsub('[^b]', '_'))
out(('a-z'):gsub('[a%-z]', '_')) out(('x.y'):gsub('[.]', '_')) out(('aé'):gsub('[\128-\255]', '?')) out(('a%b'):gsub('[%%]', '_')) out(('09az'):gsub('[%d%l]', '_')) out(('a]'):gsub('[^]]', '_'))
-- ## repetition
out(('aaa'):match 'a*', ('aaa'):match 'a-', ('aaa'):match 'a+', ('aaa'):match 'a?', ('aaa'):match 'a-$', (''):match 'a*', (''):match 'a+', ('<<a>>'):match '<(.-)>', ('<<a>>'):match '<(.+)>')
-- ## anchors
out(('abc'):match '^abc$', ('abc'):match '^b', ('abc'):match 'c$', ('a$b'):match 'a$b', ('a^b'):match 'a^b', ('abc'):match '^', ('abc'):match '$', ('x'):match '^$')
-- ## captures
out(('2026-01-02'):match '(%d+)-(%d+)-(%d+)') out(('abc'):match '()b()') out(('abc'):match '((a)(b))') out(('abc'):match '(a)(x?)') out(('hello'):match 'h(.-)o') out(('abc'):match '.')
-- ## back references
out(('abab'):match '(ab)%1', ('abba'):match '(.)(.)%2%1', ('"x"'):match '(["\'])(.-)%1') out(("'a\"b'"):match '(["\'])(.-)%1')
-- ## balance
out(('f(a(b)c)d'):match '%b()', ('[[x]]'):match '%b[]', ('(('):match '%b()', ('x'):match '%b()', ('aabb'):match '%bab', ('f(a)(b)'):gsub('%b()', ''))
-- ## frontier
out(('THE (quick) fox'):find '%f[%a]%a+%f[%A]') out(('the cat'):gsub('%f[%w]%w+', string.upper)) out(('abc'):find '%f[%z]') out(('abc'):match '%f[%a]abc%f[%z]') out(('a1'):gsub('%f[%d]', '-'))
-- ## malformed patterns
for _, p in ipairs {'[a', '[', '%', '(', ')', '(()', '%b', '%bx', '%f', '%fa', '%1', '(%1)', '[%', '[a-', '[]', '[^]', '(a', 'a)', '%2'} do out(p, pcall(string.find, 'abc', p)) end
-- ## special characters
out(('a.b'):find('.', 2), ('a.b'):find '%.', ('a+b'):find '+', ('a*b'):match 'a%*b', ('a?'):match 'a%?', ('a-b'):match 'a%-b', ('(a)'):match '%(a%)')
-- ## a repetition first
out(('*a'):match '*a', ('+a'):match '+a', ('-'):match '-', ('?'):match '?', ('^'):match '^^')
-- ## dots match everything
out(#('a\nb\0c'):match '.*', ('\n'):match '.' == '\n', ('\0'):find '.', ('a\0b'):find '%z', ('a\0b'):find '\0')
-- ## find from a position
out(('abcabc'):find('b', 3), ('abcabc'):find('^b', 2), ('abcabc'):match('%w+', 4), ('abc'):find('c', -1), ('abc'):find('', 4), ('abc'):find('', 5), ('abc'):match('', 10))
-- ## match from a position
out(('hello'):match('l+', 4), ('hello'):match('.', -1), ('hello'):match('.', 0), ('hello'):match('()', 3), ('hello'):match('^h', 2))
-- ## greedy and lazy
out(('aXbXc'):match '(.*)X(.*)') out(('aXbXc'):match '(.-)X(.*)') out(('aXbXc'):match '(.-)X(.-)$') out(('aaa'):match '^(a-)(a*)$') out(('key = value '):match '^(%w+)%s*=%s*(.-)%s*$')
-- ## numbers in text
for n in ('1, -2.5, 3e10 and .5'):gmatch '[-+]?%d*%.?%d+[eE]?%d*' do out(n) end
-- ## a path
out(('/usr/local/lib.so'):match '([^/]*)$', ('/usr/local/lib.so'):match '(.*)/', ('lib.so'):match '%.(%w+)$', ('/a/b'):gsub('/', '.'))
-- ## a query string
for k, v in ('a=1&b=&c=x%20y'):gmatch '([^&=]+)=([^&]*)' do out(k, v) end
-- ## a csv line
for f in ('a,"b",,d'):gmatch '([^,]*)' do out('[' .. f .. ']') end
-- ## nested captures
out(('abcd'):match '(a(b(c(d))))') out(('abc'):gsub('((.)(.))', '%3%2%1')) out(('x=1'):gsub('(%w)=(%w)', '%0,%1,%2'))
-- ## too many captures
out(pcall(string.match, ('a'):rep(40), ('(a)'):rep(33))) out(select('#', (('a'):rep(32)):match(('(a)'):rep(32))))
-- ## gsub keeps what does not match
out(('abc 123 def'):gsub('%d+', function(n) return n + 1 end)) out(('abc'):gsub('(b)', '[%1]')) out(('a b c'):gsub(' ', ''))
-- ## match in a condition
local n = 0
for _, s in ipairs {'abc', '123', 'a1', ''} do if s:match '^%a+$' then n = n + 1 elseif s:find '%d' then n = n + 10 else n = n + 100 end end
out(n)
-- ## patterns that take the end
out(('abc'):find '$', ('abc'):gsub('$', '!'), ('abc'):gsub('.-$', 'x'), ('abc\n'):match '%s$' == '\n')
-- ## upper case classes
out(('a b'):gsub('%S', '_')) out(('a1'):gsub('%D', '_')) out(('a!'):gsub('%P', '_')) out(('aB'):gsub('%U', '_')) out(('aB'):gsub('%L', '_')) out(('\1a'):gsub('%C', '_'))
-- ## escapes of letters that are no classes
out(pcall(string.find, 'q', '%q')) out(('%'):find '%%') out(('a'):find '%a%') 
-- ## a long subject
local s = ('ab'):rep(1000)
out(#s:gsub('a', 'cc'), select(2, s:gsub('ab', '')), s:find('ba', 1000), #s:match '(ab.*)b')
-- ## optional parts
for _, s in ipairs {'1', '1.5', '-1', '1.', 'x'} do out(s, s:match '^(-?)(%d+)%.?(%d*)$') end
-- ## position captures with names
out(('  x  '):find '%S', ('  x  '):match '^%s*()', ('  x  '):match '()%s*$')
-- ## gmatch with captures and positions
for p, w in ('a bb ccc'):gmatch '()(%a+)' do out(p, w) end
-- ## gmatch inside gmatch
for w in ('ab cd'):gmatch '%a+' do for c in w:gmatch '.' do out(w, c) end end
-- ## gsub inside gsub
out((('a(b)'):gsub('%((.-)%)', function(x) return (x:gsub('b', 'B')) end)))
