-- JSON, decoded and encoded by the library that is there for it.
local found, json = pcall(function()
  return require("cjson")
end)
if not found then
  found, json = pcall(function()
    return cjson
  end)
end
if not (found and json) then
  return nil
end

local items = {}
for i = 1, 10 do
  items[i] = '{"id": ' .. i .. ', "name": "item \\"' .. i .. '\\"", "price": ' .. i .. '.25, "tags": ["new", "blue", "s'
    .. i .. '"], "stock": ' .. tostring(i % 2 == 0) .. ', "note": null, "size": {"w": ' .. i * 10 .. ', "h": -1.5e2}}'
end
local document = '{ "items": [' .. table.concat(items, ",\n  ") .. '], "page": 1, "next": "/items?page=2\\u0026n=10" }'

return function()
  return #json.encode(json.decode(document))
end
