-- A hundred coroutines that yield ten times each.
local available, library = pcall(function()
  return coroutine
end)
if not (available and library) then
  return nil
end

return function()
  local sum = 0
  for i = 1, 100 do
    local produce = coroutine.wrap(function(from)
      for k = 1, 10 do
        coroutine.yield(from + k)
      end
      return 0
    end)
    for _ = 1, 11 do
      sum = sum + produce(i)
    end
  end
  return sum
end
