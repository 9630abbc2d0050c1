package dev.cuprum.lua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.Edge;
import dev.cuprum.catalog.Catalog;
import dev.cuprum.exec.RequestRun;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an init unit has required, later executions find. */
final class InitModulesTest {

    @TempDir
    Path folder;

    private Edge edge;

    @BeforeEach
    void open() {
        edge = Edge.builder()
                .modulePath(List.of(folder + "/?.lua"))
                .sharedDictionary("dogs", 1 << 20)
                .requestLimits(TestUnits.ROOMY)
                .build();
    }

    @AfterEach
    void close() {
        edge.close();
    }

    private void module(String name, String code) throws IOException {
        Files.writeString(folder.resolve(name + ".lua"), code);
    }

    private void init(String code) {
        edge.put(ComputingUnit.of("init", Phase.INIT, code));
        assertThat(edge.catalog().startFailures()).isEmpty();
    }

    /** What a content unit writes. */
    private String content(String code) {
        edge.put(ComputingUnit.builder(UnitId.of("unit"), Phase.CONTENT, "ngx.print((function() " + code + " end)())")
                .limits(TestUnits.ROOMY)
                .build());
        MemoryExchange exchange = MemoryExchange.of("GET", "/");
        Catalog catalog = edge.catalog();
        edge.runner().run(new RequestRun(catalog, catalog.select("", "/", "GET"), exchange), Phase.CONTENT);
        return new String(exchange.responseBody(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void aModuleIsRunOnce() throws IOException {
        module(
                "counter",
                "ngx.shared.dogs:incr('runs', 1, 0) local n = 0 local M = {list = {1, 2}} "
                        + "function M.up() n = n + 1 return n end return M");
        init("local counter = require 'counter' first = counter.up()");
        String code = "local c = require 'counter' return first, c.up(), c.up(), #c.list, "
                + "c == require 'counter', c == package.loaded.counter, ngx.shared.dogs:get('runs')";
        assertThat(content(code)).isEqualTo("1232truetrue1");
        assertThat(content(code)).isEqualTo("1232truetrue1");
    }

    @Test
    void itsTablesAreReadOnlyAndAFreshOneIsNot() throws IOException {
        module(
                "state",
                "local M = {cache = {}} function M.get(k) M.cache[k] = M.cache[k] or k .. '!' return M.cache[k] end "
                        + "return M");
        init("require 'state'");
        assertThat(content("return pcall(require('state').get, 'k')"))
                .contains(
                        "state.lua:1: this table was made by an init unit and is shared by all executions: 'k' cannot");
        assertThat(content("package.loaded.state = nil return require('state').get('k')"))
                .isEqualTo("k!");
        assertThat(content("return pcall(require('state').get, 'k')")).startsWith("false");
    }

    @Test
    void modulesOfTheOldStyleAreGlobalsToo() throws IOException {
        module(
                "old",
                "module(..., package.seeall) local n = 0 function f() n = n + 1 return n, type(print), _NAME end");
        init("require 'old'");
        assertThat(content("return old == require 'old', old.f()")).isEqualTo("true1functionold");
        assertThat(content("return old.f()")).isEqualTo("1functionold");
    }

    @Test
    void whatAModuleReturnsDecidesWhetherItIsRunAgain() throws IOException {
        module("nothing", "loads = (loads or 0) + 1");
        module("no", "loads = (loads or 0) + 1 return false");
        init("require 'nothing' require 'no'");
        assertThat(content("return require 'nothing', loads, require 'no', loads"))
                .isEqualTo("true2false3");
    }

    @Test
    void aModuleThatFailedInInitIsNotTriedAgain() throws IOException {
        module("broken", "error('broken')");
        module("other", "return 'other'");
        init("pcall(require, 'broken')");
        assertThat(content("return pcall(require, 'broken')"))
                .isEqualTo("falseloop or previous error loading module 'broken'");
        assertThat(content("package.loaded.broken = nil return pcall(require, 'broken')"))
                .endsWith("broken.lua:1: broken");
        assertThat(content("return require 'other'")).isEqualTo("other");
    }

    @Test
    void classesKeepTheirIdentity() throws IOException {
        module(
                "point",
                "local M = {} M.__index = M function M.new(x) return setmetatable({x = x}, M) end "
                        + "function M:get() return self.x end return M");
        init("Point = require 'point' origin = Point.new(0)");
        assertThat(content("local P = require 'point' local p = P.new(5) p.x = p.x + 1 "
                        + "return P == Point, p:get(), origin:get(), getmetatable(origin) == P, getmetatable(p) == P"))
                .isEqualTo("true60truetrue");
    }

    @Test
    void whatAModuleHasOfTheRequestIsThatOfEachRequest() throws IOException {
        module(
                "request",
                "local ngx, req = ngx, ngx.req return {what = function() return req.get_method(), ngx.var.uri end}");
        init("require 'request'");
        assertThat(content("return require('request').what()")).isEqualTo("GET/");
    }

    @Test
    void preloadedFunctionsAndModulesMadeByHandAreFound() {
        init("package.preload.made = function(name) return {name = name} end package.loaded.hand = {v = 1}");
        assertThat(content("return require('made').name, require('made') == require('made'), require('hand').v"))
                .isEqualTo("madetrue1");
    }

    @Test
    void settingsOfCjsonAreThoseThatEachExecutionBeginsWith() {
        init("local cjson = require 'cjson' cjson.encode_empty_table_as_object(false) own = cjson.new() "
                + "own.encode_number_precision(3)");
        String code = "local cjson = require 'cjson' local text = cjson.encode({}) .. own.encode(1 / 3) "
                + "cjson.encode_empty_table_as_object(true) own.encode_number_precision(5) "
                + "return text, cjson.encode({}), own.encode(1 / 3), require('cjson.safe').encode({})";
        assertThat(content(code)).isEqualTo("[]0.333{}0.33333{}");
        assertThat(content(code)).isEqualTo("[]0.333{}0.33333{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a coroutine: coroutine.create(print)",
                "a coroutine: coroutine.wrap(print)",
                "an iterator of string.gmatch: ('a b'):gmatch('%a')",
                "an iterator of ngx.re.gmatch: ngx.re.gmatch('a b', '[a-z]')",
                "a string buffer: require('string.buffer').new()"
            })
    void whatChangesWithUseCannotBeLeft(String valueAndCode) {
        String[] parts = valueAndCode.split(": ", 2);
        for (String code : List.of("x = %s", "x = {{%s}}", "local x = %s function f() return x end")) {
            edge.put(ComputingUnit.of("init", Phase.INIT, code.formatted(parts[1])));
            assertThat(edge.catalog().startFailures())
                    .singleElement()
                    .asString()
                    .contains(parts[0] + " cannot outlive the init unit that has made it");
        }
    }

    @Test
    void proxiesAreSharedAndReadOnly() {
        init(
                "p = newproxy(true) getmetatable(p).__index = {n = 1} getmetatable(p).__len = function() return 5 end q = newproxy(p)");
        assertThat(content("return p.n, #p, q.n, p == p, p == q")).isEqualTo("151truefalse");
        assertThat(content("return pcall(function() getmetatable(p).__index.n = 2 end)"))
                .startsWith("falseunit:1: this table was made by an init unit");
    }
}
