-- Reading a list by index and a record by its fields.
local list = {}
for i = 1, 5000 do
  list[i] = i
end
local record = { width = 3, height = 4, depth = 5 }

return function()
  local sum = 0
  for i = 1, #list do
    sum = sum + list[i]
  end
  for i = 1, 1000 do
    record.width = i
    sum = sum + record.width * record.height * record.depth
  end
  return sum
end
