package dev.cuprum.lua;

import static dev.cuprum.lua.Bombs.Ending.DEEP;
import static dev.cuprum.lua.Bombs.Ending.ENDLESS;
import static dev.cuprum.lua.Bombs.Ending.GROWING;
import static dev.cuprum.lua.Bombs.Ending.HEAVY;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Units that try to take more than they are given: each line is one, and how it must end. */
public final class Bombs {

    /** How a bomb must end. */
    public enum Ending {
        /** By one of its budgets, whatever it does about that. */
        ENDLESS,
        /** By its memory budget, long before its time is up. */
        GROWING,
        /** By an error that code can catch, which says that the stack is used up; or by a budget. */
        DEEP,
        /** By a budget, by an ordinary error, or by its own end: what counts is that nothing else suffers. */
        HEAVY
    }

    /**
     * A unit that means no good.
     *
     * @param ending how it must end
     * @param code its code, in one line
     */
    public record Bomb(Ending ending, String code) {
        @Override
        public String toString() {
            return ending + ": " + code;
        }
    }

    private static final String LOOPS =
            """
            while true do end
            while 1 do local x = {} end
            while not false do if x then break end end
            for i = 1, math.huge do end
            for i = 1, 1, 0 do end
            for i = -math.huge, 0 do end
            for i = 2^53, 2^53 + 10 do end
            for i = 0.5, 1e300, 1e-300 do end
            for i = 1, 1e18 do for j = 1, 1e18 do end end
            repeat until false
            repeat local x = 1 until x == 2
            ::again:: goto again
            ::a:: do goto b end ::c:: goto a ::b:: goto c
            do ::top:: local x = function() return x end goto top end
            for i = 1, 10 do ::continue:: goto continue end
            while true do repeat break until false end
            local x = 0 while true do x = x + 1 end
            local s = '' while true do s = s .. '' end
            local t = {} while true do t.x = t.x end
            while true do local a, b, c = (function(...) return ... end)(1, 2, 3) end
            for _ in function() return 1 end do end
            for _ in setmetatable({}, {__call = function() return 1 end}) do end
            for k in next, setmetatable({1}, {}) do for k in next, {1} do while true do end end end
            for _ in pairs({1}) do while true do end end
            for _ in ipairs({1}) do while true do end end
            for _ in ('x'):gmatch('x') do while true do end end
            while true do for _ in ('xxxx'):gmatch('') do end end
            local function f() return f() end f()
            local function f(...) return f(...) end f(1, 2, 3)
            local a, b function a() return b() end function b() return a() end a()
            local t = {} function t:f() return self:f() end t:f()
            local function f(n) if n then return f(not n) end return f(true) end f()
            local f = function(f) return f(f) end f(f)
            """;

