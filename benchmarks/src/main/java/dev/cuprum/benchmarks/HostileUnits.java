package dev.cuprum.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;

/** Units that mean no good, by name: those that never end, and those that take all the memory. */
final class HostileUnits {

    private HostileUnits() {}

    /** Units that run until they are stopped. */
    static Map<String, String> endless() {
        Map<String, String> units = new LinkedHashMap<>();
        units.put("while", "while true do end");
        units.put("for", "for i = 1, math.huge do end");
        units.put("nested for", "local n = 0 for i = 1, 1e9 do for j = 1, 1e9 do n = n + i * j end end");
        units.put("goto", "::again:: goto again");
        units.put("tail calls", "local function f() return f() end f()");
        units.put("calls", "local function f(n) if n < 2 then return n end return f(n - 1) + f(n - 2) end f(90)");
        units.put("long straight body", "local x = 0 while true do " + "x = x + 1 ".repeat(2_000) + "end");
        units.put("method calls", "local t = {f = function(self) return self end} while true do t:f() end");
        swallowers(units);
        metamethods(units);
        strings(units);
        patterns(units);
        tables(units);
        others(units);
        return units;
    }

    private static void swallowers(Map<String, String> units) {
        units.put("pcall swallows", "while true do pcall(function() while true do end end) end");
        units.put("pcall of nothing", "while true do pcall(error) end");
        units.put("pcall recursion", "local function f() pcall(f) return f() end f()");
        units.put("xpcall handler", "while true do xpcall(error, function() while true do end end) end");
        units.put("errors", "while true do pcall(string.rep) end");
        units.put("coroutine loop", "coroutine.wrap(function() while true do end end)()");
        units.put(
                "coroutine yields",
                "local f = coroutine.wrap(function() while true do coroutine.yield() end end) while true do f() end");
        units.put(
                "coroutine swallows",
                "while true do local co = coroutine.create(function() pcall(function() while true do end end) end) "
                        + "coroutine.resume(co) end");
        units.put("coroutines made", "while true do coroutine.wrap(function() coroutine.yield() end)() end");
        units.put(
                "coroutine nest",
                "local function f(n) while true do if n > 0 then coroutine.wrap(f)(n - 1) end end end f(20)");
    }

    private static void metamethods(Map<String, String> units) {
        units.put("__index", "return setmetatable({}, {__index = function() while true do end end}).x");
        units.put("__lt in sort", "table.sort({3, 2, 1}, function() while true do end end)");
        units.put("__tostring", "tostring(setmetatable({}, {__tostring = function() while true do end end}))");
        units.put("__concat", "return {} .. setmetatable({}, {__concat = function() while true do end end})");
    }

    private static void strings(Map<String, String> units) {
        String large = "local s = ('x'):rep(1e6) ";
        units.put("string.rep", "while true do local s = ('x'):rep(1e5) end");
        units.put("string.upper", large + "while true do s:upper() end");
        units.put("string.reverse", large + "while true do s:reverse() end");
        units.put("string.lower", large + "while true do s:lower() end");
        units.put("string.sub", large + "while true do s:sub(2, -2) end");
        units.put("string.byte", large + "while true do s:byte(1, 1000) end");
        units.put("string.char", "while true do string.char(65, 66, 67) end");
        units.put("string.format", "while true do string.format('%s %d %5.2f %q', 'a', 1, 2.5, 'b') end");
        units.put("string.format long", large + "while true do string.format('%s%q', s, s) end");
        units.put("..", "while true do local s = 'a' for i = 1, 100 do s = s .. i end end");
        units.put("comparison", large + "local z = s .. 'y' s = s .. 'x' while true do local _ = s < z end");
        units.put("tonumber", "local s = ('9'):rep(1e6) while true do tonumber(s) tonumber(s, 10) end");
        units.put("tostring", "local i = 0 while true do i = i + 0.1 tostring(i) end");
    }

    private static void patterns(Map<String, String> units) {
        units.put("find, plain", "while true do ('x'):rep(2e6):find(('x'):rep(1e6) .. 'y', 1, true) end");
        units.put("find, -", "string.find(('a'):rep(5000), '.-.-.-.-.-b')");
        units.put("find, one long -", "('x'):rep(1e6):find('.-.-.-b')");
        units.put("find, *", "string.find(('a'):rep(20000), 'a*a*a*a*b')");
        units.put("find, ?", "while true do string.find(('a'):rep(28), ('a?'):rep(28) .. ('a'):rep(28)) end");
        units.put("match, captures", "('x'):rep(1e6):match('(.*)(.*)(.*)(.*)%4b')");
        units.put("match, %b", "('('):rep(1e5):match('%b()')  ('('):rep(1e6):gsub('%b()', '')");
        units.put("match, %f", "while true do ('x'):rep(1e6):match('%f[y]y') end");
        units.put("gmatch", "for _ in (('x'):rep(1e6)):gmatch('.-.-y') do end");
        units.put("gmatch, empty", "while true do for _ in ('x'):rep(1e5):gmatch('') do end end");
        units.put("gsub", "while true do ('x'):rep(1e5):gsub('x', 'y') end");
        units.put("gsub, function", "while true do ('x'):rep(1e5):gsub('x', function() end) end");
        units.put("gsub, stuck function", "('x'):gsub('x', function() while true do end end)");
    }

