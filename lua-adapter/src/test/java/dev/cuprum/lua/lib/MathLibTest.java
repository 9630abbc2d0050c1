package dev.cuprum.lua.lib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.lua.LuaCases;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

public final class MathLibTest {

    /** Mathematics, and how numbers are written. */
    public static final String TABLE =
            """
            math.pi => 3.1415926535898
            math.huge => inf
            -math.huge => -inf
            math.abs(-3) => 3
            math.ceil(1.2) => 2
            math.floor(-1.2) => -2
            math.floor(3.7) => 3
            math.sqrt(16) => 4
            math.max(1, 5, 3) => 5
            math.min(1, 5, -3) => -3
            math.max() => error: bad argument #1 to 'max' (number expected, got no value)
            math.fmod(7, 3) => 1
            math.fmod(-7, 3) => -1
            ~math.mod(7, 3) => error: attempt to call field 'mod' (a nil value)
            math.modf(3.7) => 3 0.7
            math.modf(-3.5) => -3 -0.5
            math.modf(math.huge) => inf 0
            math.frexp(8) => 0.5 4
            math.frexp(0) => 0 0
            math.ldexp(0.5, 4) => 8
            math.log(1) => 0
            math.log10(1000) => 3
            ~math.log(8, 2) => 3
            math.exp(0) => 1
            math.pow(2, 10) => 1024
            math.deg(math.pi) => 180
            math.rad(180) => 3.1415926535898
            math.sin(0) => 0
            math.cos(0) => 1
            math.atan2(1, 1) => 0.78539816339745
            math.sinh(1) => 1.1752011936438
            math.random(5, 5) => 5
            ~math.random(0) => 1
            (function() for i = 1, 100 do local r = math.random(3) if r < 1 or r > 3 or r ~= math.floor(r) then return r end end return 'fine' end)() => fine
            math.randomseed(42) =>
            1/3 => 0.33333333333333
            0.1 => 0.1
            100 => 100
            1e15 => 1e+15
            1e14 => 1e+14
            ~123456789012345 => 1.2345678901235e+14
            2^31 => 2147483648
            2^53 => 9.007199254741e+15
            1e100 => 1e+100
            -1.5e-10 => -1.5e-10
            5 % 3 => 2
            -5 % 3 => 1
            5 % -3 => -1
            5.5 % 2 => 1.5
            2^0.5 => 1.4142135623731
            2^3^0.5 => 3.3219970854839
            (function(a, b) return a^b, a % b, -a % b end)(2.5, 0.7) => 1.8991444823309 0.4 0.3
            7 / 2 => 3.5
            1/0 => inf
            -1/0 => -inf
            2147483647 + 1 => 2147483648
            -2147483648 - 1 => -2147483649
            65536 * 65536 => 4294967296
            3 == 3.0 => true
            '10' == 10 => false
            0x10 => 16
            1e2 => 100
            .5 => 0.5
            (0/0) == (0/0) => false
            tostring(1e15) => 1e+15
            tostring(-0.1) => -0.1
            1 < 2 => true
            1 < 1.5 => true
            (function() local n = 0 for i = 1, 3 do n = n + i end return n end)() => 6
            (function() local n = 0 for i = 3, 1, -1 do n = n * 10 + i end return n end)() => 321
            (function() local n = 0 for i = 1, 2, 0.25 do n = n + 1 end return n end)() => 5
            (function() local n = 0 for i = 1, 0 do n = n + 1 end return n end)() => 0
            (function() local n = 0 for i = 2147483646, 2147483648 do n = n + 1 end return n end)() => 3
            (function() for i = 'a', 2 do end end)() => error: 'for' initial value must be a number
            (function() for i = 1, {} do end end)() => error: 'for' limit must be a number
            ~math.max(0/0, 1), math.max(1, 0/0) => 1 nan
            math.ceil(-0.5) => -0
            math.modf(-5) => -5 -0
            math.modf(-math.huge) => -inf -0
            math.frexp(2^-1074) => 0.5 -1073
            math.ldexp(1, -1074), math.ldexp(1, 2000), math.ldexp(3, -1.9) => 4.9406564584125e-324 inf 1.5
            math.pow(1, 0/0), math.pow(-1, math.huge) => 1 1
            ~math.log(8, 2), math.log(1000, 10), math.log(8, 1) => 3 3 inf
            ~math.log(8, nil) => error: bad argument #2 to 'log' (number expected, got nil)
            ~math.mod => nil
            ~math.random(2, 1) >= 1 => true
            ~(function() math.randomseed(42) return math.random(), math.random(100), math.random(-5, 5) end)() => 0.95607928791821 1 0
            ~(function() math.randomseed(-7.5) return math.random(1000), math.random(1000), math.random(1000) end)() => 121 262 552
            math.random({}) => error: bad argument #1 to 'random' (number expected, got table)
            math.randomseed() => error: bad argument #1 to 'randomseed' (number expected, got no value)
            math.abs() => error: bad argument #1 to 'abs' (number expected, got no value)
            math.fmod(-6, 2) => -0
            ~math.fmod(1, 0) => nan
            ~math.sqrt(-1) => nan
            math.min(1, '0x10', 3) => 1
            ~99999999999999.5, 12345678901234.5 => 1e+14 12345678901235
            0.1 + 0.2, 1e-5, 5e-324, 1.7976931348623157e308 => 0.3 1e-05 4.9406564584125e-324 1.7976931348623e+308
            2^63, -2^63, 1e21, 123456.789e3 => 9.2233720368548e+18 -9.2233720368548e+18 1e+21 123456789
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