    private static final String SWALLOWING =
            """
            while true do pcall(function() while true do end end) end
            while true do pcall(error) end
            while true do pcall(string.rep) end
            while true do pcall(pcall, pcall, pcall) end
            local function f() pcall(f) f() end f()
            local function f() pcall(f) return f() end f()
            while true do xpcall(error, function() while true do end end) end
            xpcall(function() while true do end end, function() while true do end end)
            xpcall(error, function() return xpcall(error, function() while true do end end) end)
            local function h() return xpcall(error, h) end while true do h() end
            pcall(pcall, function() while true do end end) while true do end
            local ok = pcall(function() while true do end end) if not ok then while true do end end
            coroutine.wrap(function() while true do end end)()
            while true do coroutine.resume(coroutine.create(function() while true do end end)) end
            while true do pcall(coroutine.wrap(function() while true do end end)) end
            local f = coroutine.wrap(function() while true do coroutine.yield() end end) while true do f() end
            coroutine.wrap(function() pcall(function() coroutine.yield() while true do end end) while true do end end)() while true do end
            local co = coroutine.wrap(function() while true do pcall(coroutine.yield) end end) while true do pcall(co) end
            for x in coroutine.wrap(function() while true do coroutine.yield(1) end end) do end
            local function f() return coroutine.wrap(f)() end while true do pcall(f) end
            while true do local co = coroutine.create(function() coroutine.yield() end) coroutine.resume(co) end
            setmetatable({}, {__index = function() while true do end end}).x()
            setmetatable({}, {__index = function(t, k) return t end}).x = 1 while true do pcall(function() error() end) end
            setmetatable({}, {__newindex = function() while true do end end}).x = 1
            setmetatable({}, {__call = function() while true do end end})()
            local mt = {} mt.__call = function(self) return self() end setmetatable({}, mt)()
            local _ = setmetatable({}, {__add = function() while true do end end}) + 1
            local _ = setmetatable({}, {__sub = function() while true do pcall(error) end end}) - 1
            local _ = 1 % setmetatable({}, {__mod = function() while true do end end})
            local _ = -setmetatable({}, {__unm = function() while true do end end})
            local mt = {__eq = function() while true do end end} local _ = setmetatable({}, mt) == setmetatable({}, mt)
            local mt = {__eq = function() while true do end end} if setmetatable({}, mt) ~= setmetatable({}, mt) then end
            local mt = {__lt = function() while true do end end} local _ = setmetatable({}, mt) < setmetatable({}, mt)
            local mt = {__lt = function() while true do end end} local _ = setmetatable({}, mt) >= setmetatable({}, mt)
            local mt = {__le = function() while true do end end} while setmetatable({}, mt) <= setmetatable({}, mt) do end
            local _ = {} .. setmetatable({}, {__concat = function() while true do end end})
            local _ = 'a' .. 'b' .. setmetatable({}, {__concat = function() while true do end end}) .. 'c'
            tostring(setmetatable({}, {__tostring = function() while true do end end}))
            pcall(error, setmetatable({}, {__tostring = function() while true do end end})) while true do end
            ngx.log(ngx.ERR, setmetatable({}, {__tostring = function() while true do end end}))
            print(setmetatable({}, {__tostring = function() while true do end end}))
            ngx.say(tostring(setmetatable({}, {__tostring = function() while true do end end})))
            string.format('%s', setmetatable({}, {__tostring = function() while true do end end}))
            setmetatable({}, {__gc = function() while true do end end}) collectgarbage() while true do end
            while true do setmetatable({}, {__gc = function() while true do end end, __mode = 'kv'}) end
            while true do collectgarbage() end
            local p = newproxy(true) getmetatable(p).__index = function() while true do end end local _ = p.x
            setmetatable(_G, {__index = function() while true do end end}) local _ = undefined
            setmetatable(_G, {__newindex = function() while true do end end}) undefined = 1
            setfenv(1, setmetatable({}, {__index = function() while true do end end})) undefined()
            local t = setmetatable({}, {__index = function(t, k) return t[k + 1] end}) while true do pcall(function() return t[1] end) end
            """;

    private static final String CALLBACKS =
            """
            table.sort({3, 2, 1}, function() while true do end end)
            while true do table.sort({3, 2, 1}, function(a, b) return a < b end) end
            local t = {} for i = 1, 1e5 do t[i] = i end while true do pcall(table.sort, t, function() return true end) end
            local mt = {__lt = function() while true do end end} table.sort({setmetatable({}, mt), setmetatable({}, mt)})
            ('x'):gsub('x', function() while true do end end)
            ('x'):rep(100):gsub('x', function() pcall(function() while true do end end) end)
            ('x'):gsub('x', setmetatable({}, {__index = function() while true do end end}))
            table.foreach({1}, function() while true do end end)
            table.foreachi({1}, function() while true do end end)
            while true do load(function() return 'x = 1 ' end) end
            load(function() while true do end end)
            load(function() pcall(function() while true do end end) return ' ' end)
            while true do loadstring('return 1')() end
            loadstring('while true do end')()
            pcall(loadstring('while true do pcall(error) end')) while true do end
            while true do load(('x = 1 '):rep(10000)) end
            while true do pcall(loadstring, ('('):rep(1000)) end
            while true do setfenv(loadstring('return x'), {x = 1})() end
            while true do ngx.var.args = nil end
            while true do ngx.req.get_headers() end
            while true do pcall(ngx.exit, 'x') end
            local s = ('x'):rep(1e6) while true do ngx.escape_uri(s) end
            local s = ('x'):rep(1e6) while true do ngx.md5(s) end
            local s = ('x'):rep(1e6) while true do ngx.encode_base64(s) end
            """;

