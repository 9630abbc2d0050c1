package dev.cuprum.lua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.engine.Outcome;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Units that mean no good: each is stopped in time, and the thread serves the next. */
@Timeout(120)
final class HostileUnitTest {

    private static final Limits TIGHT = Limits.of(100, 32);

    static Stream<String> endless() {
        return Stream.of(
                "while true do end",
                "for i = 1, math.huge do end",
                "for i = 2, 1, 0 do end",
                "repeat until false",
                "::again:: goto again",
                "while true do pcall(function() while true do end end) end",
                "while true do xpcall(error, function() while true do end end) end",
                "local function f() return f() end f()",
                "while true do pcall(string.rep) end",
                "local function f() pcall(f) f() end f()",
                "setmetatable({}, {__index = function() while true do end end}).x()",
                "setmetatable({}, {__newindex = function() while true do end end}).x = 1",
                "local _ = setmetatable({}, {__eq = function() while true do end end}) "
                        + "local mt = {__eq = function() while true do end end} "
                        + "local _ = setmetatable({}, mt) == setmetatable({}, mt)",
                "local _ = setmetatable({}, {__lt = function() while true do end end}) < {}",
                "local _ = #setmetatable({}, {__len = function() while true do end end})",
                "local _ = {} .. setmetatable({}, {__concat = function() while true do end end})",
                "tostring(setmetatable({}, {__tostring = function() while true do end end}))",
                "error(setmetatable({}, {__tostring = function() while true do end end}))",
                "ngx.log(ngx.ERR, setmetatable({}, {__tostring = function() while true do end end}))",
                "ngx.say(tostring(setmetatable({}, {__tostring = function() while true do end end})))",
                "string.format('%s', setmetatable({}, {__tostring = function() while true do end end}))",
                "table.sort({3, 2, 1}, function() while true do end end)",
                "local t = {} for i = 1, 1e5 do t[i] = i end while true do table.sort(t, function() return true end) end",
                "('x'):gsub('x', function() while true do end end)",
                "('x'):rep(100):gsub('x', function() pcall(function() while true do end end) end)",
                "table.foreach({1}, function() while true do end end)",
                "for _ in function() return 1 end do end",
                "for _ in pairs(setmetatable({}, {__pairs = function() while true do end end})) do end",
                "load(function() return 'x = 1 ' end)",
                "load(function() while true do end end)",
                "while true do loadstring('return 1')() end",
                "while true do load(('x = 1 '):rep(10000)) end",
                "string.find(('a'):rep(50), ('a?'):rep(50) .. ('a'):rep(50))",
                "string.find(('a'):rep(5000), '.-.-.-.-.-b')",
                "('x'):rep(1e6):find('.-.-.-b')",
                "('x'):rep(1e6):match('(.*)(.*)(.*)(.*)%4b')",
                "('('):rep(1e6):gsub('%b()', '')",
                "for _ in (('x'):rep(1e6)):gmatch('.-.-y') do end",
                "('x'):rep(2e6):find(('x'):rep(1e6) .. 'y', 1, true)",
                "table.concat(setmetatable({}, {}), '', 1, 0) while true do table.concat({1}, '') end",
                "local t = {} for i = 1, 1e9 do table.insert(t, -1e9, 1) end",
                "while true do ngx.var.uri = nil end".replace("ngx.var.uri", "ngx.var.x"),
                "while true do ngx.req.get_headers() end",
                "local s = ('x'):rep(1e6) while true do ngx.escape_uri(s) end",
                "local s = ('x'):rep(1e6) while true do ngx.md5(s) end");
    }

