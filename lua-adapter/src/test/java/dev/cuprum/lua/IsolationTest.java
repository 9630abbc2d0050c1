package dev.cuprum.lua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.engine.Outcome;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.Phase;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one unit does to its world, no other sees; and nothing leads out of it. */
final class IsolationTest {

    private static final String PROBE =
            """
            assert(x == nil and _G.x == nil)
            assert(print and _G.print == print and pairs and string and table and math)
            assert(('abc'):upper() == 'ABC' and string.upper('abc') == 'ABC')
            assert(rawget(_G, 'mine') == nil and getmetatable(_G) == nil)
            assert(ngx.OK == 0 and ngx.var.uri == '/')
            assert(#('x'):rep(3) == 3 and tostring(1) == '1')
            for k in pairs(_G) do assert(k ~= 'mine' and k ~= 'x', k) end
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x = 1 mine = 2",
                "_G.x = 1 rawset(_G, 'mine', 1)",
                "print = nil pairs = nil",
                "string = nil table = nil",
                "_G._G = nil ngx = nil",
                "string = {upper = function() return 'gone' end}",
                "setmetatable(_G, {__index = function() return 'x' end})",
                "local G = _G for k in pairs(G) do G[k] = nil end",
                "pcall(function() getmetatable('').__index = function() return 'gone' end end)",
                "pcall(function() getmetatable('').__index.upper = function() return 'gone' end end)",
                "pcall(setmetatable, getmetatable(''), {})",
                "pcall(rawset, string, 'upper', function() return 'gone' end)",
                "pcall(table.insert, string, 'gone')",
                "pcall(table.sort, string)",
                "rawset(ngx, 'OK', 5)",
                "ngx.OK = 5 ngx.var = nil ngx.more = 1",
                "getmetatable('').__index = function() return 'gone' end",
                "getmetatable('').__index.upper = function() return 'gone' end",
                "getmetatable('').__add = function() return 'gone' end",
                "debug.setmetatable('', nil)",
                "string.upper = function() return 'gone' end assert(('x'):upper() == 'gone')",
                "rawset(string, 'upper', function() return 'gone' end) assert(('x'):upper() == 'gone')",
                "string.more = 1 table.more = 1 math.more = 1 os.more = 1 package.more = 1",
                "for _, l in ipairs({string, table, math, os, bit}) do for k in pairs(l) do l[k] = nil end end",
                "setmetatable(string, {__index = function() return 1 end}) assert(string.none == 1)",
                "package.loaded.mine = 1 package.loaded.string = nil package.path = '/' package.preload.x = print",
                "pcall(function() ngx.var = {} end)",
                "pcall(function() math.pi = 3 end)",
                "loadstring('x = 5 mine = 6')()",
            })
    void leavesNoTrace(String code) {
        TestUnits units = new TestUnits(MemoryExchange.of("GET", "/"));
        assertThat(units.run(Phase.REWRITE, PROBE)).isEqualTo(Outcome.Completed.INSTANCE);
        assertThat(units.run(Phase.REWRITE, code)).isEqualTo(Outcome.Completed.INSTANCE);
        assertThat(units.run(Phase.REWRITE, PROBE)).isEqualTo(Outcome.Completed.INSTANCE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ngx.req.x = 1",
                "setmetatable(ngx.header, {})",
                "require('cjson').array_mt.x = 1",
            })
    void saysWhatIsReadOnly(String code) {
        assertThat(TestUnits.content(code)).contains("unit:1: ").contains("is read-only");
    }

    @Test
    void showsChangesOfLibrariesToTheOneThatMakesThem() {
        assertThat(
                        TestUnits.content(
                                """
                        local before, s = string, ('x')
                        local upper = s:upper()
                        function string.twice(text) return text .. text end
                        string.upper = function() return 'own' end
                        table.pack = function(...) return {n = select('#', ...), ...} end
                        math.pi = 3
                        ngx.say, ngx.more = ngx.print, 'more'
                        local lines = {}
                        for i = 1, 3 do lines[i] = s:upper() .. s:twice() end
                        ngx.say(table.concat(lines, ','), upper, before == string, before.twice == string.twice,
                            package.loaded.string == string, require('string') == string, table.pack(1, 2).n, math.pi,
                            ngx.more, ('%d'):format(5), getmetatable('').__index == string, _G.string == string)
                        """))
                .isEqualTo("ownxx,ownxx,ownxxXtruetruetruetrue23more5truetrue");
    }

    @Test
    void stringsCanBeGivenOperators() {
        assertThat(
                        TestUnits.evaluate(
                                """
                        (function()
                            local m = getmetatable('')
                            m.__mod = string.format
                            m.__call = function(s, x) return s .. x end
                            m.__index = function(s, k) return type(k) == 'number' and string.sub(s, k, k) or string[k] end
                            return '%d' % 5 .. ('a')('b') .. ('abc')[2] .. ('x'):rep(2) .. #'xyz'
                        end)()
                        """))
                .isEqualTo("5abbxx3");
    }

    @Test
    void whatOneChangesInStringsOthersDoNotMeetInTheMeantime() {
        TestUnits units = new TestUnits(MemoryExchange.of("GET", "/"));
        String code = "local n = '' for i = 1, 100 do n = n .. ('a'):upper() end ngx.ctx.n = n";
        units.run(Phase.REWRITE, code);
        units.run(Phase.REWRITE, "string.upper = function() return 'b' end string.lower = nil " + code);
        assertThat(units.written(Phase.CONTENT, "ngx.print(ngx.ctx.n == ('b'):rep(100))"))
                .isEqualTo("true");
        units.run(Phase.REWRITE, code);
        assertThat(units.written(Phase.CONTENT, "ngx.print(ngx.ctx.n == ('A'):rep(100))"))
                .isEqualTo("truetrue");
    }

    @Test
    void runsOnFourThreadsAtOnceWithoutMixingAnythingUp() throws Exception {
        String code =
                """
                local id = ngx.var.arg_id
                mine = id
                ngx.ctx.id = id
                local t = {}
                for i = 1, 50 do t[#t + 1] = id .. i end
                table.sort(t)
                local s = table.concat(t):gsub('%d+', function(d) return d end)
                assert(mine == id and ngx.ctx.id == id and ngx.var.arg_id == id)
                ngx.header['X-Id'] = id
                ngx.print(id, #s)
                """;
        ExecutorService executor = Executors.newFixedThreadPool(4);
        Callable<Boolean> task = () -> IntStream.range(0, 300).allMatch(i -> {
            String id = Thread.currentThread().getId() + "-" + i;
            MemoryExchange exchange = MemoryExchange.of("GET", "/?id=" + id);
            String written = new TestUnits(exchange).written(Phase.CONTENT, code);
            return written.startsWith(id)
                    && exchange.response().headers().first("X-Id").orElse("").equals(id);
        });
        for (Future<Boolean> result : executor.invokeAll(List.of(task, task, task, task))) {
            assertThat(result.get()).isTrue();
        }
        executor.shutdownNow();
    }

    @Test
    void sharesOnlyTheContextBetweenUnitsOfARequest() {
        TestUnits units = new TestUnits(MemoryExchange.of("GET", "/"));
        units.run(Phase.REWRITE, "mine = 1 ngx.ctx.f = function() mine = (mine or 0) + 1 return mine end");

        assertThat(units.written(Phase.CONTENT, "ngx.print(mine, ngx.ctx.f(), mine)"))
                .isEqualTo("nil2nil");
    }

    @Test
    void stopsAFunctionOfAnEarlierUnitByTheBudgetOfTheOneThatCallsIt() {
        TestUnits units = new TestUnits(MemoryExchange.of("GET", "/"));
        units.run(Phase.REWRITE, "ngx.ctx.f = function() while true do end end");

        Outcome outcome = units.run(Phase.CONTENT, "\nngx.ctx.f()", dev.cuprum.unit.Limits.of(50, 32));

        assertThat(outcome).isInstanceOf(Outcome.TimedOut.class);
    }
}
