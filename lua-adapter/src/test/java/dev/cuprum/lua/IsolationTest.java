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
                "pcall(rawset, ngx, 'OK', 5)",
                "pcall(function() ngx.OK = 5 end)",
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
                "string.x = 1",
                "table.insert = nil",
                "math.pi = 3",
                "os.time = nil",
                "bit.band = nil",
                "ngx.say = nil",
                "ngx.req.x = 1",
                "rawset(string, 'x', 1)",
                "setmetatable(table, {})",
                "getmetatable('').x = 1",
            })
    void saysThatLibrariesAreReadOnly(String code) {
        assertThat(TestUnits.content(code)).contains("unit:1: ").contains("is read-only");
    }

    @Test
    void hidesWhatIsAbsentFromThoseWhoAskCarefully() {
        assertThat(TestUnits.evaluate("tostring(rawget(_G, 'io')) .. tostring(rawget(_G, 'debug'))"))
                .isEqualTo("nilnil");
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