    private static final String LIBRARY =
            """
            string.find(('a'):rep(50), ('a?'):rep(50) .. ('a'):rep(50))
            string.find(('a'):rep(5000), '.-.-.-.-.-b')
            ('x'):rep(1e6):find('.-.-.-b')
            ('x'):rep(1e6):match('(.*)(.*)(.*)(.*)%4b')
            ('('):rep(1e6):gsub('%b()', '')
            ('x'):rep(1e6):gsub('.-y', '')
            ('x'):rep(1e6):find('%f[y].-%f[z].-')  while true do end
            for _ in (('x'):rep(1e6)):gmatch('.-.-y') do end
            while true do ('x'):rep(1e5):reverse():upper():lower() end
            while true do string.format('%99.99f', 1e308) end
            while true do table.concat({1}, '') end
            local t = {} for i = 1, 1e9 do table.insert(t, -1e9, 1) end
            local t = {} for i = 1, 1e5 do t[i] = i end while true do table.insert(t, 1, 0) table.remove(t, 1) end
            local t = {} for i = 1, 1e5 do t[i] = i end while true do table.concat(t, ',') end
            local t = {} for i = 1, 1e4 do t[i] = i end while true do unpack(t, 1, 5000) end
            while true do table.maxn({[1e9] = 1}) next({}) end
            local t = {} for i = 1, 1e5 do t[i] = i end while true do local n = 0 for k in pairs(t) do n = n + 1 end end
            local t = {} for i = 1, 1e5 do t['k' .. i] = i end for i = 1, 1e5 do t['k' .. i] = nil end while true do next(t) end
            while true do tostring(math.random()) end
            while true do tonumber('12345678901234567890', 10) end
            while true do os.date('%c') os.time({year = 2020, month = 1, day = 1}) end
            while true do bit.tohex(bit.bnot(1)) end
            while true do select(-1, unpack({}, 1, 200)) end
            """;

    private static final String GROWTH =
            """
            local s = 'x' while true do s = s .. s end
            local s = 'x' while true do s = s .. 'y' .. s end
            local s = 'x' while true do s = s .. s .. s .. s .. s .. s .. s .. s end
            local s = '' for i = 1, 1e9 do s = s .. 'x' end
            return string.rep('x', 1e9)
            return string.rep('xy', 1e9, 'z')
            return string.rep('', 1e9, 'z')
            return string.rep('x', 1, ('y'):rep(1e5)):rep(1e4, ('y'):rep(1e5))
            return ('x'):rep(1e7):rep(1e7)
            local s = ('x'):rep(1e6) local t = {} for i = 1, 1e9 do t[i] = s .. i end
            local t = {} for i = 1, 1e9 do t[i] = i end
            local t = {} for i = 1, 1e9 do t['k' .. i] = i end
            local t = {} for i = 1, 1e9 do t[i + 0.5] = i end
            local t = {} for i = 1, 1e9 do t[{}] = i end
            local t = {} for i = 1, 1e9 do rawset(t, i, i) end
            local t = {} for i = 1, 1e9 do table.insert(t, i) end
            local t = {} for i = 1, 1e9 do t[#t + 1] = {} end
            local t = {} while true do t = {t, t} end
            local t = {} while true do t = {x = t, y = {}, {}, {}} end
            local t = {} for i = 1, 1e9 do t[i] = setmetatable({}, {__index = t}) end
            local s = ('x'):rep(1e6) local t = {} for i = 1, 1e4 do t[i] = s end return table.concat(t)
            local t = {} for i = 1, 1e4 do t[i] = 'x' end return table.concat(t, ('y'):rep(1e5))
            return (('x'):rep(1e6):gsub('x', ('y'):rep(1000)))
            return (('x'):rep(1e6):gsub('', ('y'):rep(1000)))
            return (('x'):rep(1e5):gsub('x', function() return ('y'):rep(10000) end))
            local s = ('x'):rep(1e5) return (s:gsub('.*', ('%0'):rep(1e4)))
            local s = 'x' while true do s = s:gsub('x', 'xx') end
            local s = 'x' while true do s = ('%s%s'):format(s, s) end
            local s = ('x'):rep(1e6) return (('%s'):rep(1000)):format(unpack((function() local t = {} for i = 1, 1000 do t[i] = s end return t end)()))
            local s = '' while true do s = s .. ('%99d'):format(1) end
            local s = 'x' while true do s = s .. ('%q'):format(s) end
            local s = ('x'):rep(1e7) ngx.print(s, s, s, s, s, s)
            local s = ('x'):rep(1e6) while true do ngx.print(s) end
            while true do ngx.say('x') end
            local t = {} for i = 1, 1e4 do t[i] = ('x'):rep(1e4) end ngx.print(t)
            local s = ('x'):rep(1e6) local t = {} for i = 1, 1e5 do t[i] = s:upper() end
            local s = ('x'):rep(1e6) local t = {} for i = 1, 1e5 do t[i] = s:sub(2) .. '' .. i end
            local s = ('x'):rep(1e6) while true do s = ngx.escape_uri(s .. '%') end
            local s = ('x'):rep(1e6) while true do s = ngx.encode_base64(s) end
            local fs = {} while true do local a, b, c = 1, 2, 3 fs[#fs + 1] = function() return a, b, c end end
            local f = function() end while true do local g = f f = function() return g end end
            local cos = {} while true do cos[#cos + 1] = coroutine.wrap(function() coroutine.yield() end) end
            local fs = {} while true do fs[#fs + 1] = loadstring('return ' .. #fs) end
            local s = 'x = 1 ' while true do s = s .. s loadstring(s) end
            local n = 0 while true do load(function() n = n + 1 return 'x' .. n .. ' = ' .. n .. ' ' end) end
            local t = {} while true do t[#t + 1] = ngx.req.get_headers() end
            for i = 1, 1e9 do _G['g' .. i] = i end
            """;

