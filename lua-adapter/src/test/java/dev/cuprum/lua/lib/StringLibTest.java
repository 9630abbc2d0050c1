package dev.cuprum.lua.lib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.lua.LuaCases;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

public final class StringLibTest {

    /** Strings without patterns. */
    public static final String TABLE =
            """
            string.byte('ABC') => 65
            string.byte('ABC', 2, 3) => 66 67
            string.byte('ABC', -1) => 67
            string.byte('ABC', 10) =>
            string.byte('\\255\\128') => 255
            string.byte('') =>
            string.char() =>
            string.char(72, 105) => Hi
            string.char(256) => error: bad argument #1 to 'char' (invalid value)
            string.char(0, 255):byte(1, -1) => 0 255
            #string.char(0, 1, 2) => 3
            ('x'):rep(3) => xxx
            ('x'):rep(0) =>
            ('x'):rep(-1) =>
            (''):rep(1e9) =>
            ('ab'):rep(2.9) => abab
            ~('x'):rep(3, ',') => x,x,x
            ~('ab'):rep(5, '---'), ('x'):rep(1, ','), (''):rep(4, ',') => ab---ab---ab---ab---ab x ,,,
            ('abc'):rep(7) => abcabcabcabcabcabcabc
            #('abc'):rep(100000), ('abc'):rep(100000):sub(-4), ('abc'):rep(100000):find('[^a]a') => 300000 cabc 3 4
            ('abc'):rep(100000):gsub('abc', '') => 100000
            ('abc'):reverse() => cba
            ('abc'):upper() => ABC
            ('ABC'):lower() => abc
            ('\\228x'):upper():byte(1, -1) => 228 88
            ('\\196X'):lower():byte(1, -1) => 196 120
            ('hello'):sub(2, 3) => el
            ('hello'):sub(-3) => llo
            ('hello'):sub(2) => ello
            ('hello'):sub(0) => hello
            ('hello'):sub(4, 2) =>
            ('hello'):sub(-100, 2) => he
            ('hello'):sub(2, 100) => ello
            ('hello'):sub(10) =>
            ('x'):len() => 1
            #'a\\0b' => 3
            'a\\0b' == 'a\\0c' => false
            'a' < 'b' => true
            'Z' < 'a' => true
            '\\255' > 'a' => true
            'a' < 'aa' => true
            'a\\0b' > 'a' => true
            '10' < '9' => true
            '' < 'a' => true
            '10' + 5 => 15
            '0x10' + 0 => 16
            ' 7 ' * '2' => 14
            10 .. 20 => 1020
            1.5 .. 'x' => 1.5x
            'abc' + 1 => error: attempt to perform arithmetic on a string value
            ('x').y => nil
            ('%d'):rep(2) => %d%d
            string.len(12) => 2
            string.sub() => error: bad argument #1 to 'sub' (string expected, got no value)
            string.sub('x', {}) => error: bad argument #2 to 'sub' (number expected, got table)
            string.rep('x', 'y') => error: bad argument #2 to 'rep' (number expected, got string)
            string.upper(nil) => error: bad argument #1 to 'upper' (string expected, got nil)
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
