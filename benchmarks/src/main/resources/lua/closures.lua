-- Functions made at run time: with state of their own, and handed to others.
local function counter(start)
  local n = start
  return function(by)
    n = n + by
    return n
  end
end

local function map(list, f)
  local out = {}
  for i = 1, #list do
    out[i] = f(list[i])
  end
  return out
end

local function fold(list, f, value)
  for i = 1, #list do
    value = f(value, list[i])
  end
  return value
end

local list = {}
for i = 1, 50 do
  list[i] = i
end

return function()
  local sum = 0
  for i = 1, 50 do
    local count = counter(i)
    count(1)
    sum = sum + count(2)
    local scaled = map(list, function(x)
      return x * i
    end)
    sum = sum + fold(scaled, function(a, b)
      return a + b
    end, 0)
  end
  return sum
end
