-- Repetition, with cases and slices of what comes out.
return function()
  local size = 0
  for i = 1, 200 do
    local line = string.rep("-=", i)
    size = size + #line + #line:sub(3, -3) + #line:upper() + line:byte(i)
  end
  return size
end
