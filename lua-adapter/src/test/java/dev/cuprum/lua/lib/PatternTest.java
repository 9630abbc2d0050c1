package dev.cuprum.lua.lib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.lua.LuaCases;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

public final class PatternTest {

    /** Patterns. */
    public static final String TABLE =
            """
            ('hello world'):find('wor') => 7 9
            ('hello'):find('l') => 3 3
            ('hello'):find('xyz') => nil
            ('hello'):find('') => 1 0
            ('hello'):find('', 3) => 3 2
            ('hello'):find('l', -2) => 4 4
            ('a.b'):find('.', 1, true) => 2 2
            ('a+b'):find('+', 1, true) => 2 2
            ('hello'):find('(l)(l)') => 3 4 l l
            ('hello'):find('()ll()') => 3 4 3 5
            ('hello'):match('h(.-)o') => ell
            ('hello'):match('^(h)') => h
            ('hello'):match('^e') => nil
            ('key = value'):match('^(%w+)%s*=%s*(%w+)$') => key value
            ('2024-01-02'):match('(%d+)-(%d+)-(%d+)') => 2024 01 02
            ('abc'):match('.') => a
            ('abc'):match('.*') => abc
            ('abc'):match('.-') =>
            ('abc'):match('.-$') => abc
            ('aaa'):match('a+') => aaa
            ('aaa'):match('a-b') => nil
            ('aab'):match('a-b') => aab
            ('ab'):match('a?b') => ab
            ('b'):match('a?b') => b
            ('[x]'):match('%[(.-)%]') => x
            ('a]b'):match('[]]') => ]
            ('a^b'):match('[%^]') => ^
            ('a-b'):match('[a%-]+') => a-
            ('abc123'):match('[^%d]+') => abc
            ('xyz'):match('[x-z]+') => xyz
            ('foo.bar'):match('[%w_.]+') => foo.bar
            ('f(a(b)c)d'):match('%b()') => (a(b)c)
            ('if x then'):match('%f[%w]%w+') => if
            ('THE (quick) fox'):find('%f[%a]%a+%f[%A]') => 1 3
            ('abab'):match('(ab)%1') => ab
            ('abab'):match('()%1') => nil
            ('"x" \\'y\\''):match('(["\\'])(.-)%1') => " x
            ('a\\0b'):find('%z') => 2 2
            ('a,b,,c'):gsub(',', ';') => a;b;;c 3
            ('hello'):gsub('l', 'L', 1) => heLlo 1
            ('hello'):gsub('', '-') => -h-e-l-l-o- 6
            ('abc'):gsub('%w', '%0%0') => aabbcc 3
            ('abc'):gsub('(a)(b)', '%2%1') => bac 1
            ('abc'):gsub('b', {b = 'X'}) => aXc 1
            ('abc'):gsub('.', {a = 1, b = false}) => 1bc 3
            ('abc'):gsub('.', function(c) if c == 'b' then return 'B' end end) => aBc 3
            ('abc'):gsub('^a', 'x') => xbc 1
            ('aaa'):gsub('^a', 'x') => xaa 1
            ('abc'):gsub('.', function() return {} end) => error: invalid replacement value (a table)
            ('x'):gsub('x', '%%') => % 1
            ('x'):gsub('x', '%9') => error: invalid capture index
            ('hello world'):gsub('o', '0', 0) => hello world 0
            ('\\255\\254'):gsub('[\\250-\\255]', 'x') => xx 2
            string.gsub('x', 'x', nil) => error: bad argument #3 to 'gsub' (string/function/table expected)
            ('x'):find('[a') => error: malformed pattern (missing ']')
            ('x'):find('[') => error: malformed pattern (missing ']')
            ('x'):find('[]') => error: malformed pattern (missing ']')
            ('x'):find('[^]') => error: malformed pattern (missing ']')
            ('x'):find('%') => error: malformed pattern (ends with '%')
            ('x'):find('x%') => error: malformed pattern (ends with '%')
            ('x'):find('(x') => error: unfinished capture
            ('x'):match('x)') => error: invalid pattern capture
            ('x'):find('%1') => error: invalid capture index
            ('x'):find('%b') => error: unbalanced pattern
            ('x'):find('%f') => error: missing '[' after '%f' in pattern
            (function() local t = {} for k in ('a b c'):gmatch('%a') do t[#t + 1] = k end return table.concat(t, ',') end)() => a,b,c
            (function() local t = {} for k, v in ('a=1,b=2'):gmatch('(%w)=(%w)') do t[#t + 1] = k .. v end return table.concat(t, ',') end)() => a1,b2
            (function() local n = 0 for _ in ('abc'):gmatch('') do n = n + 1 end return n end)() => 4
            (function() local n = 0 for _ in ('aXbX'):gmatch('x*') do n = n + 1 end return n end)() => 5
            ('%a'):find('%', 1, true) => 1 1
            ('a.b-c'):gsub('%p', '_') => a_b_c 2
            ('aBc'):gsub('%u', '<%0>') => a<B>c 1
            ('\\t x'):match('^%s+') .. '|' => |
            ('deadBEEF'):match('^%x+$') => deadBEEF
            ('abc'):find('b', 10) => nil
            ('abc'):find('c', -10) => 3 3
            ('a-z'):match('[a-]+') => a-
            ('ab12'):match('%D+') => ab
            ('  trim  '):match('^%s*(.-)%s*$') => trim
            ('THE (quick) fox'):find('%((%a+)%)') => 5 11 quick
            ('THE (quick) fox'):gsub('%f[%a]%a+', '<%0>') => <THE> (<quick>) <fox> 3
            ('abc'):gsub('', '-') => -a-b-c- 4
            ('abc'):gsub('%w', '%%%0') => %a%b%c 3
            ('abc'):gsub('%w', '%2') => error: invalid capture index
            ('abc'):gsub('(%w)(%w)', '%2%1') => bac 1
            ('aaa'):gsub('a', 'b', 1/0) => aaa 0
            ('aaa'):gsub('a', 'b', 1.9) => baa 1
            ~('abc'):gsub('%w', true) => error: bad argument #2 to 'gsub' (string/function/table expected)
            ('abc'):gsub('%w', {a = 1, b = true}) => error: invalid replacement value (a boolean)
            ('abc'):gsub('()', '%1') => 1a2b3c4 4
            ('^a^a'):gsub('^^', 'x') => xa^a 1
            ('a.b'):gsub('%.', '%%') => a%b 1
            ('x'):find('[%') => error: malformed pattern (missing ']')
            ('x'):find('(') => error: unfinished capture
            ('x'):find(')') => nil
            ('ab'):find('x[') => nil
            ('a]b'):find('[]]') => 2 2
            ('a-b'):find('[a-]+') => 1 2
            ('aXb'):match('[^%l]') => X
            ('a\\0b'):match('a\\0c') => a
            ('abcabc'):match('(abc)%1') => abc
            ('hello'):match('()ll()') => 3 5
            ('x'):find(('a-'):rep(199)) => 1 0
            ~('x'):find(('a-'):rep(200)) => error: pattern too complex
            ('aaa'):find(('a?'):rep(250)) => 1 3
            ('a'):match(('()'):rep(32)) => 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1
            ('a'):find(('()'):rep(33)) => error: too many captures
            (function() local t = {} for k, v in ('a=1, b=2'):gmatch('(%w+)=(%w+)') do t[#t + 1] = k .. v end return table.concat(t, ';') end)() => a1;b2
            (function() local t = {} for w in ('^a^a'):gmatch('^a') do t[#t + 1] = w end return #t end)() => 2
            (function() local n = 0 for w in ('abc'):gmatch('') do n = n + 1 end return n end)() => 4
            ('2024-05-17'):match('(%d+)-(%d+)-(%d+)') => 2024 05 17
            ('\\200\\255'):find('[\\200-\\254]+') => 1 1
            ('a%d'):find('[a-%%]') => nil
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
