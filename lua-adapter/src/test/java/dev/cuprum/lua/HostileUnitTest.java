package dev.cuprum.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cuprum.engine.CompilationException;
import dev.cuprum.engine.Outcome;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.lua.Bombs.Bomb;
import dev.cuprum.lua.Bombs.Ending;
import dev.cuprum.unit.InvalidUnitException;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.luaj.vm2.LuaString;

/** Units that mean no good: each is stopped in time, and the thread serves the next. */
@Timeout(120)
final class HostileUnitTest {

    /** Uses a bit of everything, for what a bomb could leave behind. */
    private static final String ORDINARY =
            """
            local t, sum, depth = {}, 0, 0
            for i = 1, 100 do t[i] = i * i sum = sum + t[i] end
            local function down() depth = depth + 1 if depth < 150 then return (down()) end end
            down()
            local o = setmetatable({}, {__index = function(_, k) return k .. '!' end})
            local co = coroutine.wrap(function(a) a = coroutine.yield(a + 1) error(a, 0) end)
            ngx.print(sum, ' ', #t, ' ', depth, ' ', o.x, ' ', ('x'):rep(3):upper(), ' ', co(1), ' ',
              select(2, pcall(co, 'oops')), ' ', tostring(leaked), ' ', loadstring('return 2 ^ 10')(), ' ',
              (('a,b'):gsub(',', function() return ';' end)))
            """;

    private static final String AS_EVER = "338350 100 150 x! XXX 2 oops nil 1024 a;b";

    private static final String BUDGET_USED_UP = "(?s).* budget used up( at line 1)?";

    static List<Bomb> endless() {
        return Bombs.ending(Ending.ENDLESS);
    }

    static List<Bomb> growing() {
        return Bombs.ending(Ending.GROWING);
    }

    static List<Bomb> deep() {
        return Bombs.ending(Ending.DEEP);
    }

    static List<Bomb> heavy() {
        return Bombs.ending(Ending.HEAVY);
    }

    @ParameterizedTest
    @MethodSource("endless")
    void stopsWhatDoesNotEnd(Bomb bomb) throws InterruptedException {
        Outcome outcome = outcome(bomb.code(), Limits.of(100, 32));

        assertThat(outcome).isInstanceOfAny(Outcome.TimedOut.class, Outcome.Failed.class);
        assertThat(message(outcome)).matches(BUDGET_USED_UP + "|.*pattern too complex");
    }

    @ParameterizedTest
    @MethodSource("growing")
    void stopsWhatTakesTooMuchMemory(Bomb bomb) throws InterruptedException {
        Outcome outcome = outcome(bomb.code(), Limits.of(60_000, 32));

        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(message(outcome))
                .matches("32 MB memory budget used up( at line 1)?|.*(too large|too long|too big).*");
    }

    @ParameterizedTest
    @MethodSource("deep")
    void endsDeepRecursionAsAnOrdinaryError(Bomb bomb) throws InterruptedException {
        Outcome outcome = outcome(bomb.code(), Limits.of(1_000, 256));
        Outcome guarded = outcome(
                "local ok = pcall(function() " + bomb.code() + " end) ngx.exit(ok and 200 or 500)",
                Limits.of(1_000, 256));

        assertThat(message(outcome))
                .matches("(?s).*(overflow|loop in [gs]ettable|chain too long|error in error).*|" + BUDGET_USED_UP);
        if (!(guarded instanceof Outcome.Exited)) {
            assertThat(message(guarded)).matches(BUDGET_USED_UP);
        }
    }

    @ParameterizedTest
    @MethodSource("heavy")
    void survivesWhatIsHeavy(Bomb bomb) throws InterruptedException {
        Outcome outcome = outcome(bomb.code(), Limits.of(500, 64));

        assertThat(message(outcome)).doesNotContain("internal error", "no memory left");
    }

    static Stream<String> sources() {
        return Bombs.SOURCES.lines();
    }

    @ParameterizedTest
    @MethodSource("sources")
    void compilesWhatIsHardToCompile(String expression) throws InterruptedException {
        Outcome outcome = outcome(TestUnits.content("ngx.print(" + expression + ")"), Limits.of(500, 64));

        assertThat(message(outcome)).doesNotContain("internal error", "no memory left");
    }

