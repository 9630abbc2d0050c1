package dev.cuprum.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cuprum.engine.Outcome;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Coroutines and the limits of the execution they belong to. */
@Timeout(120)
@Isolated("counts the threads of all coroutines")
final class CoroutineTest {

    /** So much memory that time always runs out first. */
    private static final Limits TIGHT = Limits.of(100, 1024);

    private final MemoryExchange exchange = MemoryExchange.of("GET", "/");
    private final TestUnits units = new TestUnits(exchange);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "coroutine.wrap(function() while true do end end)()",
                "coroutine.wrap(function() while true do pcall(function() while true do end end) end end)()",
                "coroutine.wrap(function() coroutine.wrap(function() while true do end end)() end)()",
                "while true do coroutine.wrap(function() while true do end end)() end",
                "while true do pcall(coroutine.wrap(function() while true do end end)) end",
                "while true do coroutine.resume(coroutine.create(function() while true do end end)) end",
                "local w = coroutine.wrap(function() while true do coroutine.yield() end end) while true do w() end",
                "while true do coroutine.wrap(function() end)() end",
                "for _ in coroutine.wrap(function() while true do coroutine.yield(1) end end) do end",
                "local co = coroutine.create(print) coroutine.resume(co) while true do coroutine.resume(co) end",
            })
    void stopsALoopInACoroutine(String code) {
        assertThat(units.run(Phase.ACCESS, code, TIGHT)).isInstanceOf(Outcome.TimedOut.class);
        assertThat(units.written(Phase.CONTENT, "ngx.print('next')")).isEqualTo("next");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "coroutine.wrap(function() local t = {} for i = 1, 1e9 do t[i] = {i} end end)()",
                "coroutine.wrap(function() local s = ('x'):rep(1e9) end)()",
                "local w = coroutine.wrap(function() local t = {} for i = 1, 1e9 do t[i] = {i} if i % 1000 == 0 then "
                        + "coroutine.yield() end end end) while true do w() end",
                "local t = {} while true do t[#t + 1] = coroutine.wrap(function() for i = 1, 1e4 do t[#t + 1] = {i} "
                        + "end end) t[#t]() end",
            })
    void countsWhatCoroutinesAllocate(String code) {
        Outcome outcome = units.run(Phase.ACCESS, code, Limits.of(60_000, 32));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.message())
                .contains("32 MB memory budget used up"));
    }

    @Test
    void exitEndsTheExecutionFromWithinACoroutine() {
        String code =
                """
                coroutine.wrap(function()
                  pcall(coroutine.wrap(function() ngx.exit(403) end))
                  ngx.log(ngx.ERR, 'inner')
                end)()
                ngx.log(ngx.ERR, 'outer')
                """;

        assertThat(units.run(Phase.ACCESS, code)).isEqualTo(new Outcome.Exited(403));
        assertThat(units.log).isEmpty();
    }

    @Test
    void theLineAtWhichACoroutineWasStoppedIsTold() {
        Outcome outcome = units.run(
                Phase.ACCESS,
                "coroutine.wrap(function()\nwhile true do x = tostring(x) end\nend)()",
                Limits.of(1_000, 1024));

        assertThat(outcome).isEqualTo(new Outcome.TimedOut("1000 ms budget used up at line 2"));
    }

    @Test
    void abandonedCoroutinesLeaveNoThread() {
        String code =
                """
                for i = 1, 500 do
                  local co = coroutine.create(function() pcall(function() while true do pcall(coroutine.yield) end end) end)
                  coroutine.resume(co)
                  coroutine.resume(co)
                end
                """;
        for (int i = 0; i < 20; i++) {
            assertThat(units.run(Phase.ACCESS, code)).isEqualTo(Outcome.Completed.INSTANCE);
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> coroutineThreads() == 0);
    }

    private static long coroutineThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("cuprum-coroutine"))
                .count();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local function f() coroutine.wrap(f)() end ngx.print(select(2, pcall(f)))",
                "local function f() return f() + 1 end ngx.print(select(2, pcall(coroutine.wrap(f))))",
                "local function f(n) if n == 0 then coroutine.wrap(function() return f(1e6) end)() end "
                        + "return f(n - 1) + 1 end ngx.print(select(2, pcall(f, 100)))",
            })
    void recursionEndsAsWithoutCoroutines(String code) {
        assertThat(units.written(Phase.CONTENT, code)).contains("stack overflow");
        assertThat(units.written(Phase.CONTENT, "ngx.print('next')")).contains("next");
    }

    @Test
    void depthIsCountedForEachCoroutine() {
        String code =
                """
                local function down(n) if n == 0 then coroutine.yield('bottom') return 0 end return 1 + down(n - 1) end
                local function resumeAt(n, f) if n == 0 then return f() end return (resumeAt(n - 1, f)) end
                local w = coroutine.wrap(function() return down(200) end)
                ngx.print(w(), ' ', resumeAt(100, w), ' ')
                ngx.print(coroutine.wrap(function() return down(0) + resumeAt(250, function() return 1 end) end)())
                """;

        assertThat(units.written(Phase.CONTENT, code)).isEqualTo("bottom 200 bottom");
    }

    @Test
    void aCoroutineDiesWithItsExecution() {
        units.run(
                Phase.REWRITE,
                "ngx.ctx.co = coroutine.create(function() coroutine.yield() end) coroutine.resume(ngx.ctx.co)");

        assertThat(units.written(
                        Phase.CONTENT,
                        "ngx.print(coroutine.status(ngx.ctx.co), ' ', select(2, coroutine.resume(ngx.ctx.co)))"))
                .isEqualTo("dead cannot resume dead coroutine");
    }

    @Test
    void aCoroutineBelongsToTheExecutionItServes() {
        String code = "ngx.print(coroutine.wrap(function() x = 5 return ngx.var.uri, ngx.get_phase(), x end)())";

        assertThat(units.written(Phase.CONTENT, code)).isEqualTo("/content5");
    }
}