    private static final String DEPTH =
            """
            local function f() return 1 + f() end f()
            local function f() f() end f()
            local function f(...) f(...) return ... end f(1, 2, 3)
            local a, b function a() b() end function b() a() end a()
            local function a() local function b() return (a()) end return (b()) end a()
            local t = {} function t:f() return (self:f()) end t:f()
            local function f() local ok, e = pcall(f) error(e, 0) end f()
            local function f() local ok, e = pcall(f) if not ok then error(e, 0) end end f() error('stack overflow')
            local function f() xpcall(f, f) end f() error('stack overflow')
            local function f() return (select(2, pcall(f))) .. '' end error(f() .. 'stack overflow')
            xpcall(function() local function f() return 1 + f() end f() end, function(e) local function g() return 1 + g() end return g() end) error('stack overflow')
            local mt = {} mt.__index = function(t, k) return setmetatable({}, mt)[k] .. '' end return 1 + setmetatable({}, mt).x
            local mt = {} mt.__newindex = function(t, k, v) setmetatable({}, mt)[k] = v end setmetatable({}, mt).x = 1 error('stack overflow')
            local mt = {} mt.__add = function(a, b) return (a + b) .. '' end local t = setmetatable({}, mt) return t + t
            local mt = {} mt.__unm = function(a) return (-a) .. '' end return -setmetatable({}, mt)
            local mt = {} mt.__concat = function(a, b) return (a .. b) + 1 end local t = setmetatable({}, mt) return t .. t
            local mt = {} mt.__eq = function(a, b) return not (a == b) end return setmetatable({}, mt) == setmetatable({}, mt)
            local mt = {} mt.__lt = function(a, b) return not (a < b) end return setmetatable({}, mt) < setmetatable({}, mt)
            local mt = {} mt.__le = function(a, b) return not (a <= b) end return setmetatable({}, mt) <= setmetatable({}, mt)
            local mt = {} mt.__len = function(a) return #a + 1 end return #setmetatable({}, mt) + ((function() error('stack overflow') end)())
            local mt = {} mt.__call = function(self) return self() + 1 end setmetatable({}, mt)()
            local mt = {} mt.__tostring = function() return tostring(setmetatable({}, mt)) .. '' end tostring(setmetatable({}, mt))
            local function f() table.sort({1, 2, 3}, f) end f()
            local function f() table.sort({1, 2, 3}, function(a, b) f() return a < b end) end f()
            local function f() string.gsub('x', 'x', f) end f()
            local function f() string.gsub('x', 'x', setmetatable({}, {__index = f})) end f()
            local function f() table.foreach({1}, f) end f()
            local function f() for _ in f do end end f()
            local function f() return loadstring('return ...')(f(), 1) end f()
            local function f() local g = setfenv(loadstring('return f()'), {f = f}) return (g()) end f()
            local function f() load(f) return 'x' end f() error('stack overflow')
            local function f() return (coroutine.wrap(f)()) end f()
            local function f() local ok, e = coroutine.resume(coroutine.create(f)) if not ok then error(e, 0) end return 1 end f() error('stack overflow')
            local function f() return coroutine.wrap(function() return pcall(f) end)() end f() error('stack overflow')
            local f = coroutine.wrap(function() local function g() return 1 + g() end return g() end) f()
            local t = {} for i = 1, 1e4 do t = setmetatable({}, {__index = t}) end return 1 + t.x
            local t = {} for i = 1, 1e4 do t = setmetatable({}, {__newindex = t}) end t.x = 1 error('stack overflow')
            local f = function() return 0 end for i = 1, 1e5 do local g = f f = function() return g() + 1 end end f()
            setmetatable(_G, {__index = function(t, k) return _G[k] .. 'x' end}) return undefined
            """;

