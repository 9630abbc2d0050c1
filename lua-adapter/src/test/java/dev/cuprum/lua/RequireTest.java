package dev.cuprum.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cuprum.engine.CompilationException;
import dev.cuprum.engine.CompiledUnit.Need;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code require} of modules in files, and what belongs to it. */
final class RequireTest {

    @TempDir
    Path folder;

    private LuaEngine engine;

    @BeforeEach
    void makeAnEngine() {
        engine = LuaEngine.builder()
                .modulePath(List.of(folder + "/?.lua", folder + "/?/init.lua"))
                .build();
    }

    private Path module(String name, String code) {
        try {
            Path file = folder.resolve(name + ".lua");
            Files.createDirectories(file.getParent());
            return Files.writeString(file, code);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String content(String code) {
        return new TestUnits(MemoryExchange.of("GET", "/path?a=1"), engine).written(Phase.CONTENT, code);
    }

    @Test
    void givesWhatAModuleReturns() {
        module("a/b", "local name = ... return {name = name, more = select('#', ...)}");
        assertThat(
                        content(
                                "local m = require 'a.b' ngx.print(m.name, m.more, m == require 'a.b', package.loaded['a.b'] == m)"))
                .isEqualTo("a.b1truetrue");
    }

    @Test
    void takesInitFilesOfFolders() {
        module("lib/init", "return 'init'");
        assertThat(content("ngx.print(require 'lib')")).isEqualTo("init");
    }

    @Test
    void aModuleThatReturnsNothingIsTrue() {
        module("nothing", "loads = (loads or 0) + 1");
        module("no", "loads = (loads or 0) + 1 return false");
        module("own", "package.loaded[...] = 'own'");
        assertThat(
                        content(
                                "ngx.print(require 'nothing', require 'nothing', loads, require 'no', require 'no', loads, require 'own')"))
                .isEqualTo("truetrue1falsefalse3own");
    }

    @Test
    void runsAModuleAnewForEachExecution() {
        module("counter", "local M = {n = 0} function M.up() M.n = M.n + 1 return M.n end mine = 1 return M");
        String code = "local c = require 'counter' c.up() ngx.print(c.up(), mine)";
        assertThat(content(code)).isEqualTo("21");
        assertThat(content(code)).isEqualTo("21");
        assertThat(content("ngx.print(mine)")).isEqualTo("nil");
    }

    @Test
    void saysWhereItHasLooked() {
        assertThat(content("require 'no.such'"))
                .isEqualTo("unit:1: module 'no.such' not found:\n\tno field package.preload['no.such']"
                        + "\n\tno file '" + folder + "/no/such.lua'\n\tno file '" + folder
                        + "/no/such/init.lua'\n\tno library unit 'no.such'");
        assertThat(content("ngx.print(pcall(require, 'ffi'))")).startsWith("falsemodule 'ffi' not found:\n");
    }

    @Test
    void findsLoops() {
        module("x", "return (require 'y')");
        module("y", "return (require 'x')");
        assertThat(content("require 'x'")).isEqualTo(folder + "/y.lua:1: loop or previous error loading module 'x'");
        module("z", "error('broken')");
        assertThat(content("ngx.print(pcall(require, 'z')) ngx.print(pcall(require, 'z'))"))
                .isEqualTo("false" + folder + "/z.lua:1: brokenfalseloop or previous error loading module 'z'");
    }

    @Test
    void errorsNameTheFileOrItsEnd() {
        module("deep/" + "long".repeat(20) + "/x", "\n\nlocal t = nil\nreturn t.x");
        String name = folder + "/deep/" + "long".repeat(20) + "/x.lua";
        assertThat(content("require('deep." + "long".repeat(20) + ".x')"))
                .isEqualTo("..." + name.substring(name.length() - 56) + ":4: attempt to index local 't' (a nil value)");
    }

    @Test
    void saysWhatIsWrongWithAModule() {
        module("wrong", "return (");
        assertThat(content("require 'wrong'"))
                .isEqualTo("error loading module 'wrong' from file '" + folder + "/wrong.lua':\n\t" + folder
                        + "/wrong.lua:1: unexpected symbol near '<eof>'");
    }

    @Test
    void skipsAFirstLineForTheShell() {
        module("shell", "\ufeff#!/usr/bin/lua\nerror('line')");
        assertThat(content("require 'shell'")).isEqualTo(folder + "/shell.lua:2: line");
    }

    @Test
    void usesPreloadAndLoaders() {
        assertThat(
                        content(
                                """
                        package.preload.one = function(...) return {...} end
                        table.insert(package.loaders, 1, function(name) return name == 'two' and function() return 2 end or '\\n\\tnot mine' end)
                        ngx.print(require('one')[1], require 'two', #package.loaders, package.config:sub(1, 1))
                        ngx.print(select(2, pcall(require, 'three')):match('not mine\\n\\tno field[^\\n]*'))
                        package.loaders = 5
                        ngx.print(select(2, pcall(require, 'three')))
                        """))
                .isEqualTo("one24/not mine\n\tno field package.preload['three']'package.loaders' must be a table");
    }

    @Test
    void readsOnlyBelowTheFoldersOfThePath() throws IOException {
        Path outside = Files.createTempFile("outside", ".lua");
        Files.writeString(outside, "return 'outside'");
        module("sub/inner", "return 'inner'");
        String name = outside.getFileName().toString().replace(".lua", "");
        assertThat(content("package.path = package.path .. ';" + outside.getParent() + "/?.lua;" + folder
                        + "/sub/?.lua' ngx.print(require 'inner', pcall(require, '" + name + "'))"))
                .startsWith("innerfalsemodule '" + name + "' not found:");
        assertThat(content("ngx.print(pcall(require, '../" + outside.getParent().getFileName() + "/" + name + "'))"))
                .startsWith("false");
        assertThat(content("ngx.print(loadfile('" + outside + "'))")).isEqualTo("nilcannot open " + outside);
        Files.delete(outside);
    }

    @Test
    void loadsFilesOfThePath() {
        module("file", "mine = 1 return 'file', ...");
        assertThat(content(
                        "ngx.print(dofile('" + folder + "/file.lua'), mine, loadfile('" + folder + "/file.lua')(2))"))
                .isEqualTo("file1file2");
        assertThat(content("ngx.print(package.searchpath('file', package.path), package.searchpath('x', '?.lua;?'))"))
                .isEqualTo(folder + "/file.luanil\n\tno file 'x.lua'\n\tno file 'x'");
    }

    @Test
    void seesThatAFileHasChanged() throws IOException {
        Path file = module("changing", "return 1");
        assertThat(content("ngx.print(require 'changing')")).isEqualTo("1");
        Files.writeString(file, "return 2");
        Files.setLastModifiedTime(file, FileTime.from(1_000_000, TimeUnit.SECONDS));
        Awaitility.await().until(() -> content("ngx.print(require 'changing')").equals("2"));
    }

    @Test
    void modulesCanBeWrittenTheOldWay() {
        module(
                "old/style",
                "module(..., package.seeall)\nx = 5\nfunction f() return x, _NAME, _PACKAGE, type(print) end");
        module(
                "bare",
                "local select = select module('bare', function(m) m.option = 1 end) function g() return print, option end");
        assertThat(content(
                        "require 'old.style' ngx.print(old.style.f()) ngx.print(x, old.style == require 'old.style')"))
                .isEqualTo("5old.styleold.functionniltrue");
        assertThat(content("local b = require 'bare' ngx.print(b == bare, b._M == b) ngx.print(b.g())"))
                .isEqualTo("truetruenil1");
        assertThat(content("bare = 5 require 'bare'"))
                .isEqualTo(folder + "/bare.lua:1: name conflict for module 'bare'");
        assertThat(content("local f = module f('x')")).contains("'module' not called from a Lua function");
    }

    @Test
    void takesLibraryUnits() {
        TestUnits units = new TestUnits(MemoryExchange.of("GET", "/"), engine)
                .library("my.lib", "local name = ... return {name = name, f = function() return x.y end}")
                .library("old", "module(..., package.seeall) function g() return _NAME end")
                .library("both", "return 'unit'");
        module("both", "return 'file'");
        assertThat(
                        units.written(
                                Phase.CONTENT,
                                "local m = require 'my.lib' ngx.print(m.name, m == require 'my.lib', require('old').g(), require 'both')"))
                .isEqualTo("my.libtrueoldfile");
        assertThat(units.written(Phase.CONTENT, "require('my.lib').f()"))
                .isEqualTo("my.lib:1: attempt to index global 'x' (a nil value)");
        assertThat(units.written(Phase.CONTENT, "require('nonsense \\0 ' .. ('x'):rep(500))"))
                .contains("not found");
    }

    private boolean readsBody(String code) throws CompilationException {
        return engine.compile(ComputingUnit.of("unit", Phase.CONTENT, code))
                .needs()
                .contains(Need.REQUEST_BODY);
    }

    @Test
    void readsTheBodyWhereAModuleMayAskForIt() throws CompilationException {
        module("plain", "local require = require local s = require('string') return s");
        module("form", "return {read = function() ngx.req.read_body() end}");
        module("outer", "local a, b = require 'plain', pcall(require, \"form\") return {}");
        module("computing", "return require('mod.' .. ngx.var.arg_m)");
        assertThat(readsBody("local cjson = require \"cjson\" local b = require('bit')"))
                .isFalse();
        assertThat(readsBody("local p = require [[plain]]")).isFalse();
        assertThat(readsBody("local p = require 'outer'")).isTrue();
        assertThat(readsBody("local p = require('form')")).isTrue();
        assertThat(readsBody("local p = require('computing')")).isTrue();
        assertThat(readsBody("local p = require('pla' .. 'in')")).isTrue();
        assertThat(readsBody("local r = require r('plain')")).isTrue();
        assertThat(readsBody("require 'a.library.unit'")).isTrue();
    }

    @Test
    void theCoreOfOpenRestyIsThereAndDoesNothing() {
        assertThat(content("local c = require 'resty.core' ngx.print(c.version, require('resty.core.regex').version)"))
                .isEqualTo("0.1.250.1.25");
    }

    @Test
    void anEngineCanBeGivenModulesLater() {
        module("late", "return 'late'");
        engine = new LuaEngine().withModulePath(List.of(folder + "/?.lua"));
        assertThat(content("ngx.print(require 'late')")).isEqualTo("late");
    }

    @Test
    void refusesATemplateWithoutAQuestionMark() {
        assertThatThrownBy(() ->
                        LuaEngine.builder().modulePath(List.of("/srv/lualib")).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write it with a question mark");
    }
}
