-- A map and a list by pairs.
local map, list = {}, {}
for i = 1, 1000 do
  map["key" .. i] = i
  list[i] = i
end

return function()
  local sum = 0
  for _, value in pairs(map) do
    sum = sum + value
  end
  for key, value in pairs(list) do
    sum = sum + key * value
  end
  return sum
end
