package dev.cuprum.lua.lib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.lua.LuaCases;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

public final class BitLibTest {

    /** LuaJIT's bit library. */
    public static final String TABLE =
            """
            ~bit.band(0xff, 0x0f) => 15
            ~bit.bor(1, 2, 4) => 7
            ~bit.bxor(0xff, 0x0f) => 240
            ~bit.bnot(0) => -1
            ~bit.lshift(1, 31) => -2147483648
            ~bit.lshift(1, 32) => 1
            ~bit.rshift(-1, 28) => 15
            ~bit.arshift(-16, 2) => -4
            ~bit.rol(0x12345678, 8) => 878082066
            ~bit.ror(0x12345678, 8) => 2014458966
            ~bit.bswap(0x12345678) => 2018915346
            ~bit.tobit(0xffffffff) => -1
            ~bit.tobit(2^32 + 5) => 5
            ~bit.tobit(1.5) => 2
            ~bit.tohex(255) => 000000ff
            ~bit.tohex(255, 4) => 00ff
            ~bit.tohex(-1, -8) => FFFFFFFF
            ~bit.tohex(0xabc, -2) => BC
            ~bit.band('0xff', 15) => 15
            ~bit.band('x') => error: bad argument #1 to 'band' (number expected, got string)
            ~bit.band() => error: bad argument #1 to 'band' (number expected, got no value)
            ~bit.tobit(2^31) => -2147483648
            ~bit.tobit(-1.5), bit.tobit(2.5), bit.tobit(0.5) => -2 2 0
            ~bit.tobit(2^40 + 3) => 3
            ~bit.tobit(1/0), bit.tobit(0/0) => 0 0
            ~bit.tohex(255, 0) == '' => true
            ~bit.tohex(255, 12) => 0000000000ff
            ~bit.tohex(-1, 3) => fff
            ~bit.lshift(1, -1) => -2147483648
            ~bit.rshift(2^32 + 8, 1) => 4
            ~bit.band(1, nil) => error: bad argument #2 to 'band' (number expected, got nil)
            ~bit.bor(1, 2, 'z') => error: bad argument #3 to 'bor' (number expected, got string)
            ~bit.bswap() => error: bad argument #1 to 'bswap' (number expected, got no value)
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
