package dev.cuprum.lua.lib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.lua.LuaCases;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

public final class CoroutineLibTest {

    /** The coroutine library. */
    public static final String TABLE =
            """
            type(coroutine.create(function() end)), coroutine.status(coroutine.create(function() end)) => thread suspended
            tostring(coroutine.create(function() end)):match('^thread: 0x%x+$') ~= nil => true
            coroutine.create(function() end) == coroutine.create(function() end) => false
            select('#', coroutine.resume(coroutine.create(function() end))) => 1
            coroutine.resume(coroutine.create(function(...) return ... end), 1, nil, 3) => true 1 nil 3
            coroutine.wrap(function(...) return select('#', ...) end)(nil, nil, nil, nil) => 4
            coroutine.wrap(function(a, b, c, d) return d, c, b, a end)(1, 2, 3, 4) => 4 3 2 1
            select('#', coroutine.wrap(function() end)()) => 0
            ~coroutine.wrap(coroutine.yield)(1, 2) => 1 2
            ~(function() local w = coroutine.wrap(coroutine.yield) w() return w(7, 8) end)() => 7 8
            (function() local w = coroutine.wrap(function(a) local b, c = coroutine.yield(a + 1) return b + c end) return w(1), w(10, 20) end)() => 2 30
            (function() local co = coroutine.create(function() coroutine.yield() end) coroutine.resume(co) local a = coroutine.status(co) coroutine.resume(co) return a, coroutine.status(co) end)() => suspended dead
            (function() local co = coroutine.create(function() end) coroutine.resume(co) return coroutine.resume(co) end)() => false cannot resume dead coroutine
            (function() local co co = coroutine.create(function() return coroutine.status(co), coroutine.resume(co) end) return coroutine.resume(co) end)() => true running false cannot resume running coroutine
            ~(function() local co co = coroutine.create(function() return coroutine.wrap(function() return coroutine.status(co), coroutine.resume(co) end)() end) return coroutine.resume(co) end)() => true normal false cannot resume running coroutine
            ~coroutine.isyieldable(), coroutine.wrap(function() return coroutine.isyieldable() end)() => false true
            ~!coroutine.running() => nil
            coroutine.wrap(function() return type(coroutine.running()) end)() => thread
            (function() local co co = coroutine.create(function() return coroutine.running() == co end) return coroutine.resume(co) end)() => true true
            ~pcall(coroutine.yield, 1) => false attempt to yield across C-call boundary
            ~coroutine.yield(1) => error: attempt to yield across C-call boundary
            coroutine.resume(coroutine.create(function() error('boom', 0) end)) => false boom
            coroutine.resume(coroutine.create(function() error() end)) => false nil
            select(2, coroutine.resume(coroutine.create(function() error({7}) end)))[1] => 7
            select(2, coroutine.resume(coroutine.create(function() error('boom') end))):match(':%d+: (.*)') => boom
            (function() local co = coroutine.create(function() error('boom') end) coroutine.resume(co) return coroutine.status(co), coroutine.resume(co) end)() => dead false cannot resume dead coroutine
            ~pcall(coroutine.wrap(function() error('boom', 0) end)) => false boom
            ~select(2, pcall(function() coroutine.wrap(function() error('boom') end)() end)):gsub('[^:]+:%d+: ', 'at ') => at at boom 2
            select(2, pcall(coroutine.wrap(function() error({7}) end)))[1] => 7
            (function() local w = coroutine.wrap(function() end) w() return pcall(w) end)() => false cannot resume dead coroutine
            (function() local w = coroutine.wrap(function() end) w() w() end)() => error: cannot resume dead coroutine
            ~coroutine.wrap(function() return pcall(function() coroutine.yield(5) end) end)() => 5
            ~(function() local w = coroutine.wrap(function() return pcall(function() error(coroutine.yield(5), 0) end) end) return w(), w('in') end)() => 5 false in
            ~(function() local w = coroutine.wrap(function() return pcall(pcall, coroutine.yield, 5) end) return w(), w(6) end)() => 5 true true 6
            ~(function() local w = coroutine.wrap(function() return xpcall(function() coroutine.yield(1) error('x', 0) end, function(m) return m .. '!' end) end) return w(), w() end)() => 1 false x!
            ~(function() local w = coroutine.wrap(function() return setmetatable({}, {__index = function(t, k) return coroutine.yield(k) end}).x end) return w(), w(3) end)() => x 3
            ~(function() local w = coroutine.wrap(function() return setmetatable({}, {__add = function(a, b) return coroutine.yield(b) end}) + 4 end) return w(), w(3) end)() => 4 3
            ~(function() local w = coroutine.wrap(function() for v in coroutine.yield do return v end end) w() return w(9) end)() => 9
            (function() local s = 0 for v in coroutine.wrap(function() for i = 1, 10 do coroutine.yield(i) end end) do s = s + v end return s end)() => 55
            (function() local w = coroutine.wrap(function() for i in coroutine.wrap(function() coroutine.yield(1) end) do coroutine.yield(i) end return 'end' end) return w(), w() end)() => 1 end
            (function() local function walk(t) if t then walk(t[1]) coroutine.yield(t[2]) walk(t[3]) end end local s = '' for v in coroutine.wrap(function() walk({{nil, 'a', {nil, 'b'}}, 'c', {nil, 'd'}}) end) do s = s .. v end return s end)() => abcd
            (function() local x = 1 local co = coroutine.wrap(function() x = x + 1 coroutine.yield() x = x * 10 end) co() co() return x end)() => 20
            (function() local a = coroutine.wrap(function() for i = 1, 3 do coroutine.yield('a' .. i) end end) local b = coroutine.wrap(function() for i = 1, 3 do coroutine.yield(a() .. 'b') end end) return b(), b(), b() end)() => a1b a2b a3b
            (function() local function f(n) if n == 0 then return 'deep' end return coroutine.wrap(f)(n - 1) end return f(50) end)() => deep
            coroutine.wrap(function() end) ~= nil, type(coroutine.wrap(function() end)) => true function
            ~(coroutine.create(1)) => error: bad argument #1 to 'create' (function expected, got number)
            ~(coroutine.wrap()) => error: bad argument #1 to 'wrap' (function expected, got no value)
            (coroutine.resume()) => error: bad argument #1 to 'resume' (coroutine expected)
            (coroutine.resume(coroutine.wrap(function() end))) => error: bad argument #1 to 'resume' (coroutine expected)
            (coroutine.status({})) => error: bad argument #1 to 'status' (coroutine expected)
            """;

    /** What is otherwise than in Lua: coroutines can be left from within callbacks of libraries too. */
    private static final String OURS =
            """
            (function() local w = coroutine.wrap(function() return (('abc'):gsub('.', coroutine.yield)) end) return w(), w('x'), w('y'), w('z') end)() => a b c xyz
            (function() local w = coroutine.wrap(function() local t = {2, 1} table.sort(t, function(a, b) return coroutine.yield(a, b) end) return 'sorted' end) local r = w() while r ~= 'sorted' do r = w(false) end return r end)() => sorted
            (function() local w = coroutine.wrap(function() table.foreach({5}, coroutine.yield) end) return w() end)() => 1 5
            """;

    static Stream<Arguments> cases() {
        return LuaCases.of(TABLE + OURS);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void evaluates(String expression, String result) {
        assertThat(LuaCases.evaluate(expression)).isEqualTo(result);
    }
}
