package dev.cuprum.lua.lib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cuprum.engine.Budget;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.LimitExceededError;
import dev.cuprum.engine.LogLevel;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.lua.LuaCases;
import dev.cuprum.lua.compiler.FrontEnd;
import dev.cuprum.lua.runtime.Libraries;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Native;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;

/** The results were compared with lua-cjson's own. */
final class CjsonLibTest {

    private static final String DECODED =
            """
            d'1', d'-1', d'0', d'-0', d'1.5', d'-0.5e3', d'1E-2', d' \\t\\r\\n 7 \\n' => 1 -1 0 -0 1.5 -500 0.01 7
            d'1.', d'-.5', d'01', d'-01', d'+5', d'0x1f', d'0X1p4', d'0x.8', d'-0x10' => 1 -0.5 1 -1 5 31 16 0.5 -16
            d'inf', d'-inf', d'Infinity', d'-infinity', d'nan' ~= d'nan', d'NaN' ~= d'-nan' => inf -inf inf -inf true true
            d'123456789012345678901234567890', d'1e308', d'1e309', d'1e-400' => 1.2345678901235e+29 1e+308 inf 0
            d'0.1' == 0.1, d'0.30000000000000004' == 0.1 + 0.2, d'2.2250738585072014e-308' > 0 => true true true
            d'9007199254740993' == 9007199254740992, d'999999999999999999' == 1e18 => true true
            d'4.9e-324' > 0, d'1.7976931348623157e308' < 1/0 => true true
            d'true', d'false', d'null' == cjson.null, d'null' == ngx_null => true false true true
            d'"abc"', d'""', d'"a\\\\"b\\\\\\\\\\\\/"' => abc  a"b\\/
            d'"\\\\b\\\\f\\\\n\\\\r\\\\t"' == '\\b\\f\\n\\r\\t' => true
            d'"\\\\u0041\\\\u00e9\\\\u20AC\\\\ud83d\\\\ude00"' == 'A\\195\\169\\226\\130\\172\\240\\159\\152\\128' => true
            #d'"\\\\u0000"', #d'"\\1\\n\\127\\255"' => 1 4
            #d'[]', #d'[1,2,3]', d'[[1],[2,[3]]]'[2][2][1], d'[null]'[1] == cjson.null => 0 3 3 true
            next(d'{}'), d'{"a":1}'.a, d'{"a":{"b":[1,{"c":"x"}]}}'.a.b[2].c, d'{"a":1,"a":2}'.a => nil 1 x 2
            d'{"":1}'[''], d'{"a\\\\u0041":2}'.aA, d'{"1":5}'['1'], d'{"1":5}'[1] => 1 2 5 nil
            d(12), d'[1]\\0x'[1] => 12 1
            getmetatable(d'[]') => nil
            (function() cjson.decode_array_with_array_mt(true) return getmetatable(d'[]') == cjson.array_mt, getmetatable(d'{}'), e(d'[]') end)() => true nil []
            #d(('['):rep(1000) .. (']'):rep(1000)) => 1
            """;