    private static void tables(Map<String, String> units) {
        String list = "local t = {} for i = 1, 1e5 do t[i] = i end ";
        units.put("table.insert front", list + "while true do table.insert(t, 1, 0) table.remove(t) end");
        units.put("table.remove front", list + "while true do table.remove(t, 1) t[#t + 1] = 0 end");
        units.put("table.concat", list + "while true do table.concat(t, ',', 1, 2e4) end");
        units.put("table.sort", list + "while true do table.sort(t) end");
        units.put("table.sort, liar", list + "while true do pcall(table.sort, t, function() return true end) end");
        units.put("table.maxn", list + "while true do table.maxn(t) end");
        units.put("unpack", list + "while true do unpack(t, 1, 5000) end");
        units.put("select", list + "while true do select('#', unpack(t, 1, 5000)) end");
        units.put("next", list + "while true do local k repeat k = next(t, k) until not k end");
        units.put("next, all gone", list + "for i = 1, 1e5 do t[i] = nil end while true do next(t) end");
        units.put("pairs", list + "while true do for _ in pairs(t) do end end");
        units.put("ipairs", list + "while true do for _ in ipairs(t) do end end");
        units.put("#", list + "t[5e4] = nil while true do local _ = #t end");
        units.put("foreach", list + "while true do table.foreach(t, function() end) end");
    }

    private static void others(Map<String, String> units) {
        units.put("loadstring", "while true do loadstring('return 1')() end");
        units.put("load of much", "while true do load(('x = 1 '):rep(10000)) end");
        units.put("load, stuck reader", "load(function() while true do end end)");
        units.put("math.random", "while true do math.random(100) end");
        units.put("math.fmod", "while true do math.fmod(1e308, 3) end");
        units.put("os.date", "while true do os.date('%Y-%m-%d %H:%M:%S') end");
        units.put("bit", "while true do bit.bxor(1, 2) end");
        units.put(
                "cjson.encode",
                "local t = {} for i = 1, 1e4 do t[i] = 'x' end while true do require('cjson').encode(t) end");
        units.put(
                "cjson.decode",
                "local s = '[' .. ('1,'):rep(1e5) .. '1]' while true do require('cjson').decode(s) end");
        units.put("rawget, rawset", "local t = {} while true do rawset(t, 1, rawget(t, 2)) end");
        units.put("type, assert", "while true do assert(type(assert) == 'function') end");
        units.put("setmetatable", "while true do setmetatable({}, {}) end");
        units.put("ngx.var", "while true do local _ = ngx.var.uri end");
        units.put("ngx headers", "while true do ngx.req.get_headers() end");
        units.put("ngx.escape_uri", "local s = ('x'):rep(1e6) while true do ngx.escape_uri(s) end");
        units.put("ngx.re.match", "ngx.re.match(('a'):rep(40), '(a+)+b') while true do end");
        units.put("ngx.re.find", "while true do ngx.re.find(('x'):rep(1e5), '.*?.*?y') end");
        units.put("ngx.re.gsub", "while true do ngx.re.gsub(('x'):rep(1e5), 'x', 'y') end");
        units.put("ngx.md5", "local s = ('x'):rep(1e6) while true do ngx.md5(s) end");
    }

    /** Units that allocate until they are stopped. */
    static Map<String, String> greedy() {
        Map<String, String> units = new LinkedHashMap<>();
        units.put("doubling text", "local s = 'x' while true do s = s .. s end");
        units.put("growing text", "local s = ('x'):rep(1e5) while true do s = s .. 'y' end");
        units.put("rep", "return string.rep('x', 1e9)");
        units.put("rep of rep", "return ('x'):rep(1e7):rep(1e7)");
        units.put("growing list", "local t = {} for i = 1, 1e9 do t[i] = i end");
        units.put("growing map", "local t = {} for i = 1, 1e9 do t['k' .. i] = i end");
        units.put("one far index", "local t = {} for i = 1, 1e9 do t[i * 1000] = {} end");
        units.put("chain of tables", "local t = {} while true do t = {t, t} end");
        units.put("garbage", "while true do local t = {1, 2, 3, 4} end");
        units.put("closures", "local fs = {} while true do local a = 1 fs[#fs + 1] = function() return a end end");
        units.put("concat", "local s = ('x'):rep(1e6) local t = {} for i = 1, 1e3 do t[i] = s end table.concat(t)");
        units.put("gsub", "return (('x'):rep(1e6):gsub('x', ('y'):rep(1000)))");
        units.put("format", "local s = ('x'):rep(1e6) local t = {} for i = 1, 1e4 do t[i] = ('%s%s'):format(s, s) end");
        units.put("upper", "local s = ('x'):rep(1e6) local t = {} for i = 1, 1e5 do t[i] = s:upper() end");
        units.put("unpack", "local function f(...) return f(1, 2, 3, 4, 5, 6, 7, 8, ...) end f()");
        units.put("unpack of much", "while true do pcall(unpack, {}, 1, 7000) end");
        units.put("coroutines kept", "local t = {} while true do t[#t + 1] = coroutine.create(function() end) end");
        units.put(
                "coroutines started",
                "local t = {} while true do local f = coroutine.wrap(function() coroutine.yield() end) f() t[#t + 1] = f end");
        units.put("loaded code", "local t = {} while true do t[#t + 1] = loadstring(('x = 1 '):rep(1000)) end");
        units.put("output", "local s = ('x'):rep(1e6) while true do ngx.print(s) end");
        units.put("base64", "local s = ('x'):rep(1e6) while true do s = ngx.encode_base64(s) end");
        return units;
    }
}
