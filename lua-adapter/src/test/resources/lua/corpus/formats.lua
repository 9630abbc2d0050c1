-- ## integers
out(string.format('%d %i %5d|%-5d|%05d %+d % d', 1, 2, 3, 4, 5, 6, 7)) out(string.format('%d', -5), string.format('%.3d', 5), string.format('%d', 2 ^ 31), string.format('%d', -2 ^ 53), string.format('%d', 3.9 - 0.9))
-- ## integers of fractions
out(pcall(string.format, '%d', 1.5)) out(pcall(string.format, '%d', -1.5)) out(string.format('%d', '10')) out(pcall(string.format, '%d', 'x')) out(pcall(string.format, '%d')) out(pcall(string.format, '%d', {}))
-- ## unsigned, octal, hexadecimal
out(string.format('%x %X %#x %o %u', 255, 255, 255, 8, 5)) out(string.format('%08x|%-8x|%8X', 48879, 48879, 48879)) out(string.format('%x', 2 ^ 32), string.format('%x', 2 ^ 52), string.format('%o', 2 ^ 20))
-- ## hexadecimal of negatives
out(string.format('%x', -1), string.format('%X', -255), string.format('%u', -1))
-- ## characters
out(string.format('%c%c%c', 76, 117, 97), #string.format('%c', 0), string.format('%5c|%-5c|', 65, 66)) out(pcall(string.format, '%c', 'x'))
-- ## floats
out(string.format('%f %.2f %10.3f|%-10.3f|%+f', 1.5, 1.005, math.pi, math.pi, 1)) out(string.format('%.0f %.0f %.0f', 0.5, 1.5, 2.5), string.format('%#.0f', 1), string.format('%05.1f', -2.25))
out(string.format('%.14f', 0.1), string.format('%.20f', 0.1), string.format('%f', 1e15), string.format('%.3f', 1e300):len())
-- ## exponents
out(string.format('%e %.2e %E %10.1e|', 12345.678, 0.00012, 1, 5)) out(string.format('%.0e', 15), string.format('%e', 0), string.format('%.3e', 1e100))
-- ## general
out(string.format('%g %g %g %g %g', 1, 0.1, 1e20, 1e-5, 123456789)) out(string.format('%.3g %.10g %G %#g', 1234.5, 1 / 3, 1e-10, 1)) out(string.format('%.17g %.16g', 0.1, 0.1)) out(string.format('%g', 100000), string.format('%g', 1000000), string.format('%.14g', 2 ^ 53))
-- ## special numbers
out(string.format('%f %e %g', 1 / 0, 1 / 0, -1 / 0)) out(string.format('%5.1f|%-5g|%05g', 1 / 0, 1 / 0, -1 / 0)) out(string.format('%g %f', -0, -0))
out(string.format('%d', -0))
-- ## hexadecimal floats
out(string.format('%a', 1), string.format('%a', 0.5), string.format('%a', -3.25), string.format('%A', 255), string.format('%.2a', 1 / 3), string.format('%a', 0))
-- ## strings
out(string.format('%s %s %s %s', 'a', 1, true, nil)) out(string.format('%5s|%-5s|%.2s|%5.1s|', 'abc', 'abc', 'abc', 'abc')) out(string.format('%s', 'a\0b') == 'a\0b', string.format('%s%%', 5)) out(string.format('%s', 1.5), string.format('%s', -0))
out(string.format('%10s|', ('x'):rep(20)), #string.format('%s', ('x'):rep(1000)), string.format('%.0s|', 'abc'))
-- ## strings of tables
out((string.format('%s', {}):gsub('0x%x+', ''))) out(string.format('%s', setmetatable({}, {__tostring = function() return 'T' end})), string.format('%5s|', setmetatable({}, {__tostring = function() return 'T' end})))
-- ## quoting
out(string.format('%q', 'plain')) out(string.format('%q', 'a"b\\c\nd\te')) out(string.format('%q', '\0001\r')) out(string.format('%q%q', 'a', 'b')) out(string.format('%q', 1.5), pcall(string.format, '%q'))
-- ## missing arguments
out(pcall(string.format, '%s')) out(pcall(string.format, '%s %s', 1)) out(pcall(string.format, '%f')) out(pcall(string.format, '%f', 'x')) out(pcall(string.format, '%c')) out(pcall(string.format, '%x', nil))
-- ## too many arguments
out(string.format('x', 1, 2), string.format('%d', 1, 2), string.format('', 5), string.format('%%', 1))
-- ## bad formats
out((pcall(string.format, '%y', 1))) out((pcall(string.format, '%', 1))) out((pcall(string.format, '%1000d', 1))) out((pcall(string.format, '%.1000f', 1))) out((pcall(string.format, '% -+#0d', 1)))
-- ## messages of bad formats
out(pcall(string.format, '%y', 1)) out(pcall(string.format, '%', 1)) out(pcall(string.format, 'a%', 1)) out(pcall(string.format, '%5', 1)) out(pcall(string.format, '%n', 1)) out(pcall(string.format, '%*d', 1, 2))
-- ## strings as numbers
out(string.format('%d %f %x %g', '10', '1.5', '0xff', ' 1e2 ')) out(pcall(string.format, '%d', '1.5'))
-- ## widths
out(string.format('[%1s][%2s][%10s][%-10s]', 'a', 'a', 'a', 'a')) out(string.format('[%3d][%-3d][%03d][%+3d]', 1, 1, 1, 1)) out(string.format('[%6.2f][%-8.3f][%08.3f][%+.1f]', 3.14159, 3.14159, -3.14159, 3.14159)) out(string.format('[%99d]', 1):len())
-- ## precision of integers
out(string.format('[%.5d][%8.5d][%-8.5d][%.0d]', 42, 42, 42, 0)) out(string.format('[%.3x][%#.3x][%#o]', 10, 10, 8))
-- ## rounding
for _, x in ipairs {0.125, 0.375, 2.675, 1.005, 9.995, 0.5, 1e-7, 123.456} do out(string.format('%.2f %.1f %.0f %.3g %.1e', x, x, x, x, x)) end
-- ## large numbers
out(string.format('%.0f', 2 ^ 63), string.format('%.0f', 1e22), string.format('%d', 2 ^ 52 + 1), string.format('%.1f', 123456789012345.67), string.format('%g', 2 ^ 100))
-- ## small numbers
out(string.format('%g %g %e %.30f', 5e-324, 2 ^ -1022, 1e-300, 1e-20))
-- ## literal text
out(string.format('100%% of %s is %d%%', 'x', 50), string.format('%%s'), string.format('a\0%d', 1):byte(1, -1))
-- ## many numbers in many formats
local xs = {0, -0, 0.5, 1.5, 2.5, -0.5, 0.125, 0.375, 2.675, 1.005, 9.995, 99.995, 999999.5, 9999995, 1e15, 1e16, 1e22, 1e23, 2 ^ 51 + 0.5, 2 ^ 53, 2 ^ 63, 1e-4, 1e-5, 9.9999949e-5, 5e-324, 2 ^ -1022, 1.7976931348623157e308, 1 / 0, -1 / 0, 0 / 0, 1 / 3, -2 / 3, 123456.789} for _, x in ipairs(xs) do out(string.format('%.0f|%.1f|%.2f|%8.3f|%-9.2f|%09.2f|%+.3f', x, x, x, x, x, x, x)) out(string.format('%g|%.3g|%.1g|%10g|%-12g|%#.3g|%.14g|%.17g', x, x, x, x, x, x, x, x)) out(string.format('%e|%.0e|%.2e|%15.3e', x, x, x, x)) end
-- ## halves and neighbours of halves
for i = 0, 64 do local x = i / 16 out(string.format('%.0f %.1f %.2f %.3f %g %.2g', x, x, x, x, x, x)) out(string.format('%.2f %.2f %.1f', i + 0.005, i / 1000, x + 2 ^ -50)) end
-- ## many integers in many formats
for _, x in ipairs {0, 1, -1, 9, 10, 99, 100, -100, 255, 65535, 65536, 2 ^ 31 - 1, 2 ^ 31, -2 ^ 31, 2 ^ 32, 10 ^ 15, 2 ^ 53, -2 ^ 53, 2 ^ 62, -2 ^ 63} do out(string.format('%d|%5d|%-5d|%05d|%-05d|%+d|%.3d', x, x, x, x, x, x, x)) out(string.format('%x|%08x|%-10x|%X|%04X|%#x|%o|%5o|%u', x, x, x, x, x, x, x, x, x)) end
-- ## few and many arguments
out(string.format('%s', 1), string.format('%s%s', 1, 'b'), string.format('%s%s%s', 1, 'b', 3), string.format('%s%s%s%s', 1, 'b', 3, 'd')) out(pcall(string.format, '%d%d', 1)) out(pcall(string.format, '%d%d', 1, {})) out(pcall(string.format, '%d%d%d', 1, 2, 'z')) out(pcall(string.format)) out(pcall(string.format, nil)) out(string.format(5), string.format(5, 6), ('%d-%d-%d'):format(1, 2, 3))
-- ## quoting every byte
for i = 0, 126 do out(string.format('%q', string.char(i)), string.format('%q', string.char(i) .. '7'), string.format('%q', 'a' .. string.char(i) .. 'b')) end
-- ## small numbers with few digits
for _, x in ipairs {8.916021141405216e-23, 9.5e-23, 1e-22, 9.9e-24, 9.96e-22, 8.5e22, 9.5e22, 9.99e37} do out(string.format('%.0e %.1e %.2e %g %.1g', x, x, x, x, x)) end
-- ## widths and texts of every length
local text = 'abcdefghijklmnopqrstuvwxyz'
for n = 0, 26 do
  local s = text:sub(1, n)
  out(('<' .. s .. '|%s|' .. s .. '>'):format(s), ('%20s|%-20s|'):format(s, s), ('%' .. n .. 'd|%-' .. n .. 'd|%0' .. n .. 'd'):format(n, n, n))
  out(s .. n .. s, #(s .. s .. s), (s .. '-'):rep(3))
end
-- ## numbers with few digits
for _, n in ipairs {0, -0, 1, 9, 10, 99, 100, 999999, 1000000, 999999.5, 0.5, 50.5, 1e14, 1e15, 123456789, 2147483647, 2147483648, 4294967296, -1, -2147483648, 1e300} do
  out(('%g %.3g %.14g %#g %.0g %G'):format(n, n, n, n, n, n), ('%d %i %5d %-5d| %05d %+d'):format(n, n, n, n, n, n), ('%.2f %5.1f %.0f %e'):format(n, n, n, n))
end
out(pcall(string.format, '%s %s %s %s', 1, 2, 3), pcall(string.format, '%d', 'x'), ('%s%s%s%s%s'):format(1, nil, true, 'x', 2.5))
-- ## values that are numbers of every size
local t = {}
for i = -130, 1030, 29 do t[#t + 1] = i t[#t + 1] = i / 2 t[#t + 1] = -i end
local seen = {} for i = 1, #t do seen[t[i]] = (seen[t[i]] or 0) + 1 end
out(#t, seen[-130], seen[0], seen[1 / 0], 1 / (t[1] * 0), 1 / -(0 * t[#t]), t[7], t[8])
for i = 1022, 1026 do local f = function() return i, -i, i * 2 ^ 40 end out(f()) end
