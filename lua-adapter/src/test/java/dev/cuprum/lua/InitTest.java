package dev.cuprum.lua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.Edge;
import dev.cuprum.catalog.Catalog;
import dev.cuprum.exec.RequestRun;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What init units leave for all executions after them. */
final class InitTest {

    private static final Limits ROOMY = Limits.of(60_000, 512);

    private final Edge edge = Edge.builder()
            .sharedDictionary("dogs", 1 << 20)
            .requestLimits(ROOMY)
            .build();

    @AfterEach
    void close() {
        edge.close();
    }

    private void init(String code) {
        edge.put(ComputingUnit.of("init", Phase.INIT, code));
    }

    /** What a content unit writes. */
    private String content(String code) {
        edge.put(ComputingUnit.builder(UnitId.of("unit"), Phase.CONTENT, "ngx.print((function() " + code + " end)())")
                .limits(ROOMY)
                .build());
        return request();
    }

    private String request() {
        MemoryExchange exchange = MemoryExchange.of("GET", "/");
        Catalog catalog = edge.catalog();
        edge.runner().run(new RequestRun(catalog, catalog.select("", "/", "GET"), exchange), Phase.CONTENT);
        return new String(exchange.responseBody(), StandardCharsets.ISO_8859_1);
    }

    private String error(String code) {
        return content("return select(2, pcall(function() " + code + " end))");
    }

    @Test
    void globalsAreSeenByAll() {
        init("cjson = require 'cjson' config = {limit = 5, list = {1, 2, 3}, deep = {x = {y = 'z'}}} name = 'n'");
        assertThat(
                        content(
                                "return config.limit, #config.list, config.deep.x.y, name, cjson.encode({1}), #cjson.encode(config)"))
                .startsWith("53zn[1]");
        assertThat(
                        content(
                                "local n = 0 for _, v in ipairs(config.list) do n = n + v end return n, table.concat(config.list)"))
                .isEqualTo("6123");
        assertThat(
                        content(
                                "local n = 0 for k in pairs(config) do n = n + 1 end for k in pairs(_G) do if k == 'name' then n = n + 10 end end return n"))
                .isEqualTo("13");
    }

    @Test
    void itRunsOnce() {
        init("ngx.shared.dogs:incr('runs', 1, 0)");
        content("return 1");
        assertThat(content("return ngx.shared.dogs:get('runs')")).isEqualTo("1");
    }

    @Test
    void tablesRefuseChanges() {
        init("config = {a = {1}} object = setmetatable({}, {__newindex = function(t, k) error('no ' .. k, 0) end})");
        String refusal = "unit:1: this table was made by an init unit and is shared by all executions: ";
        assertThat(error("config.b = 1")).startsWith(refusal + "'b' cannot be set");
        assertThat(error("config.a[1] = 2")).startsWith(refusal);
        assertThat(error("config.a[2] = 2")).startsWith(refusal);
        assertThat(error("config.a = nil")).startsWith(refusal);
        assertThat(error("rawset(config, 'a', 1)")).startsWith(refusal);
        assertThat(error("table.insert(config.a, 1)")).startsWith(refusal);
        assertThat(error("table.remove(config.a)")).startsWith(refusal);
        assertThat(error("setmetatable(config, {})")).startsWith(refusal);
        assertThat(error("object.x = 1")).isEqualTo("no x");
        assertThat(content("config = {own = 1} return config.own")).isEqualTo("1");
        assertThat(content("return config.a[1], config.own")).isEqualTo("1nil");
    }

    @Test
    void functionsHaveTheirOwnLocalsAndGlobalsInEachExecution() {
        init(
                """
                local count, string = 0, string
                local function inner(x) return string.rep(x, 2) end
                function up() count = count + 1 mine = count return count end
                function down() count = count - 1 return count end
                function helper(x) return inner(x) .. tostring(other) end
                local M = {} M.__index = M
                function M.new(v) return setmetatable({v = v}, M) end
                function M:get() return self.v end
                class, instance = M, M.new('shared')
                function recursive(n) return n == 0 and 0 or n + recursive(n - 1) end
                local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
                function numbers(n) return fib(n) end
                """);
        String code =
                "other = 'o' return up(), up(), down(), mine, helper('a'), class.new(7):get(), instance:get(), recursive(10), numbers(10)";
        assertThat(content(code)).isEqualTo("1212aao7shared5555");
        assertThat(content(code)).isEqualTo("1212aao7shared5555");
        assertThat(content("return mine")).isEqualTo("nil");
        assertThat(content("return helper == helper, type(helper), pcall(helper, {})"))
                .startsWith("truefunctionfalseinit:5: bad argument");
    }

    @Test
    void changesOfLibrariesStay() {
        init(
                "string.twice = function(s) return s .. s end string.upper = function() return 'up' end table.own = 1 package.path = '/x/?.lua' ngx.more = 'm'");
        assertThat(
                        content(
                                "return ('a'):twice(), ('a'):upper(), ('A'):lower(), table.own, package.path, ngx.more, require('string') == string"))
                .isEqualTo("aaupa1/x/?.luamtrue");
        edge.remove(UnitId.of("init"));
        assertThat(content("return ('a'):upper(), table.own")).isEqualTo("Anil");
    }

    @Test
    void modulesOfTheOldStyleMeetTheirGlobals() {
        init(
                "local m = setmetatable({}, {__index = _G}) setfenv(1, m) x = 5 function f() return x, type(print), y end _G.m = m");
        assertThat(content("y = 6 return m.f()")).isEqualTo("5function6");
    }

    @Test
    void oneInitUnitFollowsAnother() {
        edge.put(
                ComputingUnit.of("a", Phase.INIT, "x = {1} function f() return x[1] end"),
                ComputingUnit.of("b", Phase.INIT, "y = {x, f()} g = f"),
                ComputingUnit.of("c", Phase.INIT_WORKER, "ngx.shared.dogs:set('y', y[2] + 1) z = 1"));
        assertThat(content("return y[1][1], y[2], g(), ngx.shared.dogs:get('y'), z"))
                .isEqualTo("1112nil");
    }

    @Test
    void whatHasNoRequestCannotAskForIt() {
        init("ok, message = pcall(function() return ngx.var.uri end)");
        assertThat(content("return message")).contains("no request found");
        assertThat(content("return 5")).isEqualTo("5");
    }

    @Test
    void failuresAreToldAndTheNodeGoesOn() {
        init("x = 1 error('broken')");
        assertThat(edge.catalog().startFailures()).singleElement().asString().contains("init:1: broken");
        assertThat(content("return x")).isEqualTo("nil");
        init("co = coroutine.create(print)");
        assertThat(edge.catalog().startFailures()).singleElement().asString().contains("a coroutine cannot outlive");
    }

    @Test
    void manyThreadsReadAtOnce() throws Exception {
        init(
                "local t = {} for i = 1, 100 do t['k' .. i] = {i, n = i} end data = t local n = 0 function sum() n = 0 for k, v in pairs(data) do n = n + v.n + v[1] end return n end");
        content("local s = 0 for i = 1, 10 do s = s + sum() end return s");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        Callable<Boolean> task =
                () -> IntStream.range(0, 200).allMatch(i -> request().equals("101000"));
        for (Future<Boolean> result : threads.invokeAll(List.of(task, task, task, task))) {
            assertThat(result.get()).isTrue();
        }
        threads.shutdownNow();
    }
}