    private static final String REFUSED =
            """
            d'' => error: Expected value but found T_END at character 1
            d' ' => error: Expected value but found T_END at character 2
            d'x' => error: Expected value but found invalid token at character 1
            d'tru' => error: Expected value but found invalid token at character 1
            d'nulls' => error: Expected the end but found invalid token at character 5
            d'-' => error: Expected value but found invalid number at character 1
            d'-x' => error: Expected value but found invalid number at character 1
            d'.5' => error: Expected value but found invalid token at character 1
            d'1e' => error: Expected the end but found invalid token at character 2
            d'1.2.3' => error: Expected the end but found invalid token at character 4
            d'0x' => error: Expected the end but found invalid token at character 2
            d'1 2' => error: Expected the end but found T_NUMBER at character 3
            d'"abc' => error: Expected value but found unexpected end of string at character 5
            d'"a\\0b"' => error: Expected value but found unexpected end of string at character 3
            d'"\\\\x"' => error: Expected value but found invalid escape code at character 2
            d'"\\\\u12g4"' => error: Expected value but found invalid unicode escape code at character 2
            d'"\\\\ud83d"' => error: Expected value but found invalid unicode escape code at character 2
            d'"\\\\ude00"' => error: Expected value but found invalid unicode escape code at character 2
            d'[1,]' => error: Expected value but found T_ARR_END at character 4
            d'[1 2]' => error: Expected comma or array end but found T_NUMBER at character 4
            d'[1 "abc' => error: Expected comma or array end but found unexpected end of string at character 8
            d'[1}' => error: Expected comma or array end but found T_OBJ_END at character 3
            d'[' => error: Expected value but found T_END at character 2
            d']' => error: Expected value but found T_ARR_END at character 1
            d':' => error: Expected value but found T_COLON at character 1
            d'{' => error: Expected object key string but found T_END at character 2
            d'{1:2}' => error: Expected object key string but found T_NUMBER at character 2
            d'{true:1}' => error: Expected object key string but found T_BOOLEAN at character 2
            d'{"a" 1}' => error: Expected colon but found T_NUMBER at character 6
            d'{"a":}' => error: Expected value but found T_OBJ_END at character 6
            d'{"a":1,}' => error: Expected object key string but found T_OBJ_END at character 8
            d'{"a":1 "b":2}' => error: Expected comma or object end but found T_STRING at character 8
            d'[[]' => error: Expected comma or array end but found T_END at character 4
            d'1\\0' => error: JSON parser does not support UTF-16 or UTF-32
            d(('['):rep(1001)) => error: Found too many nested data structures (1001) at character 1001
            (function() cjson.decode_max_depth(2) return #d'[[]]', pcall(d, '[[{}]]') end)() => 1 false Found too many nested data structures (3) at character 3
            d('[' .. ('9'):rep(3000) .. ']')[1], d('[-0.' .. ('0'):rep(3000) .. ']')[1] => inf -0
            d('[9007199254740993.' .. ('0'):rep(3000) .. '1]')[1] == 2^53 + 2 => true
            d('[9007199254740993.' .. ('0'):rep(3000) .. ']')[1] == 2^53 => true
            d('[' .. ('1'):rep(2500) .. 'e-2500]')[1], d('[1e-' .. ('0'):rep(3000) .. '7]')[1] => 0.11111111111111 1e-07
            d('[0x' .. ('f'):rep(3000) .. 'p-11990]')[1], d('[0x1.' .. ('8'):rep(3000) .. ']')[1] => 1024 1.5333333333333
            (function() cjson.decode_invalid_numbers(false) return d'0', d'-1.5', pcall(d, '01') end)() => 0 -1.5 false Expected value but found invalid number at character 1
            (function() cjson.decode_invalid_numbers(false) return pcall(d, '0x10') end)() => false Expected value but found invalid number at character 1
            (function() cjson.decode_invalid_numbers(false) return pcall(d, '-inf') end)() => false Expected value but found invalid number at character 1
            (function() cjson.decode_invalid_numbers(false) return pcall(d, 'nan') end)() => false Expected value but found invalid token at character 1
            cjson.decode() => error: bad argument #1 to 'decode' (expected 1 argument)
            cjson.decode({}) => error: bad argument #1 to 'decode' (string expected, got table)
            """;

