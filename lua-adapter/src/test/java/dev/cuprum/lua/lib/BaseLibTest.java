package dev.cuprum.lua.lib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.lua.LuaCases;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

public final class BaseLibTest {

    /** The globals. */
    public static final String TABLE =
            """
            type(nil), type(1), type('x'), type({}), type(print), type(true) => nil number string table function boolean
            type() => error: bad argument #1 to 'type' (value expected)
            tostring(nil), tostring(true), tostring(12), tostring('x') => nil true 12 x
            tonumber('10'), tonumber('0x1F'), tonumber(' 5 '), tonumber('1e2'), tonumber('.5'), tonumber('5.') => 10 31 5 100 0.5 5
            tonumber('x'), tonumber(''), tonumber('1 2'), tonumber('1e'), tonumber('--1'), tonumber('0x') => nil nil nil nil nil nil
            tonumber(nil), tonumber({}), tonumber(true) => nil nil nil
            tonumber() => error: bad argument #1 to 'tonumber' (value expected)
            tonumber('ff', 16), tonumber('777', 8), tonumber('zz', 36), tonumber('101', 2) => 255 511 1295 5
            tonumber(' 7\\t', 8), tonumber('0xff', 16), tonumber('-', 8), tonumber('', 8), tonumber('0x', 16) => 7 255 nil nil nil
            tonumber('8', 8), tonumber('g', 16) => nil nil
            tonumber('10', 99) => error: bad argument #2 to 'tonumber' (base out of range)
            tonumber('0x1p4'), tonumber('0x.8') => 16 0.5
            tonumber('1e308'), tonumber('1e309') => 1e+308 inf
            tonumber('-7'), tonumber('+7'), tonumber('-0x10') => -7 7 -16
            tonumber('1_000'), tonumber('1,5'), tonumber('\\0001') => nil nil nil
            select('#'), select('#', nil, nil), select(2, 'a', 'b', 'c') => 0 2 b c
            select(-1, 'a', 'b') => b
            select(0) => error: bad argument #1 to 'select' (index out of range)
            select(-5, 1) => error: bad argument #1 to 'select' (index out of range)
            pcall(error, 'x') => false x
            pcall(error) => false nil
            pcall(error, {code = 1}) == false => true
            select(2, pcall(error, {code = 1})).code => 1
            pcall(function() error('x', 0) end) => false x
            pcall(function() return 1, 2, 3 end) => true 1 2 3
            pcall() => error: bad argument #1 to 'pcall' (value expected)
            pcall(nil) => false attempt to call a nil value
            pcall(42) => false attempt to call a number value
            select('#', pcall(error, nil)) => 2
            xpcall(function() error('x', 0) end, function(e) return e .. '!' end) => false x!
            xpcall(function() return 1, 2 end, print) => true 1 2
            ~xpcall(function(a, b) return a + b end, print, 1, 2) => true 3
            assert(1, 2, 3) => 1 2 3
            assert(false) => error: assertion failed!
            assert(nil, 'message') => error: message
            rawequal('a', 'a'), rawequal({}, {}), rawequal(1, 1.0) => true false true
            rawget(setmetatable({}, {__index = {x = 1}}), 'x') => nil
            rawget({x = 1}, 'x') => 1
            rawset({}, 'x', 5).x => 5
            ~!rawlen({1, 2}), rawlen('abc') => 2 3
            getmetatable({}) => nil
            getmetatable(setmetatable({}, {__metatable = 'locked'})) => locked
            setmetatable(setmetatable({}, {__metatable = 1}), {}) => error: cannot change a protected metatable
            setmetatable({}, 1) => error: bad argument #2 to 'setmetatable' (nil or table expected)
            setmetatable(1, {}) => error: bad argument #1 to 'setmetatable' (table expected, got number)
            setmetatable({}, {__index = function(t, k) return k .. '!' end}).x => x!
            setmetatable({}, {__index = {x = 5}}).x => 5
            (function() local log = {} local t = setmetatable({}, {__newindex = function(t, k, v) rawset(t, k, v * 2) end}) t.x = 4 return t.x end)() => 8
            (function() local b = {} local t = setmetatable({}, {__newindex = b}) t.x = 4 return rawget(t, 'x'), b.x end)() => nil 4
            setmetatable({}, {__call = function(self, a, b) return a + b end})(1, 2) => 3
            setmetatable({}, {__add = function(a, b) return 'add' end}) + 1 => add
            1 - setmetatable({}, {__sub = function(a, b) return 'sub' end}) => sub
            -setmetatable({}, {__unm = function() return 'neg' end}) => neg
            setmetatable({}, {__concat = function(a, b) return 'cat' end}) .. 'x' => cat
            'x' .. setmetatable({}, {__concat = function(a, b) return a .. 'cat' end}) => xcat
            1 .. 2 .. setmetatable({}, {__concat = function(a, b) return a .. '!' end}) => 12!
            (function() local mt = {__eq = function() return true end} return setmetatable({}, mt) == setmetatable({}, mt) end)() => true
            (function() local mt = {__lt = function() return true end} return setmetatable({}, mt) < setmetatable({}, mt) end)() => true
            (function() local mt = {__le = function() return false end} return setmetatable({}, mt) <= setmetatable({}, mt) end)() => false
            tostring(setmetatable({}, {__tostring = function() return 'me' end})) => me
            #setmetatable({}, {__len = function() return 42 end}) => 0
            (function() for k, v in pairs(setmetatable({}, {__pairs = function() return function(_, k) if not k then return 1, 2 end end end})) do return k, v end end)() =>
            collectgarbage(), collectgarbage('collect'), collectgarbage('stop'), collectgarbage('restart') => 0 0 0 0
            type(collectgarbage('step')), type(collectgarbage('count')) => boolean number
            collectgarbage('setpause', 200), collectgarbage('setstepmul', 200) => 200 200
            collectgarbage('x') => error: bad argument #1 to 'collectgarbage' (invalid option 'x')
            setmetatable({}, {__index = setmetatable({}, {__index = setmetatable({x = 1}, {})})}).x => 1
            setmetatable({}, {__index = setmetatable({}, {__index = function(t, k) return k .. '!' end})}).x => x!
            setmetatable({}, {__index = 'x'}).upper('a') => A
            setmetatable({}, {__index = string}).upper('a') => A
            _VERSION => Lua 5.1
            _G._G == _G, _G.print == print => true true
            (function() x = 5 return _G.x, rawget(_G, 'x') end)() => 5 5
            (function() _G.y = 6 return y end)() => 6
            undefined_name => nil
            loadstring('return 1 + 1')() => 2
            loadstring('x = 7 return x')() + x => 14
            loadstring('return ...')(1, 2) => 1 2
            loadstring('syntax error here') => nil [string "syntax error here"]:1: '=' expected near 'error'
            loadstring('x =', '=name') => nil name:1: unexpected symbol near '<eof>'
            ~load('return 5')() => 5
            ~load('return x', 'n', 't', {x = 9})() => 9
            load(function() return nil end) ~= nil => true
            pcall(loadstring('error("x")', '@file')) => false file:1: x
            pcall(loadstring('error("x")', 'code')) => false [string "code"]:1: x
            pcall(loadstring('local a = nil + 1')) => false [string "local a = nil + 1"]:1: attempt to perform arithmetic on a nil value
            (function(...) return select('#', ...) end)(nil, nil, nil) => 3
            (function(...) local a, b = ... return b, a end)(1, 2) => 2 1
            (function(...) return {...}, 1 end)(5) ~= nil => true
            #{(function() return 1, 2, 3 end)()} => 3
            #{(function() return 1, 2, 3 end)(), 10} => 2
            (function() local function f(n) if n == 0 then return 'done' end return f(n - 1) end return f(10000) end)() => done
            (function() local t = {} for i = 1, 3 do t[i] = function() i = i + 1 return i end end return t[1](), t[1](), t[2]() end)() => 2 3 3
            (function() local x = 0 local fs = {} for i = 1, 3 do x = x + i if i == 2 then fs[#fs + 1] = function() return x end end end x = x + 100 return fs[1]() end)() => 106
            (function() local i = 0 repeat local j = i i = i + 1 until j >= 3 return i end)() => 4
            (function() while true do break end return 'out' end)() => out
            (function() local s = '' for i, v in ipairs({'a', 'b'}) do s = s .. i .. v end return s end)() => 1a2b
            (nil and 1), (false or 2), (1 and 2), (not nil) => nil 2 2 true
            'a\\65\\n' == 'aA\\010' => true
            ~'\\x41\\z   B' => AB
            type(newproxy()), type(newproxy(true)), getmetatable(newproxy()) => userdata userdata nil
            newproxy(5) => error: bad argument #1 to 'newproxy' (boolean or proxy expected)
            getmetatable(newproxy(true)).__index => nil
            require('string') == string => true
            select(-1, 1, 2, 3) => 3
            select(-4, 1, 2, 3) => error: bad argument #1 to 'select' (index out of range)
            select(2^31, 1) => error: bad argument #1 to 'select' (index out of range)
            ~assert(false, nil) => error without position: nil
            tostring() => error: bad argument #1 to 'tostring' (value expected)
            ~xpcall(print) => error: bad argument #2 to 'xpcall' (function expected, got no value)
            setmetatable({}) => error: bad argument #2 to 'setmetatable' (nil or table expected)
            rawequal(1) => error: bad argument #2 to 'rawequal' (value expected)
            rawset({}, 1) => error: bad argument #3 to 'rawset' (value expected)
            gcinfo() ~= nil => true
            """;

