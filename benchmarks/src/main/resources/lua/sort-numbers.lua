-- Numbers in their natural order.
local numbers, x = {}, 42
for i = 1, 300 do
  x = x * 16807 % 2147483647
  numbers[i] = x
end

return function()
  local list = {}
  for i = 1, #numbers do
    list[i] = numbers[i]
  end
  table.sort(list)
  return list[1] + list[#list]
end