    private static final String ENCODED =
            """
            e(1), e(-1), e(0), e(-0.0 * 1), e(1.5), e(0.1), e(1/3), e(100000000000000) => 1 -1 0 -0 1.5 0.1 0.33333333333333 1e+14
            e(99999999999999), e(123456789012345), e(123456789012355), e(1e100), e(1.5e-5) => 99999999999999 1.2345678901234e+14 1.2345678901236e+14 1e+100 1.5e-05
            e(true), e(false), e(nil), e(cjson.null), e(cjson.empty_array), e('') => true false null null [] ""
            e('a/b"c\\\\d\\n\\t\\r\\b\\f\\0\\1\\31\\127\\128') == '"a\\\\/b\\\\"c\\\\\\\\d\\\\n\\\\t\\\\r\\\\b\\\\f\\\\u0000\\\\u0001\\\\u001f\\\\u007f\\128"' => true
            (function() cjson.encode_escape_forward_slash(false) return e('a/b/"') end)() => "a/b/\\""
            e({}), e({1, 2, 3}), e({a = {b = {c = 1}}}), e({{}, {1}, {x = 'y'}}) => {} [1,2,3] {"a":{"b":{"c":1}}} [{},[1],{"x":"y"}]
            e({1, nil, 3}), e({[2] = 1}), e({[10] = 1}), e({[1.5] = 1}), e({[-1] = 1}), e({[0] = 1}) => [1,null,3] [null,1] [null,null,null,null,null,null,null,null,null,1] {"1.5":1} {"-1":1} {"0":1}
            e({[11] = 1}) => error: Cannot serialise table: excessively sparse array
            e({[1e10] = 1}) => error: Cannot serialise table: excessively sparse array
            (function() cjson.encode_sparse_array(true) return e({[20] = 1}) end)() => {"20":1}
            (function() cjson.encode_sparse_array(false, 3, 1) return e({[3] = 1}), pcall(e, {[4] = 1}) end)() => [null,null,1] false Cannot serialise table: excessively sparse array
            (function() cjson.encode_sparse_array(false, 0) return #e({[20] = 1}) end)() => 98
            e(print) => error: Cannot serialise function: type not supported
            cjson.encode_skip_unsupported_value_types(), cjson.encode_skip_unsupported_value_types(true), cjson.encode_skip_unsupported_value_types('off') => false true false
            (function() cjson.encode_skip_unsupported_value_types(true) return e(print) == '', e({print}), e({print, 1, print, 2}), e({a = print}), e({{print}, {b = {print, 'x'}}}) end)() => true [] [1,2] {} [[],{"b":["x"]}]
            (function() cjson.encode_skip_unsupported_value_types(true) return #e({a = 1, b = print, c = 2, d = newproxy()}) end)() => 13
            (function() cjson.encode_skip_unsupported_value_types(true) return pcall(e, {[true] = 1}) end)() => false Cannot serialise boolean: table key must be a number or string
            e({x = print}) => error: Cannot serialise function: type not supported
            e({[true] = 1}) => error: Cannot serialise boolean: table key must be a number or string
            e(0/0) => error: Cannot serialise number: must not be NaN or Infinity
            e({1/0}) => error: Cannot serialise number: must not be NaN or Infinity
            (function() cjson.encode_invalid_numbers(true) return e({1/0, -1/0, 0/0}) end)() => [Infinity,-Infinity,NaN]
            (function() cjson.encode_invalid_numbers('null') return e({1/0, -1/0, 0/0}) end)() => [null,null,null]
            (function() cjson.encode_number_precision(3) return e(3.14159), e(-1234.5), e(0.5), e(1000) end)() => 3.14 -1.23e+03 0.5 1e+03
            (function() cjson.encode_number_precision(16) return e(0.1), e(1/3) end)() => 0.1 0.3333333333333333
            (function() cjson.encode_empty_table_as_object(false) return e({}), e({{}}) end)() => [] [[]]
            e(setmetatable({}, cjson.empty_array_mt)), e(setmetatable({1}, cjson.empty_array_mt)) => [] [1]
            e(setmetatable({}, cjson.array_mt)), e(setmetatable({a = 1}, cjson.array_mt)), e(setmetatable({1, a = 1}, cjson.array_mt)) => [] [] [1]
            e(setmetatable({}, {__index = {x = 1}})) => {}
            (function() local t = {} for i = 1, 999 do t = {t} end return #e(t), pcall(e, {t, 1}) end)() => 2000 false Cannot serialise, excessive nesting (1001)
            (function() local t = {} for i = 1, 2000 do t = {t} end cjson.encode_max_depth(10000) return #e(t) end)() => 4002
            (function() local t = {} t.t = t return pcall(e, t) end)() => false Cannot serialise, excessive nesting (1001)
            #e(('x'):rep(100000)), #e(('\\n'):rep(100000)) => 100002 200002
            (function() local t = {} for i = 1, 3000 do t[i] = i end return e(t) == '[' .. table.concat(t, ',') .. ']' end)() => true
            cjson.encode() => error: bad argument #1 to 'encode' (expected 1 argument)
            cjson.encode(1, 2) => error: bad argument #1 to 'encode' (expected 1 argument)
            """;

