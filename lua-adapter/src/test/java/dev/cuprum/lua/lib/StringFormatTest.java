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
            string.format('%5d|%-5d|%05d', 42, 42, 42) =>    42|42   |00042
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
            !string.format('%.0f', 0.5) => 0
            string.format('%.0f', 1.5) => 2
            string.format('%5.1f|%-7.2f|', 3.14159, 2.5) =>   3.1|2.50   |
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
            string.format('%5s|%-5s|%.2s', 'ab', 'ab', 'abc') =>    ab|ab   |ab
            ~string.format('%s', 'a\\0b'):len() => 3
            string.format('%s %s', 1, 1.5) => 1 1.5
            ~string.format('%s %s %s', nil, true, 0.1) => nil true 0.1
            ~string.format('%s', setmetatable({}, {__tostring = function() return 'me' end})) => me
            string.format('%q', 'a"b\\\\c') => "a\\"b\\\\c"
            string.format('%%') => %
            string.format('%d%%', 50) => 50%
            ~string.format('100%') => error: invalid option '%' to 'format'
            string.format('%y', 1) => error: invalid option '%y' to 'format'
            ~!string.format('%d') => error: bad argument #2 to 'format' (number expected, got no value)
            string.format('%d', 'x') => error: bad argument #2 to 'format' (number expected, got string)
            !string.format('%123d', 1) => error: invalid format (width or precision too long)
            !string.format('%.123f', 1) => error: invalid format (width or precision too long)
            !string.format('%-+ #0-d', 1) => error: invalid format (repeated flags)
            string.format('%99d', 1):len() => 99
            !string.format('%5.0f|', 2.5) =>     2|
            string.format('%10.4s|', 'abcdefgh') =>       abcd|
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
