-- URIs taken apart: match with captures, gmatch over arguments, gsub with a function.
local uris = {}
for i = 1, 20 do
  uris[i] = "https://shop" .. i .. ".example:8443/catalog/item%20" .. i .. "/view?page=" .. i
    .. "&sort=price%2Bname&filter=new&empty="
end

local function unescape(text)
  return (text:gsub("%%(%x%x)", function(digits)
    return string.char(tonumber(digits, 16))
  end))
end

return function()
  local sum = 0
  for i = 1, #uris do
    local scheme, host, port, path, query = uris[i]:match("^(%a+)://([^:/]+):?(%d*)(/[^?]*)%??(.*)$")
    sum = sum + #scheme + #host + port + #unescape(path)
    for name, value in query:gmatch("([^&=]+)=([^&]*)") do
      sum = sum + #name + #unescape(value)
    end
    if path:find("^/catalog/") and not path:match("%.php$") then
      sum = sum + 1
    end
  end
  return sum
end