    private static final String MODULE =
            """
            cjson._NAME, cjson._VERSION:match('^2%.1') => cjson 2.1
            cjson.encode_max_depth(), cjson.encode_max_depth(5), cjson.encode_max_depth() => 1000 5 5
            cjson.encode_sparse_array() => false 2 10
            cjson.encode_sparse_array('on', 5, 6) => true 5 6
            cjson.encode_invalid_numbers(), cjson.encode_invalid_numbers('null'), cjson.encode_invalid_numbers('on') => false null true
            cjson.encode_keep_buffer(), cjson.encode_keep_buffer('off'), e({1}), e('x') => true false [1] "x"
            cjson.encode_max_depth(0) => error: bad argument #1 to 'encode_max_depth' (expected integer between 1 and 2147483647)
            cjson.encode_max_depth(1, 2) => error: bad argument #2 to 'encode_max_depth' (found too many arguments)
            cjson.encode_number_precision(17) => error: bad argument #1 to 'encode_number_precision' (expected integer between 1 and 16)
            cjson.encode_invalid_numbers('x') => error: bad argument #1 to 'encode_invalid_numbers' (invalid option 'x')
            cjson.encode_keep_buffer({}) => error: bad argument #1 to 'encode_keep_buffer' (string expected, got table)
            (function() local other = cjson.new() other.encode_max_depth(1) other.extra = 5 return e({{}}), other.encode({}), pcall(other.encode, {{}}) end)() => [{}] {} false Cannot serialise, excessive nesting (2)
            safe.decode('[1]')[1], safe.encode({1}) => 1 [1]
            safe.decode('[') => nil Expected value but found T_END at character 2
            safe.decode({}) => nil bad argument #1 to '?' (string expected, got table)
            safe.encode(print) => nil Cannot serialise function: type not supported
            safe.new().decode('') => nil Expected value but found T_END at character 1
            safe.encode() => error: bad argument #1 to 'encode' (expected 1 argument)
            safe.encode_max_depth(7), cjson.encode_max_depth() => 7 1000
            (function() cjson.x = 1 end)() => error: cjson is read-only: 'x' cannot be set; keep values of your own in a local or a global
            """;

    private static final LuaValue NULL = new LuaUserdata(new Object());

    private static final Libraries LIBRARIES = StandardLibraries.with(
            InstantSource.system(),
            Map.of("cjson", CjsonLib.create(NULL), "safe", CjsonLib.safe(NULL), "print", new Native("print", args -> {
                LuaRun.current().execution().log(LogLevel.NOTICE, "");
                return LuaValue.NONE;
            })),
            Map.of());

    private static final String PREPARATION = "local d, e = cjson.decode, cjson.encode ";

    private static final int LOOKS = 30;

    private final Budget budget = new Budget(this::time);
    private boolean counting;
    private int looks;

    /** Is up after some more looks than short work takes. */
    private long time() {
        if (!counting) {
            return 0;
        }
        budget.hint();
        return ++looks > LOOKS ? Long.MAX_VALUE / 2 : 0;
    }

    static Stream<Arguments> cases() {
        return LuaCases.of(DECODED + REFUSED + ENCODED + MODULE);
    }

    private String run(String code, Limits limits) throws Exception {
        ComputingUnit unit = ComputingUnit.builder(UnitId.of("unit"), Phase.ACCESS, code)
                .limits(limits)
                .build();
        Execution execution = new Execution(unit, MemoryExchange.of("GET", "/"), budget, (of, on, level, message) -> {
            counting = true;
            budget.hint();
        });
        var chunk = FrontEnd.unit(code, "=unit");
        budget.start(limits);
        try (LuaRun run = LuaRun.begin(execution, LIBRARIES)) {
            return chunk.code().open(budget, run.globals()).call(NULL).tojstring();
        } finally {
            budget.stop();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void evaluates(String expression, String result) throws Exception {
        // Not as the last call of a function, where nobody would know its name.
        String code = LuaCases.SHOW + "local ngx_null = edge_computing " + PREPARATION
                + "local function same(...) return ... end "
                + "return show(function() return same(" + expression + ") end)";

        assertThat(run(code, Limits.of(10_000, 64))).isEqualTo(result);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while true do e({1, {2}}) end",
                "while true do d('[1,[2]]') end",
                "e(list)",
                "e({[1] = list, x = 1})",
                "d(numbers)",
                "d(spaces)",
                "d('\"' .. spaces .. '\"')",
                "d(lines)",
                "e(spaces)",
                "e(('\\n'):rep(1e6))",
                "cjson.encode_sparse_array(false, 0) e({[1e9] = 1})",
            })
    void looksAtTheBudgetDuringLongWork(String call) {
        String preparation =
                """
                local list = {} for i = 1, 1000 do list[i] = i end
                local numbers = '[' .. ('1,'):rep(1e6) .. '1]'
                local spaces, lines = (' '):rep(2e6), '"' .. ('\\n'):rep(1e6) .. '"'
                print('begin')
                """;

        assertThatThrownBy(() -> run(PREPARATION + preparation + call, Limits.of(100, 256)))
                .isInstanceOf(LimitExceededError.class);
        assertThat(looks).isGreaterThan(LOOKS);
    }

    @Test
    void settingsEndWithTheExecution() throws Exception {
        assertThat(run("cjson.encode_max_depth(1) return cjson.encode_max_depth()", Limits.DEFAULT))
                .isEqualTo("1");

        assertThat(run("return cjson.encode_max_depth()", Limits.DEFAULT)).isEqualTo("1000");
    }
}
