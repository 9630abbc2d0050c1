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
            !math.mod(7, 3) => 1
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
            !math.random(0) => error: bad argument #1 to 'random' (interval is empty)
            !math.random(5, 1) => error: bad argument #2 to 'random' (interval is empty)
            (function() for i = 1, 100 do local r = math.random(3) if r < 1 or r > 3 or r ~= math.floor(r) then return r end end return 'fine' end)() => fine
            math.randomseed(42) =>
            1/3 => 0.33333333333333
            0.1 => 0.1
            100 => 100
            1e15 => 1e+15
            1e14 => 1e+14
            !123456789012345 => 1.2345678901234e+14
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
