-- Records by a function, and strings in their natural order.
local records, x = {}, 42
for i = 1, 150 do
  x = x * 16807 % 2147483647
  records[i] = { weight = x % 1000, name = "name" .. x }
end

return function()
  local list, names = {}, {}
  for i = 1, #records do
    list[i] = records[i]
    names[i] = records[i].name
  end
  table.sort(list, function(a, b)
    return a.weight > b.weight
  end)
  table.sort(names)
  return list[1].weight + #names[1]
end