    /** Expressions that give sources which are refused as a whole, most of them for how deeply they are nested. */
    static final String REFUSED =
            """
            'return ' .. ('('):rep(1e5) .. '1' .. (')'):rep(1e5)
            'return ' .. ('{'):rep(1e5) .. ('}'):rep(1e5)
            'return ' .. ('f('):rep(1e5) .. (')'):rep(1e5)
            'return ' .. ('x['):rep(1e5) .. '1' .. (']'):rep(1e5)
            ('do '):rep(3e4) .. ('end '):rep(3e4)
            ('if x then '):rep(1e4) .. ('end '):rep(1e4)
            ('while x do '):rep(1e4) .. ('end '):rep(1e4)
            ('for i = 1, 2 do '):rep(190) .. ('end '):rep(190)
            'return ' .. ('function() return '):rep(1e4) .. '1' .. (' end'):rep(1e4)
            'return ' .. ('function() return '):rep(190) .. '1' .. (' end'):rep(190)
            'return ' .. ('- '):rep(1e5) .. '1'
            'return ' .. ('not '):rep(6e4) .. '1'
            'return ' .. ('#'):rep(1e5) .. '"x"'
            'local x = 1 return x' .. ('^x'):rep(1e5)
            'local x = 1 return ' .. ('(x+'):rep(190) .. 'x' .. (')'):rep(190)
            'local x = 1 return ' .. ('(x and '):rep(190) .. 'x' .. (' or x)'):rep(190)
            'return select("#",' .. ('1,'):rep(1e5) .. '1)'
            'return ' .. ('1,'):rep(1e5) .. '1'
            ('local x '):rep(3e4)
            'return [' .. ('='):rep(2e5) .. '['
            '--[' .. ('='):rep(2e5) .. '['
            'return 1e' .. ('9'):rep(2e5)
            ('a,'):rep(1e5) .. 'a = 1'
            'local ' .. ('a,'):rep(1e5) .. 'a = 1'
            'return function(' .. ('a,'):rep(1e5) .. 'a) end'
            (';'):rep(2e5)
            ('x;'):rep(1e5)
            ('\\0'):rep(1e5)
            ('"'):rep(1e5)
            ('\\195'):rep(1e5)
            """;

