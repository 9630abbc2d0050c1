-- needs: dkjson
local json = require "dkjson"
print(json.version, json.using_lpeg)
local text = json.encode({1, 2.5, "x\n\"\0", true, json.null, {a = 1, b = {}}}, {keyorder = {"a", "b"}})
print(text)
local value, position, message = json.decode('{"a": [1, -2e3, "\\u00e4\\ud83d\\ude00", null, false], "b": {}}', 1, nil)
print(#value.a, value.a[2], value.a[3], value.a[4], value.a[5], position, message)
print(json.decode('{"a": [1,'))
print(json.decode('nonsense'))
print(getmetatable(json.decode('{}')).__jsontype, getmetatable(json.decode('[]')).__jsontype)
print(json.encode({n = 1e100, m = 0.1, k = -0.5, i = 12345678901}, {indent = true, keyorder = {"n", "m", "k", "i"}}))
print(json.encode(setmetatable({}, {__jsontype = "array"})), json.encode(setmetatable({}, {__tojson = function() return "\"own\"" end})))
print(pcall(json.encode, {print}))
print(json.encode({print}, {exception = function(reason) return "\"" .. reason .. "\"" end}))
print(pcall(json.encode, (function() local t = {} t.t = t return t end)()))
print(json.quotestring("\226\128\168 \127 /"), (select(2, pcall(json.use_lpeg)):match "[^\n]*"))
for i, text in ipairs {"[", "]", "{\"a\" 1}", "[1 2]", "\"x", "tru", "1.e", "/* c */ 5", "// c\n6"} do
  print(i, json.decode(text))
end