    /** What a unit's own globals are over. */
    private static final String ENVIRONMENT =
            """
            (function() print = nil return print, _G.print, rawget(_G, 'print') end)() => nil nil nil
            (function() string = {len = 5} return string.len, ('abc'):len() end)() => 5 3
            (function() local n = 0 for k in pairs(_G) do if k == 'print' or k == 'mine' then n = n + 1 end end mine = 1 for k in pairs(_G) do if k == 'mine' then n = n + 10 end end return n end)() => 11
            (function() setmetatable(_G, {__index = function(_, k) return k end}) return foo end)() => foo
            (function() setmetatable(_G, {__index = _G}) return foo end)() => error: loop in gettable
            (function() local t = setmetatable({}, {__index = _G}) mine = 4 return t.mine, t.print == print, t._G == _G end)() => 4 true true
            collectgarbage('count') > 0, collectgarbage(), collectgarbage('step') => true 0 false
            setmetatable({}, {__index = 5}).x => error: attempt to index a number value
            setmetatable({}, {__index = ngx}).nonsense, setmetatable({}, {__index = ngx}).OK => nil 0
            setmetatable({}, {__index = setmetatable({}, {__index = ngx})}).status == ngx.status => true
            (function() ngx.ctx.a = 5 return setmetatable({}, {__index = ngx}).ctx.a end)() => 5
            (function() setmetatable(_G, {__newindex = function(_, k, v) rawset(_G, k, v + 1) end}) zz = 1 return zz end)() => 2
            """;

    static Stream<Arguments> cases() {
        return LuaCases.of(TABLE + ENVIRONMENT);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void evaluates(String expression, String result) {
        assertThat(LuaCases.evaluate(expression)).isEqualTo(result);
    }
}