    /** Expressions that give sources which are hard to compile, or to run. */
    static final String SOURCES =
            """
            'return ' .. ('('):rep(180) .. '1' .. (')'):rep(180)
            'return ' .. ('{'):rep(180) .. ('}'):rep(180)
            ('do '):rep(180) .. ('end '):rep(180)
            ('repeat '):rep(190) .. ('until x '):rep(190)
            'local x = 1 return ' .. ('function() return x + '):rep(60) .. '1' .. (' end'):rep(60)
            'return 1' .. ('+1'):rep(1e5)
            'local x = 1 return x' .. ('+x'):rep(1e5)
            'local x = 1 return x' .. ('-x'):rep(1e5)
            'x = 1 return x' .. ('*x'):rep(1e5)
            'local x = "x" return x' .. ('..x'):rep(8e4)
            'local x = 1 return x' .. ('..x'):rep(190)
            'local x = 1 return x' .. (' and x'):rep(4e4)
            'local x = 1 return x' .. (' or x'):rep(4e4)
            'local x = 1 return x' .. ('==x'):rep(8e4)
            'local x = 1 return x' .. ('<x'):rep(1e5)
            'x = {} return x' .. ('.x'):rep(1e5)
            'x = {} return x' .. ('[1]'):rep(8e4)
            'return x' .. ('()'):rep(1e5)
            'return x' .. (':f()'):rep(5e4)
            'return x' .. ('""'):rep(1e5)
            'return x' .. ('{}'):rep(1e5)
            'return {' .. ('1,'):rep(1e5) .. '}'
            'return {' .. ('{},'):rep(8e4) .. '}'
            'return {' .. ('x=1,'):rep(6e4) .. '}'
            'return {' .. ('f(),'):rep(6e4) .. '}'
            'return {' .. ('function() end,'):rep(15000) .. '}'
            ('x=1 '):rep(6e4)
            ('x=x+1 '):rep(4e4)
            'local x = 1 ' .. ('x=x+1 '):rep(4e4)
            ('f()'):rep(1) .. (' f()'):rep(6e4)
            ('local x = 1 '):rep(199) .. 'return x'
            ('do local x = function() return x end end '):rep(6000)
            ('function f() end '):rep(15000)
            ('if x then y=1 end '):rep(14000)
            'if x then ' .. ('elseif x then y=1 '):rep(14000) .. 'end'
            ('for i = 1, 2 do x = i end '):rep(9000)
            ('while x do break end '):rep(12000)
            ('do goto l ::l:: end '):rep(12000)
            ('goto l '):rep(3e4) .. '::l::'
            'local n = 0 ' .. ('do goto l n = 1 ::l:: end '):rep(9000)
            'return "' .. ('x'):rep(2e5) .. '"'
            'return [[' .. ('\\n'):rep(2e5) .. ']]'
            ('x'):rep(2e5) .. ' = 1'
            'return ' .. ('9'):rep(2e5)
            'return 0x' .. ('f'):rep(2e5)
            'return 0.' .. ('1'):rep(2e5)
            ('\\n'):rep(2e5) .. 'error("x")'
            'local t = {x = 0} repeat local done = true ' .. ('t.x = t.x + 1 if t.x == 7 then f(t.x) end '):rep(2000) .. ' until done'
            'local n = 0 ' .. ('if n == 7 then goto fail end n = n + 1 '):rep(5000) .. ' ::fail:: return n'
            'local t = {} ' .. (('x'):rep(3000):gsub('x', function() t = (t or 0) + 1 return '::l' .. t .. ':: if x then goto l' .. (t * 7 % 3000 + 1) .. ' end ' end))
            """;

    private static final String OTHERS =
            """
            local _ = #setmetatable({}, {__len = function() while true do end end})
            return string.rep('x', 1e18)
            return string.rep('x', math.huge)
            local mt = {} mt.__call = setmetatable({}, mt) setmetatable({}, mt)() error('stack overflow')
            local function f() error(setmetatable({}, {__tostring = f})) end f() error('stack overflow')
            string.byte(('x'):rep(1e6), 1, -1)
            unpack({}, 1, 1e8)
            unpack({}, -1e300, 1e300)
            select('#', unpack({}, 1, 1e6))
            string.char(unpack({}, 1, 64000))
            local function f(...) return f(1, 2, 3, 4, 5, 6, 7, 8, ...) end f()
            local function f(...) return select('#', ...) < 1e7 and f(..., ...) end f(1)
            local t = {} for i = 1, 7000 do t[i] = i end local function f(...) return f(unpack(t)) end f()
            math.max(unpack({}, 1, 7000))
            return ('%99999d'):format(1)
            return ('%.99999f'):format(1)
            return ('%*d'):format(99999, 1)
            return ('%s'):rep(1e5):format(1)
            local t = {} t[1] = t for i = 1, 30 do t = {t, t} end ngx.print(t)
            local t = {} t[1e15] = 1 t[-1e15] = 1 t[2^53] = 1 return #t
            local t = {} for i = 0, 30 do t[2^i] = i end return #t
            table.insert({}, 1e9, 1)
            table.concat({}, '', 1, 1e9)
            table.concat({}, '', -1e18, 1e18)
            table.remove({}, 1e9)
            local t = setmetatable({}, {__index = function(t, i) return 'x' end}) return table.concat(t, '', 1, 1e9)
            local _ = table.move and table.move({}, 1, 1e9, 2)
            local t = {n = 1e9} return table.getn(t)
            local p = ('x?'):rep(300) string.find(('x'):rep(300), p)
            ('x'):rep(1e6):find(('('):rep(40))
            ('x'):rep(1e6):find(('[a-z]'):rep(1e5))
            ('x'):rep(1e5):match(('(x)'):rep(100))
            tonumber(('1'):rep(1e6)) tonumber(('f'):rep(1e6), 16) tonumber('0x' .. ('f'):rep(1e6))
            tonumber(('1'):rep(1e5) .. '.' .. ('1'):rep(1e5) .. 'e' .. ('1'):rep(1e5))
            return 1 + (('1'):rep(1e5))
            os.date(('%c'):rep(1e5))
            os.date('%c', 1e300)
            os.time({year = 1e9, month = 1e9, day = 1e9})
            math.random(1e300) math.random(-2^53, 2^53)
            bit.band(unpack({}, 1, 7000))
            error(('x'):rep(1e7))
            error(setmetatable({}, {__tostring = function() return ('x'):rep(1e7) end}))
            error(setmetatable({}, {__tostring = error}))
            error(setmetatable({}, {__tostring = function() while true do end end}))
            ngx.log(ngx.ERR, ('x'):rep(1e7))
            print(('x'):rep(1e7))
            ngx.header['X-A'] = ('x'):rep(1e6)
            for i = 1, 1e5 do ngx.header['X-' .. i] = 'x' end
            local t = {} for i = 1, 1e5 do t[i] = 'x' end ngx.header['X-A'] = t
            local cjson = require 'cjson' local t = {} for i = 1, 1e5 do t = {t} end return cjson.encode(t)
            local cjson = require 'cjson' local t = {} t[1] = t return cjson.encode(t)
            local cjson = require 'cjson' return cjson.decode(('['):rep(1e6))
            local cjson = require 'cjson' return cjson.decode(('{"a":'):rep(1e5) .. '1' .. ('}'):rep(1e5))
            local cjson = require 'cjson' return cjson.decode('"' .. ('x'):rep(1e7) .. '"')
            local cjson = require 'cjson' local t = {} for i = 1, 20 do t = {t, t} end return cjson.encode(t)
            local cjson = require 'cjson' return cjson.encode({[1e9] = 1})
            local t = {} for i = 1, 2e5 do t[i * 2^40] = i end
            local t = {} for i = 1, 2e5 do t[i / 2^20] = i end
            local t = {} for i = -500, 500 do t[2^i] = i end
            """;

