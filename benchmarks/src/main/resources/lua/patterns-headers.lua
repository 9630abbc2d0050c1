-- Header lines: split, trimmed, spelled as usual, and a list with weights.
local block = {}
for i = 1, 5 do
  block[#block + 1] = "content-type:  text/html; charset=utf-8  "
  block[#block + 1] = "x-forwarded-for: 10.0.0." .. i .. ", 192.168.1." .. i
  block[#block + 1] = "accept: text/html,application/xml;q=0.9,image/webp;q=0.8,*/*;q=0.5"
  block[#block + 1] = "if-none-match: \"" .. i * 7919 .. "\""
end
local text = table.concat(block, "\r\n") .. "\r\n"

return function()
  local sum = 0
  for name, value in text:gmatch("([%w-]+):%s*(.-)%s*\r\n") do
    local usual = name:gsub("%f[%a]%a", string.upper)
    sum = sum + #usual + #value + usual:byte(1)
    if name == "accept" then
      for kind, weight in value:gmatch("([%w*]+/[%w*]+);?q?=?([%d.]*)") do
        sum = sum + #kind + (tonumber(weight) or 1)
      end
    elseif name == "x-forwarded-for" then
      local a, b, c, d = value:match("^(%d+)%.(%d+)%.(%d+)%.(%d+)")
      sum = sum + a + b + c + d
    end
  end
  return sum
end
