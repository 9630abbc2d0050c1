-- needs: compat53.module
print(pcall(require, "compat53"))
local ok, e = pcall(function()
print(table.pack(1, nil, 3).n, table.unpack({1, 2}), table.move({1, 2, 3}, 1, 3, 2)[3], math.type(1), math.type(1.5), math.tointeger(3.0), math.ult(1, -1), math.maxinteger)
print(utf8 and utf8.char and utf8.char(8364), pcall(string.pack or print, 'i4', 1)) print(load("return ...", "n", "t", {})(5), coroutine.isyieldable and coroutine.isyieldable()) print(#table.pack(coroutine.running()))
print(pcall(load, "\27LJ", "x", "t")) print(rawlen({1, 2}), rawlen("abc")) for k, v in pairs(setmetatable({}, {__pairs = function() return function(_, k) if not k then return 1, 2 end end end})) do print(k, v) end
for i, v in ipairs(setmetatable({}, {__index = function(_, i) if i < 3 then return i * 10 end end})) do print(i, v) end
print(xpcall(function(...) return select('#', ...) end, print, 1, 2)) print(string.rep('x', 3, ','), os.execute and pcall(os.execute))
print(table.concat({1, 2}, ','), table.insert and pcall(table.insert, {1}, 5, 2), pcall(table.remove, {1}, 5)) print(package.searchers == package.loaders, package.searchpath and 'sp')
end) print(ok, e)