    @ParameterizedTest
    @MethodSource("endless")
    void stopsWhatDoesNotEnd(String code) {
        TestUnits units = new TestUnits(MemoryExchange.of("GET", "/"));
        long start = System.nanoTime();
        Outcome outcome = units.run(Phase.CONTENT, code, TIGHT);
        Duration time = Duration.ofNanos(System.nanoTime() - start);

        assertThat(outcome).isInstanceOfAny(Outcome.TimedOut.class, Outcome.Failed.class);
        String message = outcome instanceof Outcome.TimedOut out ? out.message() : ((Outcome.Failed) outcome).message();
        assertThat(message).matches(".*budget used up at line 1|.*pattern too complex");
        assertThat(time).isLessThan(Duration.ofSeconds(5));
        assertThat(units.run(Phase.CONTENT, "local x = 1 + 1")).isEqualTo(Outcome.Completed.INSTANCE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local s = 'x' while true do s = s .. s end",
                "local s = 'x' while true do s = s .. 'y' .. s end",
                "return string.rep('x', 1e9)",
                "return string.rep('x', 1e18)",
                "return string.rep('xy', 1e9, 'z')",
                "return ('x'):rep(1e7):rep(1e7)",
                "local t = {} for i = 1, 1e9 do t[i] = i end",
                "local t = {} for i = 1, 1e9 do t['k' .. i] = i end",
                "local t = {} while true do t = {t, t} end",
                "local s = ('x'):rep(1e6) local t = {} for i = 1, 1e4 do t[i] = s end return table.concat(t)",
                "return (('x'):rep(1e6):gsub('x', ('y'):rep(1000)))",
                "local s = ('x'):rep(1e7) ngx.print(s, s, s, s, s, s)",
                "local s = ('x'):rep(1e6) local t = {} for i = 1, 1e5 do t[i] = s:upper() end",
                "local s = ('x'):rep(1e6) while true do s = ngx.escape_uri(s .. '%') end",
                "local s = ('x'):rep(1e6) while true do s = ngx.encode_base64(s) end",
                "local function f(...) return f(1, 2, 3, 4, 5, 6, 7, 8, ...) end f()",
                "local t = {} t[1] = t for i = 1, 30 do t = {t, t} end ngx.print(t)",
                "local fs = {} while true do local a, b, c = 1, 2, 3 fs[#fs + 1] = function() return a, b, c end end",
            })
    void stopsWhatTakesTooMuchMemory(String code) {
        TestUnits units = new TestUnits(MemoryExchange.of("GET", "/"));
        Outcome outcome = units.run(Phase.CONTENT, code, Limits.of(20_000, 32));

        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(((Outcome.Failed) outcome).message())
                .matches("32 MB memory budget used up at line 1|.*tables nested too deeply.*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local function f() return 1 + f() end f()",
                "local function f() local ok, e = pcall(f) error(e, 0) end f()",
                "local function f() xpcall(f, f) end f() error('stack overflow')",
                "local mt = {} mt.__index = function(t, k) return setmetatable({}, mt)[k] end "
                        + "return 1 + setmetatable({}, mt).x",
                "local mt = {} mt.__tostring = function() return tostring(setmetatable({}, mt)) .. '' end "
                        + "tostring(setmetatable({}, mt))",
                "local mt = {} mt.__call = setmetatable({}, mt) setmetatable({}, mt)()",
                "local function f() table.sort({1, 2, 3}, f) end f()",
                "local function f() string.gsub('x', 'x', f) end f()",
                "local function f() return loadstring('return ...')(f(), 1) end f()",
                "local t = {} for i = 1, 1e4 do t = setmetatable({}, {__index = t}) end return 1 + t.x",
            })
    void endsDeepRecursionAsAnOrdinaryError(String code) throws InterruptedException {
        AtomicReference<Outcome> outcome = new AtomicReference<>();
        AtomicReference<Outcome> caught = new AtomicReference<>();
        // The usual stack of a thread that serves requests.
        Thread thread = new Thread(
                null,
                () -> {
                    TestUnits units = new TestUnits(MemoryExchange.of("GET", "/"));
                    outcome.set(units.run(Phase.CONTENT, code, Limits.of(1_000, 256)));
                    String guarded = "local ok = pcall(function() " + code + " end) ngx.exit(ok and 200 or 500)";
                    caught.set(units.run(Phase.CONTENT, guarded, Limits.of(1_000, 256)));
                },
                "small",
                1 << 20);
        thread.start();
        thread.join();

        if (outcome.get() instanceof Outcome.Failed failed) {
            assertThat(failed.message()).containsAnyOf("stack overflow", "loop in gettable", "memory budget");
        } else {
            assertThat(outcome.get()).isInstanceOf(Outcome.TimedOut.class);
        }
        assertThat(caught.get()).isInstanceOfAny(Outcome.Exited.class, Outcome.TimedOut.class);
    }

    @Test
    void reachesTheLimitOfCallsBeforeTheEndOfTheStack() throws InterruptedException {
        AtomicReference<String> depths = new AtomicReference<>("");
        String code =
                """
                local function depth(go) local n = 0 local function f() n = n + 1 go(f) end pcall(f) return n end
                local mt = {}
                ngx.print(depth(function(f) f() end), ' ', depth(function(f) table.sort({2, 1}, f) end), ' ',
                  depth(function(f) (' '):gsub('(((((((.)))))))', f) end), ' ',
                  depth(function(f) return tostring(setmetatable({}, {__tostring = function() f() return '' end})) end))
                """;
        Thread thread = new Thread(null, () -> depths.set(TestUnits.content(code)), "small", 1 << 20);
        thread.start();
        thread.join();

        // The sum of the calls on the way is the same number each time.
        assertThat(depths.get()).isEqualTo("299 199 199 199");
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
                "getmetatable('').__index = nil",
                "getmetatable('').__index.upper = nil",
                "setmetatable(string, {})",
                "rawset(string, 'upper', nil)",
                "string.upper = nil",
                "table.insert(string, 1)",
                "table.sort(ngx) ngx.x = 1",
                "ngx.exit = nil",
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
                "ngx.header['X'] = {{}}",
                "ngx.header[''] = 'x'",
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