    /** Makes keys whose hashes are all the same: a long string's hash leaves most of its bytes out. */
    static final String COLLIDING =
            "local function key(i) local d = ('%08d'):format(i) return 'x' .. d:sub(1, 2) .. 'x' .. d:sub(3, 4) "
                    + ".. 'x' .. d:sub(5, 6) .. 'x' .. d:sub(7, 8) .. ('x'):rep(52) end ";

    private static final String COLLISIONS =
            """
            local t = {} for i = 1, 1e6 do t[key(i)] = i end
            local t = {} for i = 1, 2000 do t[key(i)] = i end for j = 1, 1e6 do local _ = t[key(j)] end
            local t = {} for i = 1, 2000 do t[key(i)] = i end for j = 1, 1e6 do t[key(j % 2000)] = nil t[key(j % 2000)] = 1 end
            local t = {} for i = 1, 5000 do t[key(i)] = i end local n = 0 for k in pairs(t) do n = n + 1 end
            for i = 1, 1e6 do _G[key(i)] = i end
            """;

    /** All of them. */
    public static final List<Bomb> ALL = Stream.of(
                    of(ENDLESS, LOOPS),
                    of(ENDLESS, SWALLOWING),
                    of(ENDLESS, CALLBACKS),
                    of(ENDLESS, LIBRARY),
                    of(GROWING, GROWTH),
                    of(DEEP, DEPTH),
                    of(HEAVY, SOURCES).map(source -> new Bomb(HEAVY, loading(source.code()))),
                    of(HEAVY, REFUSED).map(source -> new Bomb(HEAVY, loading(source.code()))),
                    of(HEAVY, OTHERS),
                    of(ENDLESS, RegexBombs.ENDLESS),
                    of(GROWING, RegexBombs.GROWING),
                    of(DEEP, RegexBombs.DEEP),
                    of(HEAVY, RegexBombs.HEAVY),
                    of(HEAVY, COLLISIONS).map(bomb -> new Bomb(HEAVY, COLLIDING + bomb.code())))
            .flatMap(bombs -> bombs)
            .toList();

    private Bombs() {}

    private static String loading(String source) {
        return "local chunk, message = loadstring(" + source
                + ") if not chunk then error(message, 0) end return chunk()";
    }

    /** Those that must end in some way. */
    public static List<Bomb> ending(Ending ending) {
        return ALL.stream().filter(bomb -> bomb.ending() == ending).collect(Collectors.toList());
    }

    private static Stream<Bomb> of(Ending ending, String codes) {
        return codes.lines().map(code -> new Bomb(ending, code));
    }
}
