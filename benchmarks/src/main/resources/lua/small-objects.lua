-- Small tables that are garbage at once.
local function vector(x, y)
  return { x = x, y = y }
end

local function add(a, b)
  return vector(a.x + b.x, a.y + b.y)
end

return function()
  local sum = vector(0, 0)
  for i = 1, 1000 do
    sum = add(sum, vector(i, -i))
  end
  return sum.x - sum.y
end