    static Stream<String> refused() {
        return Bombs.REFUSED.lines();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatIsNoLuaOrNestedTooDeeply(String expression) {
        String source = TestUnits.content("ngx.print(" + expression + ")");

        assertThatThrownBy(() -> outcome(source, Limits.of(500, 64)))
                .satisfiesAnyOf(e -> assertThat(e).hasCauseInstanceOf(CompilationException.class), e -> assertThat(e)
                        .isInstanceOf(InvalidUnitException.class)
                        .hasMessageContaining("longer than"));
    }

    @Test
    void keysThatAreMeantToCollideDo() {
        String codes = TestUnits.content(Bombs.COLLIDING + "ngx.print(key(1), ' ', key(4711), ' ', key(99999999))");
        assertThat(Stream.of(codes.split(" ")).map(key -> LuaString.valueOf(key).hashCode()))
                .hasSize(3)
                .containsOnly(LuaString.valueOf(codes.split(" ")[0]).hashCode());
    }

    private static String message(Outcome outcome) {
        return outcome instanceof Outcome.TimedOut out
                ? out.message()
                : outcome instanceof Outcome.Failed failed ? failed.message() : outcome.toString();
    }

    /**
     * What becomes of a unit on a thread with the usual stack of those that serve requests. The same thread then runs
     * an ordinary unit, with the result that it always has.
     */
    private static Outcome outcome(String code, Limits limits) throws InterruptedException {
        AtomicReference<Outcome> outcome = new AtomicReference<>();
        AtomicReference<String> after = new AtomicReference<>();
        AtomicReference<Throwable> refused = new AtomicReference<>();
        AtomicReference<Throwable> broken = new AtomicReference<>();
        Thread thread = new Thread(
                null,
                () -> {
                    TestUnits units = new TestUnits(MemoryExchange.of("GET", "/"));
                    try {
                        outcome.set(units.run(Phase.CONTENT, "leaked = true " + code, limits));
                    } catch (AssertionError | InvalidUnitException e) {
                        refused.set(e);
                    }
                    after.set(TestUnits.content(ORDINARY));
                },
                "small",
                1 << 20);
        thread.setUncaughtExceptionHandler((ignored, e) -> broken.set(e));
        long start = System.nanoTime();
        thread.start();
        thread.join();

        assertThat(broken.get()).isNull();
        assertThat(after.get()).isEqualTo(AS_EVER);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isLessThan(limits.timeout().plusSeconds(90));
        if (refused.get() instanceof InvalidUnitException e) {
            throw e;
        }
        if (refused.get() instanceof AssertionError e) {
            throw e;
        }
        return outcome.get();
    }

    @Test
    void reachesTheLimitOfCallsBeforeTheEndOfTheStack() throws InterruptedException {
        String code =
                """
                local function depth(go) local n = 0 local function f() n = n + 1 go(f) end pcall(f) return n end
                local mt = {}
                ngx.print(depth(function(f) f() end), ' ', depth(function(f) table.sort({2, 1}, f) end), ' ',
                  depth(function(f) (' '):gsub('(((((((.)))))))', f) end), ' ',
                  depth(function(f) return tostring(setmetatable({}, {__tostring = function() f() return '' end})) end), ' ',
                  depth(function(f) local function wide(g) local a, b, c = 1, 2, 3 g() return a + b + c end
                    local function outer(g) local d = wide(g) return d end local e = outer(f) end))
                """;
        String depths = onSmallThread(code);

        // A thread whose stack ends first has come less far each time that less was compiled.
        assertThat(depths).matches("\\d{3,} \\d{3,} \\d{3,} \\d{3,} \\d{3,}");
        for (int i = 0; i < 20; i++) {
            assertThat(onSmallThread(code)).isEqualTo(depths);
        }
    }

    private static String onSmallThread(String code) throws InterruptedException {
        AtomicReference<String> written = new AtomicReference<>("");
        Thread thread = new Thread(null, () -> written.set(TestUnits.content(code)), "small", 1 << 20);
        thread.start();
        thread.join();
        return written.get();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "string.byte(('x'):rep(1e6), 1, -1)",
                "unpack({}, 1, 1e8)",
                "table.unpack({}, -1e8, 1e8)",
                "string.char(unpack({}, 1, 64000))",
                "select(-1)",
                "('x'):rep(1e6):find(('('):rep(40))",
                "string.find(('x'):rep(300), ('x?'):rep(300))",
                "getmetatable('').__index = nil local _ = ('x').y",
                "debug.setmetatable('', nil) local _ = ('x').y",
                "getmetatable('').__index = getmetatable('') local _ = ('x').upper.x",
                "string.upper = nil local _ = ('x'):upper()",
                "setmetatable(string, {__index = string}) local _ = ('x').y",
                "string.upper = function(s) return s:upper() .. 1 end local _ = ('x'):upper() .. 1",
                "table.sort(ngx) ngx.exit = nil ngx.exit()",
                "setmetatable(package.loaded, {__index = function(_, k) return (require(k)) end}) local _ = require 'x'",
                "package.preload.x = function() return (require 'x') end local _ = require 'x'",
                "local _ = require(('x'):rep(1e6))",
                "package.path = ('?;'):rep(1e6) local _ = require 'x'",
                "package.path = ('?'):rep(15000) local _ = require(('x'):rep(990))",
                "ngx.req.get_method = nil",
                "edge_computing.x = 1",
                "error(nil)",
                "error({})",
                "error()",
                "local x = nil local y = x.y",
                "load('\\27Lua')()",
                "load(string.char(27))()",
                "loadstring('\\27LuaQ')()",
                "ngx.exit('x')",
                "ngx.exit(1000)",
                "ngx.status = 5",
                "ngx.status = 'x'",
                "ngx.header.content_length = 'x'",
                "ngx.var.undefined = 'x'",
                "ngx.req.set_uri('')",
                "ngx.req.set_uri('x')",
                "ngx.req.set_uri('/a\\r\\nb')",
                "ngx.redirect('/a\\r\\nSet-Cookie: x')",
                "local t = {} t[1] = t ngx.print(t)",
            })
    void endsWhatIsWrongAsAFailureWithItsLine(String code) {
        Outcome outcome = new TestUnits(MemoryExchange.of("GET", "/")).run(Phase.CONTENT, "local _\n_ = 1 " + code);

        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        String message = ((Outcome.Failed) outcome).message();
        if (!code.startsWith("error(")) {
            assertThat(message).startsWith("unit:2: ").doesNotContain("internal error");
        }
    }

    @Test
    void cannotSmuggleAHeader() {
        MemoryExchange exchange = MemoryExchange.of("GET", "/");
        TestUnits units = new TestUnits(exchange);

        units.run(Phase.ACCESS, "ngx.header['X-A'] = 'a\\r\\nSet-Cookie: b=c' ngx.header['X\\r\\nY'] = 'z'");

        assertThat(exchange.response().headers().first("X-A")).contains("a%0D%0ASet-Cookie: b=c");
        assertThat(exchange.response().headers().first("X%0D%0AY")).contains("z");
        assertThat(exchange.response().headers().first("Set-Cookie")).isEmpty();
    }
}
