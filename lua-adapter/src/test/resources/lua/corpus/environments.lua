-- ## globals come and go
x = 1 out(x) x = nil out(x) out(rawget(_G, 'x'))
-- ## globals in functions
function set(v) value = v end function get() return value end
set(5) out(get(), value) set(nil) out(get())
-- ## globals shadowed by locals
x = 'global' local x = 'local' out(x, _G.x) do local x = 'inner' _G.x = 'changed' out(x, _G.x) end
-- ## globals shadowed by parameters
x = 'global' local function f(x) x = x .. '!' return x end out(f 'arg', x)
-- ## a global function replaced while it runs
function f() f = function() return 'second' end return 'first' end
out(f(), f())
-- ## a global used before it is defined
local function early() return later() end
out(pcall(early)) function later() return 'now' end out(early())
-- ## a local copy of a global
local insert, concat = table.insert, table.concat
local t = {} insert(t, 'a') insert(t, 'b') out(concat(t, ' '))
-- ## setfenv makes a sandbox
local function sandbox(code, env) local f = assert(loadstring(code, '=box')) return pcall(setfenv(f, env)) end
out(sandbox('return x', {x = 1})) out(sandbox('return print', {})) out(sandbox('x = 5', {})) out(sandbox('return f()', {})) local e = {} out(sandbox('y = 2 return y', e), e.y, y)
-- ## setfenv of one closure leaves others alone
local function make() return function() return v end end
local a, b = make(), make() v = 'global' setfenv(a, {v = 'mine'}) out(a(), b())
-- ## getfenv levels
local function level() local env = getfenv(2) return env end
local function f() setfenv(1, {level = level, mine = true}) local env = level() return env end
out(f().mine, getfenv(1) == _G)
-- ## modules by tables
local M = {} do local private = 0 function M.inc() private = private + 1 return private end M.name = 'm' end
out(M.inc(), M.inc(), M.name, M.private)
-- ## a strict global table
setmetatable(_G, {__newindex = function(_, k) error('undeclared ' .. k, 2) end, __index = function(_, k) error('unknown ' .. k, 2) end})
out(pcall(function() a = 1 end)) out(pcall(function() return b end)) rawset(_G, 'c', 1) out(c)
-- ## _G can be replaced without effect
local g = _G x = 1 _G = {x = 2} out(x, _G.x, g.x) g._G = g
-- ## loaded code shares globals
loadstring 'shared = 1 function fn() return shared end'() out(shared, fn()) shared = 2 out(fn())
-- ## loaded code keeps its own locals
local f = loadstring 'local n = 0 return function() n = n + 1 return n end' local a, b = f(), f() out(a(), a(), b())
-- ## a chunk's arguments
out(loadstring 'local a, b = ... return b, a, select("#", ...)'(1, 2, 3))
-- ## deep environments
local e1 = {x = 1} local e2 = setmetatable({y = 2}, {__index = e1}) local e3 = setmetatable({z = 3}, {__index = e2})
out(setfenv(loadstring 'w = x + y + z return x, y, z, w', e3)()) out(e3.w, e2.w)
-- ## environments with functions
local env = setmetatable({}, {__index = function(t, k) return 'auto_' .. k end}) out(setfenv(function() return anything, other end, env)())
-- ## names that are no identifiers
_G['a b'] = 1 _G[1] = 'one' _G[true] = 't' out(_G['a b'], _G[1], _G[true])
-- ## setfenv under a name that is put together
local s = _G['set' .. 'f' .. 'env'] out(pcall(function() s(1, {y = 5}) return y end))
-- ## levels count library functions
out(pcall(function() return getfenv(3) == _G end)) out(pcall(function() return getfenv(2) == _G end)) out(pcall(function() setfenv(2, {}) end))
local get = getfenv setfenv(1, {mark = 'm', out = out, pcall = pcall}) out(pcall(function() local e = get(3) return e.mark end)) out(pcall(pcall, function() local e = get(4) return e.mark end)) out(pcall(pcall, function() local e = get(3) return e.mark end))
-- ## levels that are none
out(pcall(getfenv, 100)) out(pcall(getfenv, -1)) out(pcall(setfenv, 100, {})) out(pcall(setfenv, -1, {})) out(pcall(setfenv, print, {})) out(pcall(setfenv, '1', {})) out(pcall(setfenv, 1)) out(pcall(getfenv, 'x'))
