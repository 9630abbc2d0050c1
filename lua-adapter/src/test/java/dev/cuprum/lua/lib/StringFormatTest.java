package dev.cuprum.lua.lib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.lua.LuaCases;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

public final class StringFormatTest {

    /** Formats. */
    public static final String TABLE =
            """
            string.format('%d', 3) => 3
            string.format('%d', 3.7) => 3
            string.format('%d', -3) => -3
            string.format('%5d|%-5d|%05d', 42, 42, 42) => 42|42   |00042
            string.format('%+d % d', 5, 5) => +5  5
            string.format('%.3d', 5) => 005
            string.format('%d', 2147483648) => 2147483648
            string.format('%d', 1e100) => -9223372036854775808
            string.format('%d', '10') => 10
            string.format('%i', 7) => 7
            string.format('%u', 7) => 7
            string.format('%c%c', 72, 105) => Hi
            string.format('%x %X %#x', 255, 255, 255) => ff FF 0xff
            string.format('%o', 8) => 10
            string.format('%e', 12345.678) => 1.234568e+04
            string.format('%E', 0.00012) => 1.200000E-04
            string.format('%.2e', 0) => 0.00e+00
            string.format('%f', 1/3) => 0.333333
            string.format('%.2f', 2.675) => 2.67
            ~string.format('%.0f', 0.5) => 1
            string.format('%.0f', 1.5) => 2
            string.format('%5.1f|%-7.2f|', 3.14159, 2.5) => 3.1|2.50   |
            string.format('%08.3f', -3.14159) => -003.142
            string.format('%f', 1e15) => 1000000000000000.000000
            string.format('%.3f', 1e308):len() => 313
            string.format('%g', 0.1) => 0.1
            string.format('%g', 1e20) => 1e+20
            string.format('%g', 100000) => 100000
            string.format('%g', 1000000) => 1e+06
            string.format('%g', 0.0001) => 0.0001
            string.format('%g', 0.00001) => 1e-05
            string.format('%.3g', 1234.5) => 1.23e+03
            string.format('%#g', 1) => 1.00000
            string.format('%.14g', 3.14159265358979) => 3.1415926535898
            string.format('%.17g', 0.1) => 0.10000000000000001
            string.format('%g %g', 1/0, -1/0) => inf -inf
            string.format('%5s|%-5s|%.2s', 'ab', 'ab', 'abc') => ab|ab   |ab
            ~string.format('%s', 'a\\0b'):len() => 3
            string.format('%s %s', 1, 1.5) => 1 1.5
            ~string.format('%s %s %s', nil, true, 0.1) => nil true 0.1
            ~string.format('%s', setmetatable({}, {__tostring = function() return 'me' end})) => me
            string.format('%q', 'a"b\\\\c') => "a\\"b\\\\c"
            string.format('%%') => %
            string.format('%d%%', 50) => 50%
            ~string.format('100%') => error: invalid option '%' to 'format'
            string.format('%y', 1) => error: invalid option '%y' to 'format'
            ~string.format('%d') => error: bad argument #2 to 'format' (value expected)
            string.format('%d', 'x') => error: bad argument #2 to 'format' (number expected, got string)
            ~string.format('%123d', 1) => error: invalid option '%123' to 'format'
            ~string.format('%.123f', 1) => error: invalid option '%.123' to 'format'
            ~string.format('%-+ #0-d', 1) => +1
            string.format('%99d', 1):len() => 99
            ~string.format('%5.0f|', 2.5) => 3|
            string.format('%10.4s|', 'abcdefgh') => abcd|
            ~string.format('%.0f %.0f %.1f', 0.5, 2.5, 0.25) => 1 3 0.3
            ~string.format('%.14g', 12345678901234.5) => 12345678901235
            ~string.format('%q', 'a\\0b\\0001\\r\\1272') => "a\\0b\\0001\\13\\1272"
            string.format('%q', 1/3) => "0.33333333333333"
            ~string.format('%a %a %.0a %.3a %A', 1, -0.5, 1.5, 0.1, 255) => 0x1p+0 -0x1p-1 0x2p+0 0x1.99ap-4 0X1.FEP+7
            ~string.format('%20a|%-20a|%020a', 1, 1, 1) => 0x1p+0|0x1p+0              |0x000000000000001p+0
            string.format('%5c|%-5c|', 65, 66) => A|B    |
            string.format('%d %d %x', 2^53, -2^63, 2^63) => 9007199254740992 -9223372036854775808 8000000000000000
            string.format('%x %o %u', -1, -1, -1) => ffffffffffffffff 1777777777777777777777 18446744073709551615
            string.format('%d', 0/0) => -9223372036854775808
            string.format('%d', '0x10') => 16
            string.format('%#x %#X %#o', 255, 255, 8) => 0xff 0XFF 010
            string.format('%.0d|%5.3d|%-6.2d|%06d', 0, 7, 7, -7) => |  007|07    |-00007
            string.format('%+d|% d|%+.2f|% .2f', 1, 2, 3, 4) => +1| 2|+3.00| 4.00
            string.format('%5.2s|%-5s|%.0s|', 'abc', 'ab', 'x') => ab|ab   ||
            ~string.format('%f %5.1f|%-6f|%06f', 1/0, -1/0, 0/0, 1/0) => inf  -inf|nan   |   inf
            ~string.format('%+f % f', 0/0, 0/0) => nan  nan
            string.format('%#.0f %#.3g %#g', 1.5, 1, 1) => 2. 1.00 1.00000
            string.format('%.20f', 0.1) => 0.10000000000000000555
            string.format('%.30g', 1/3) => 0.333333333333333314829616256247
            string.format('%.99f', 1/3):len() => 101
            string.format('%99.99f', -1e308):len() => 410
            string.format('%e %.0e %.3e', 0, 12345, 0.00099996) => 0.000000e+00 1e+04 1.000e-03
            string.format('%g %g %g', 1e-5, 123456789, 2^-1074) => 1e-05 1.23457e+08 4.94066e-324
            string.format('%.3f', 2^60) => 1152921504606846976.000
            ~string.format('%s', setmetatable({}, {__tostring = function() return 5 end})) => 5
            ~string.format('%5%', 1) => error: invalid option '%5%' to 'format'
            string.format('%', 1) => error: invalid option '%' to 'format'
            ~string.format('%10', 1) => error: invalid option '%10' to 'format'
            ~string.format('%.123d', 1) => error: invalid option '%.123' to 'format'
            string.format('%l', 1) => error: invalid option '%l' to 'format'
            ~string.format('%s %s', 1) => error: bad argument #3 to 'format' (value expected)
            ~string.format('%p', nil) => NULL
            string.format() => error: bad argument #1 to 'format' (string expected, got no value)
            string.format(5) => 5
            string.format('%c', 'x') => error: bad argument #2 to 'format' (number expected, got string)
            string.format('%d', true) => error: bad argument #2 to 'format' (number expected, got boolean)
            string.format('%f', ' 1e1 ') => 10.000000
            string.format('%i|%3i|%03i', 1, 2, 3) => 1|  2|003
            """;

    static Stream<Arguments> cases() {
        return LuaCases.of(TABLE);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void evaluates(String expression, String result) {
        assertThat(LuaCases.evaluate(expression)).isEqualTo(result);
    }
}
