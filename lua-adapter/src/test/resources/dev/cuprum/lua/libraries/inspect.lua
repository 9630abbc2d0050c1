-- needs: inspect
local inspect = require "inspect"
print(inspect({1, 2, 3}), inspect("a\n'\"\0"), inspect(nil), inspect(1.5))
print(inspect({a = 1, ["b c"] = {true, false}, [3] = "x", [1.5] = {}}))
local cycle = {name = "root"}
cycle.self = cycle
print(inspect(cycle), inspect({cycle, cycle}))
print(inspect(setmetatable({1}, {__index = {2}, __call = print})):gsub("0x%x+", "address"))
print(inspect({a = {b = {c = {d = 1}}}}, {depth = 2}), inspect({1, {2}}, {newline = "", indent = ""}))
print(inspect({a = 1, secret = 2}, {process = function(item, path) if path[#path] ~= "secret" then return item end end}))
print(inspect({print, coroutine.create(print)}):gsub("0x%x+", "address"))
print(inspect.METATABLE == inspect.METATABLE, tostring(inspect.KEY), inspect._VERSION)
