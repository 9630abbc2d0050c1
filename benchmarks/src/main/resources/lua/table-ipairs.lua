-- A list by ipairs.
local list = {}
for i = 1, 5000 do
  list[i] = i * 2
end

return function()
  local sum = 0
  for index, value in ipairs(list) do
    sum = sum + index + value
  end
  return sum
end
