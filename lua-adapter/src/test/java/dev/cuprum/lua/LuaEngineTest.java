package dev.cuprum.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cuprum.engine.CompilationException;
import dev.cuprum.engine.CompiledUnit.Need;
import dev.cuprum.engine.Outcome;
import dev.cuprum.engine.ScriptEngine;
import dev.cuprum.engine.ScriptEngineContract;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LuaEngineTest extends ScriptEngineContract {

    @Override
    protected ScriptEngine engine() {
        return new LuaEngine();
    }

    @Override
    protected String headerWrite() {
        return "ngx.header['X-Unit'] = 'ran'";
    }

    @Override
    protected String exitForbidden() {
        return "pcall(function() ngx.exit(ngx.HTTP_FORBIDDEN) end) ngx.exit(500)";
    }

    @Override
    protected String endlessLoop() {
        return "while true do end";
    }

    @Override
    protected String endlessLoopThatCatches() {
        return "while true do pcall(function() while true do pcall(error, 'x') end end) end";
    }

    @Override
    protected String endlessRecursion() {
        return "local function f() return 1 + f() end f()";
    }

    @Override
    protected String errorInLine3() {
        return "local x = 1\nlocal y = 2\nerror('broken')\n";
    }

    @Override
    protected String syntaxErrorInLine2() {
        return "local x = 1\nlocal = 2\nlocal y = 3";
    }

    @Override
    protected String memoryBomb() {
        return "local t = {} while true do t[#t + 1] = { 'x' } end";
    }

    @Override
    protected String useOfGlobals() {
        return "if seen then ngx.exit(500) end seen = true count = 0 "
                + "for i = 1, 100 do count = count + 1 end if count ~= 100 then ngx.exit(500) end";
    }

    @Test
    void isFoundByServiceLoader() {
        assertThat(ServiceLoader.load(ScriptEngine.class).stream().map(ServiceLoader.Provider::type))
                .contains(LuaEngine.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nil + 1                | contract:2: attempt to perform arithmetic on a nil value",
                "foo.bar                | contract:2: attempt to index global 'foo' (a nil value)",
                "foo()                  | contract:2: attempt to call global 'foo' (a nil value)",
                "('x')()                | contract:2: attempt to call a string value",
                "a.b                    | contract:2: attempt to index local 'a' (a nil value)",
                "t.x.y                  | contract:2: attempt to index field 'x' (a nil value)",
                "t:go()                 | contract:2: attempt to call method 'go' (a nil value)",
                "a .. 'x'               | contract:2: attempt to concatenate local 'a' (a nil value)",
                "a < 1                  | contract:2: attempt to compare nil with number",
                "{} < {}                | contract:2: attempt to compare two table values",
                "#a                     | contract:2: attempt to get length of local 'a' (a nil value)",
                "-t                     | contract:2: attempt to perform arithmetic on local 't' (a table value)",
                "string.rep()           | contract:2: bad argument #1 to 'rep' (string expected, got no value)",
                "error('x', 0)          | x",
                "error('x')             | contract:2: x",
                "error(nil)             | unknown reason",
                "error()                | unknown reason",
                "error(42)              | contract:2: 42",
                "error({})              | unknown reason",
                "assert(false)          | contract:2: assertion failed!",
                "assert(nil, 'no')      | contract:2: no",
                "assert(io.open('x'))   | contract:2: x: Operation not permitted",
                "io.lines('x')          | contract:2: x: Operation not permitted",
                "os.exit(1)             | contract:2: os.exit is not available",
                "os.tmpname()           | contract:2: unable to generate a unique filename",
                "require('x')           | contract:2: module 'x' not found:",
                "ngx.nonsense()         | contract:2: attempt to call field 'nonsense' (a nil value)",
                "ngx.sleep(1)           | contract:2: ngx.sleep is not available here",
                "ngx.socket.tcp()       | contract:2: ngx.socket.tcp is not available here",
                "ngx.req.socket()       | contract:2: ngx.req.socket is not available here",
                "edge_computing.foo()   | contract:2: attempt to call field 'foo' (a nil value)",
                "setmetatable({}, {__index = function(t, k) return k.x.y end}).foo "
                        + "| contract:2: attempt to index field 'x' (a nil value)",
                "error(setmetatable({}, {__tostring = function() return 'mine' end})) | unknown reason",
            })
    void describesErrorsWithTheirLine(String expression, String message) {
        Outcome outcome = run("local a, t = nil, {}\nlocal _ = " + expression, TestUnits.ROOMY);

        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(((Outcome.Failed) outcome).message()).startsWith(message).doesNotContain("java");
    }

    @Test
    void namesTheLineOfTheUnitWhereLoadedCodeWasStopped() {
        Outcome outcome = run("local f = loadstring('while true do end')\n\nf()", Limits.of(1_000, 64));

        assertThat(outcome).isEqualTo(new Outcome.TimedOut("1000 ms budget used up at line 3"));
    }

    @Test
    void cutsAMessageThatIsTooLong() {
        Outcome outcome = run("error(('x'):rep(5e6))", TestUnits.ROOMY);

        String position = "contract:1: ";
        assertThat(outcome).isEqualTo(new Outcome.Failed(position + "x".repeat(2048 - position.length())));
    }

    @Test
    void attributesAnErrorOfLevel2ToTheCaller() {
        Outcome outcome = run("local function f() error('x', 2) end\n\nf()", TestUnits.ROOMY);

        assertThat(outcome).isEqualTo(new Outcome.Failed("contract:3: x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "end return function()",
                "end, function()",
                "\u001bLua",
                "x =",
                "for",
                "return 1 return 2",
                "goto nowhere",
                "break",
                "local t = {}}",
                "x = 'unfinished",
                "x = [[unfinished",
                "--[[ unfinished",
            })
    void refusesWhatIsNoLua(String code) {
        CompilationException error = catchThrowableOfType(CompilationException.class, () -> new LuaEngine()
                .compile(ComputingUnit.of("broken", Phase.REWRITE, code)));

        assertThat(error).isNotNull();
        assertThat(error.getMessage()).isNotBlank().doesNotContain("x:1:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x =                     | 1 | unexpected symbol near '<eof>'",
                "x = 1 1                 | 1 | unexpected symbol near '1'",
                "if x then               | 1 | 'end' expected near '<eof>'",
                "syntax error            | 1 | '=' expected near 'error'",
                "x = = 2                 | 1 | unexpected symbol near '='",
                "local function () end   | 1 | '<name>' expected near '('",
                "f(                      | 1 | unexpected symbol near '<eof>'",
                "x = 'a                  | 1 | unfinished string near '<eof>'",
                "x = 3 .. then           | 1 | unexpected symbol near 'then'",
                "return ngx.exit(403     | 1 | ')' expected near '<eof>'",
            })
    void saysWhereSourceIsWrong(String code, int line, String message) {
        CompilationException error = catchThrowableOfType(CompilationException.class, () -> new LuaEngine()
                .compile(ComputingUnit.of("broken", Phase.REWRITE, code)));

        assertThat(error.line()).isEqualTo(line);
        assertThat(error.getMessage()).isEqualTo(message);
    }

    @Test
    void refusesCodeThatIsNestedTooDeeply() {
        String code = "x = " + "(".repeat(50_000) + "1" + ")".repeat(50_000);
        CompilationException error = catchThrowableOfType(CompilationException.class, () -> new LuaEngine()
                .compile(ComputingUnit.of("deep", Phase.REWRITE, code)));

        assertThat(error).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ngx.req.read_body()                          | true",
                "local f = function() return ngx.req.get_body_data() end | true",
                "local x = ngx.var.uri                        | false",
            })
    void asksForTheBodyOnlyWhereTheUnitReadsIt(String code, boolean needed) throws CompilationException {
        assertThat(new LuaEngine()
                        .compile(ComputingUnit.of("body", Phase.ACCESS, code))
                        .needs())
                .isEqualTo(needed ? java.util.Set.of(Need.REQUEST_BODY) : java.util.Set.of());
    }

    @Test
    void takesCodeThatEndsInACommentOrAReturn() throws CompilationException {
        assertThat(run("return 1 -- done", TestUnits.ROOMY)).isEqualTo(Outcome.Completed.INSTANCE);
    }
}
