package dev.cuprum.lua.lib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.lua.LuaCases;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

public final class TableLibTest {

    /** Tables. */
    public static final String TABLE =
            """
            table.concat({1, 2, 3}) => 123
            table.concat({1, 2, 3}, ', ') => 1, 2, 3
            table.concat({1, 2, 3}, '-', 2, 3) => 2-3
            table.concat({}, 'x') =>
            table.concat({1, {}, 3}) => error: invalid value (table) at index 2 in table for 'concat'
            table.concat({1, 2}, ',', 1, 3) => error: invalid value (nil) at index 3 in table for 'concat'
            table.concat({0.1, 1e15, 1e100}, ' ') => 0.1 1e+15 1e+100
            (function() local t = {1, 2} table.insert(t, 3) return unpack(t) end)() => 1 2 3
            (function() local t = {1, 2} table.insert(t, 1, 0) return unpack(t) end)() => 0 1 2
            (function() local t = {1, 2, 3} return table.remove(t), table.remove(t, 1), #t, t[1] end)() => 3 1 1 2
            table.remove({}) =>
            table.insert({}) => error: wrong number of arguments to 'insert'
            table.insert({}, 1, 2, 3) => error: wrong number of arguments to 'insert'
            table.insert(nil, 1) => error: bad argument #1 to 'insert' (table expected, got nil)
            (function() local t = {3, 1, 2} table.sort(t) return unpack(t) end)() => 1 2 3
            (function() local t = {3, 1, 2} table.sort(t, function(a, b) return a > b end) return unpack(t) end)() => 3 2 1
            (function() local t = {'b', 'a', 'B'} table.sort(t) return unpack(t) end)() => B a b
            (function() local t = {} for i = 1, 100 do t[i] = (i * 37) % 101 end table.sort(t) for i = 2, 100 do if t[i - 1] > t[i] then return false end end return true end)() => true
            table.sort({1, 'x'}) => error without position: attempt to compare string with number
            table.maxn({1, 2, nil, 4, [10] = 1}) => 10
            table.maxn({}) => 0
            table.getn({1, 2, 3}) => 3
            (function() local s = 0 table.foreachi({1, 2, 3}, function(i, v) s = s + v end) return s end)() => 6
            table.foreach({a = 1}, function(k, v) return k .. v end) => a1
            unpack({1, 2, 3}) => 1 2 3
            unpack({1, 2, 3}, 2) => 2 3
            unpack({1, 2, 3}, 2, 5) => 2 3 nil nil
            unpack({}, 1, 0) =>
            ~!table.unpack({1, 2}) => 1 2
            ~!table.pack(1, nil, 3).n => 3
            #{1, 2, 3} => 3
            #{} => 0
            #{n = 1} => 0
            (function() local t = {} t[1] = 1 t[2] = 2 t[2] = nil return #t end)() => 1
            (function() local t = {} for i = 1, 10 do t[i] = i end for i = 10, 6, -1 do t[i] = nil end return #t end)() => 5
            next({}) => nil
            next({5}) => 1 5
            next({}, 1) => error without position: invalid key to 'next'
            (function() local n = 0 for k, v in pairs({1, 2, a = 3, b = 4}) do n = n + v end return n end)() => 10
            (function() local t = {1, 2, 3, a = 1, b = 2} for k in pairs(t) do t[k] = nil end return next(t) end)() => nil
            (function() local n = 0 for i, v in ipairs({1, 2, nil, 4}) do n = n + v end return n end)() => 3
            ({[1.0] = 'a'})[1] => a
            ({[2^53] = 'big'})[2^53] => big
            ({})[nil] => nil
            (function() local t = {} t[nil] = 1 end)() => error: table index is nil
            (function() local t = {} t[0/0] = 1 end)() => error: table index is NaN
            rawset({}, nil, 1) => error without position: table index is nil
            table.remove({1, 2, 3}, 1.5) => 1
            table.remove({[0] = 5}, 0) =>
            select('#', table.remove({})) => 0
            table.remove({1, 2, 3}, true) => error: bad argument #2 to 'remove' (number expected, got boolean)
            (function() local t = {1, 2, 3} table.insert(t, -1, 'a') return t[-1], t[0], t[1], t[4] end)() => a nil nil 3
            table.concat({1, 2, 3}, ',', 2^31) => error: invalid value (nil) at index -2147483648 in table for 'concat'
            table.concat({[2^31 - 1] = 'z'}, ',', 2^31 - 1, 2^31 - 1) => z
            table.concat({1, 2}, {}) => error: bad argument #2 to 'concat' (string expected, got table)
            table.maxn({[2.5] = 1, [-1] = 2}) => 2.5
            select('#', table.foreach({}, print)) => 0
            table.foreach({}, 5) => error: bad argument #2 to 'foreach' (function expected, got number)
            table.foreachi({1, 2}, function(i, v) if i == 2 then return v end end) => 2
            ~unpack(table.move({1, 2, 3}, 1, 3, 2)) => 1 1 2 3
            ~unpack(table.move({1, 2, 3}, 2, 3, 1)) => 2 3 3
            unpack({}, 1, 1e7) => error: too many results to unpack
            unpack({1}, 2^31 - 2, 2^31 - 1) => nil nil
            (function() local t, log = {3, 1, 2, 5, 4}, {} table.sort(t, function(a, b) log[#log + 1] = a .. '<' .. b return a < b end) return table.concat(log, ' ') end)() => 4<3 2<3 1<3 5<3 3<5 3<1 4<5 1<2
            table.sort({1, 2, 3, 4, 5}, function() return true end) => error: invalid order function for sorting
            table.sort({3, 1, 2}, function(a, b) error('boom', 0) end) => error without position: boom
            (function() local t = {} for i = 1, 200 do t[i] = (i * 7919) % 211 end table.sort(t, function(a, b) return a > b end) for i = 2, 200 do if t[i - 1] < t[i] then return i end end return true end)() => true
            table.sort({1, 2}, 5) => error: bad argument #2 to 'sort' (function expected, got number)
            table.sort({{}, {}}) => error without position: attempt to compare two table values
            table.insert({}, 'x', 1) => error: bad argument #2 to 'insert' (number expected, got string)
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
