-- Arithmetic on local numbers.
return function()
  local sum, x = 0, 1
  for i = 1, 20000 do
    x = x * 0.75 + i % 7
    if i % 3 == 0 then
      sum = sum - x
    else
      sum = sum + x * 0.5 + i
    end
  end
  return math.floor(sum * 1024)
end
