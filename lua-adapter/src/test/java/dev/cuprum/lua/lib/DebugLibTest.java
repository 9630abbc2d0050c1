package dev.cuprum.lua.lib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.lua.LuaCases;
import dev.cuprum.lua.TestUnits;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

public final class DebugLibTest {

    /** What it tells of functions and values. */
    public static final String TABLE =
            """
            ~debug.getinfo(function(a, b, ...) end).nparams, debug.getinfo(function(...) end).isvararg => 2 true
            debug.getinfo(print).what, debug.getinfo(print).source, debug.getinfo(print).currentline => C =[C] -1
            debug.getinfo(print).linedefined, debug.getinfo(print, 'f').func == print => -1 true
            debug.getinfo(1, 'S').what, debug.getinfo(1, 'l').what, debug.getinfo(100) => Lua nil nil
            (function() local function f() return debug.getinfo(1, 'n').name, (debug.getinfo(1, 'n').namewhat) end local a, b = f() return a, b end)() => f local
            debug.getinfo({}) => error: bad argument #1 to 'getinfo' (function or level expected)
            (function() local t = setmetatable({}, {__metatable = 5}) return getmetatable(t), type(debug.getmetatable(t)) end)() => 5 table
            (function() local t = setmetatable({}, {__metatable = 5}) debug.setmetatable(t, nil) return getmetatable(t) end)() => nil
            debug.getmetatable('').__index == string, debug.getmetatable(5) => true nil
            debug.setmetatable({}, 5) => error: bad argument #2 to 'setmetatable' (nil or table expected)
            type(debug.traceback()), debug.traceback({}) ~= nil => string true
            debug.traceback('x', 1):match('^x\\nstack traceback:\\n\\t') ~= nil => true
            debug.traceback(coroutine.create(print), 'x') => x
            debug.gethook() => nil
            select('#', debug.sethook()) => 0
            (function() local f = function() return y end debug.setfenv(f, {y = 3}) return f(), debug.getfenv(f).y end)() => 3 3
            """;

    static Stream<Arguments> cases() {
        return LuaCases.of(TABLE);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void evaluates(String expression, String result) {
        assertThat(LuaCases.evaluate(expression)).startsWith(result);
    }

    @Test
    void showsTheStackWithNamesAndLines() {
        assertThat(
                        TestUnits.content(
                                """
                        local t = {}
                        function t.field() local trace = debug.traceback('here') return trace end
                        function t:method() local trace = t.field() return trace end
                        local function called()
                            local trace = t:method()
                            return trace
                        end
                        ngx.print((called()))
                        """))
                .isEqualTo(
                        """
                        here
                        stack traceback:
                        \tunit:2: in function 'field'
                        \tunit:3: in function 'method'
                        \tunit:5: in function 'called'
                        \tunit:8: in main chunk""");
    }

    @Test
    void cutsTheMiddleOutOfADeepStack() {
        assertThat(
                        TestUnits.content(
                                """
                        local function deep(n) if n == 0 then return (debug.traceback()) end return (deep(n - 1)) end
                        local _, lines = deep(1000):gsub('\\n', '')
                        ngx.print(lines, deep(1000):find('\\n\\t...\\n', 1, true) ~= nil)
                        """))
                .isEqualTo("23true");
    }

    @Test
    void hooksCannotBeSet() {
        assertThat(TestUnits.content("debug.sethook(print, 'l')")).startsWith("unit:1: debug.sethook is not available");
    }
}
