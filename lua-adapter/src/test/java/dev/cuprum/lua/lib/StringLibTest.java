package dev.cuprum.lua.lib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.lua.LuaCases;
import dev.cuprum.lua.TestUnits;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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
            ~('abc'):sub(2^31) => abc
            ~('abc'):sub(1, 2^31) =>
            ('abc'):sub(-2^40, 2) => ab
            ('abc'):sub(1.9, '2.9') => ab
            ('x'):rep(2^33) =>
            ('x'):rep(0/0) =>
            ~('ab'):rep(3, ',') => ab,ab,ab
            ('ab'):rep(1, ',') => ab
            ~(''):rep(3, 'x') => xx
            ('abc'):byte(2^40) =>
            ('abc'):byte(-1) => 99
            string.char(255.9):byte() => 255
            string.char(65, nil) => error: bad argument #2 to 'char' (number expected, got nil)
            ~('abc'):find('b', 2^31) => 2 2
            ('abc'):find('', 10) => 4 3
            ('aXbXc'):find('X', 3, true) => 4 4
            ('aaab'):rep(300):find(('a'):rep(50) .. 'b', 1, true) => nil
            (('a'):rep(3000) .. 'b'):find(('a'):rep(500) .. 'b', 1, true) => 2501 3001
            ('a\\0b'):find('\\0', 1, true) => 2 2
            ('Hello'):upper(), ('Hello'):lower() => HELLO hello
            ('x'):upper(5) => X
            ~('%d'):rep(2, '%%') => %d%%%d
            ~string.rep('x', 3, 5) => x5x5x
            select('##', 1, 2) => 2
            ~tonumber('0b101') => 5
            tonumber('0x.8p1') => 1
            tonumber('1e400') => inf
            ~tonumber('-nan') => nan
            tonumber('infinity') => inf
            ~tonumber('1e1000000000') => nil
            tonumber('0x1p-1074') => 4.9406564584125e-324
            tonumber('5e-324') => 4.9406564584125e-324
            tonumber('9007199254740993') => 9.007199254741e+15
            tonumber('1 2') => nil
            tonumber(' 0x10 ') => 16
            tonumber('7\\0z', 8) => 7
            tonumber('+5', 7) => 5
            tonumber('99999999999999999999', 11) => 1.844674407371e+19
            ~tonumber('-0', 16) => -0
            tonumber('0xff', 16) => 255
            tonumber('zz', 36) => 1295
            tonumber('8', 8) => nil
            tonumber(nil, 16) => error: bad argument #1 to 'tonumber' (string expected, got nil)
            tonumber('1', 37) => error: bad argument #2 to 'tonumber' (base out of range)
            """;

    static Stream<Arguments> cases() {
        return LuaCases.of(TABLE);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void evaluates(String expression, String result) {
        assertThat(LuaCases.evaluate(expression)).isEqualTo(result);
    }

    @Test
    void aDumpTellsWhatItIsAndIsNotLoaded() {
        String code = "local function f() return 1 end local dump = string.dump(f) ";
        assertThat(TestUnits.content(code + "ngx.print(dump:sub(2, 4), dump:byte(11), dump:match('unit:.*'))"))
                .isEqualTo("LJ\2" + "8unit:1-1");
        assertThat(TestUnits.content(code + "ngx.print(loadstring(dump)) ngx.print(load(dump, 'x', 'b'))"))
                .startsWith("nil")
                .doesNotContain("function");
        assertThat(TestUnits.evaluate("string.dump(print)")).isEqualTo("unit:1: unable to dump given function");
    }
}
