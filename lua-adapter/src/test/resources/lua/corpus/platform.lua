-- ## dates are those of C [5.1]
out(os.date('!%Y-%m-%d %H:%M:%S', 0), os.date('!%c', 0)) out(os.date('!%x %X %p %j %U %w %W %y %%', 86400 * 45)) out(os.date('!%a %A %b %B %d %I', 1e9))
-- ## dates in the formats of C99 [5.1]
out(os.date('!%D %e %F %G %g %h %R %r %T %u %V %C', 1234567890)) out(os.date('!%n%t|', 0))
-- ## the weeks at the end of years [5.1]
for y = 1998, 2012 do local t = os.time{year = y, month = 12, day = 31} out(os.date('!%G %V %U %W %j %u %w', t)) end
-- ## a date as a table [5.1]
for _, at in ipairs{0, 1e9, 951782400, 2 ^ 31, -1e9} do local t = os.date('!*t', at) out(t.year, t.month, t.day, t.hour, t.min, t.sec, t.wday, t.yday, t.isdst) end
-- ## a time from fields that are too large or too small [5.1]
out(os.time{year = 2024, month = 2, day = 30, hour = 25, min = -5, sec = 3600}, os.time{year = '1999', month = '12', day = '31'}) out(os.time{year = 2000, month = 14, day = -3}, os.time{year = 1970, month = 1, day = 1, hour = 0})
-- ## a time in years that are far away [5.1]
out(os.time{year = 1e9, month = 1, day = 1}, os.time{year = 2 ^ 31, month = 1, day = 1}, os.time{year = 3000, month = 6, day = 1}, os.time{year = -5e8, month = 3, day = 1})
-- ## a time from a table without fields [5.1]
out(pcall(os.time, {year = 2000})) out(pcall(os.time, {year = 2000, month = 1})) out(pcall(os.time, 'x')) out(pcall(os.time, {}))
-- ## a time now, and the clock [5.1]
out(type(os.time()), os.time() % 1, type(os.clock())) out(os.date('%Y') == tostring(os.date('*t').year))
-- ## what is not Lua is not dumped [5.1]
out(pcall(string.dump)) out(pcall(string.dump, 1)) out(pcall(string.dump, print))
-- ## the collector answers [5.1]
out(collectgarbage(), collectgarbage('collect'), collectgarbage('stop'), collectgarbage('restart')) out(type(collectgarbage('count'))) out(pcall(collectgarbage, 'x')) out(pcall(collectgarbage, 'step', {})) out(pcall(collectgarbage, {}))
-- ## numbers as the C library writes them [5.1]
out(string.format('%5.1f|%-8s|%+d|%x|%X|%o|%e|%G|%c|%i', 3.14159, 'ab', 5, 255, 255, 8, 12345.678, 1e20, 65, 42)) out(string.format('%#x %#o % d %010.3f %-10d| %.20f', 255, 8, 5, -3.14159, 7, 0.1))
-- ## numbers at the ends of their range [5.1]
out(tostring(1e15), tostring(1e100), 2 ^ 63, -2 ^ 63, 1 / 3, 100 / 0, -100 / 0, 5e-324, 1.7976931348623157e308)
-- ## remainders and parts of numbers [5.1]
out(math.fmod(-7, 3), -7 % 3, math.fmod(7, -3), 7 % -3) out(math.modf(-3.7)) out(math.modf(1 / 0)) out(math.frexp(0), math.frexp(-8)) out(math.ldexp(1, 1023), math.ldexp(1, -1074))
-- ## numbers from text in other bases [5.1]
out(tonumber('10', 2), tonumber('zz', 36), tonumber('8', 8), tonumber('7fffffff', 16), tonumber(' ff ', 16)) out(pcall(tonumber)) out(pcall(tonumber, '1', 1)) out(pcall(tonumber, '1', 37))
