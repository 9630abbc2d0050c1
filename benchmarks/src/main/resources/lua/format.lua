-- string.format with the conversions that units use.
return function()
  local size = 0
  for i = 1, 100 do
    size = size + #string.format("%d items of %s", i, "catalog")
    size = size + #string.format("%5.2f%% %s=%q", i / 3, "key", "value")
    size = size + #string.format("%08x-%04X %c%c", i * 65537, i, 65 + i % 26, 48 + i % 10)
    size = size + #string.format("%-10s|%10s|%g", "left", "right", i * 0.5)
  end
  return size
end
