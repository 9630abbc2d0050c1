-- Cookies: gmatch over all of them, and one by its name.
local lines = {}
for i = 1, 20 do
  lines[i] = "session=" .. ("%08x"):format(i * 2654435) .. "; theme=dark; lang=de-DE; cart=" .. i .. "|7|9;consent=yes"
end

return function()
  local sum = 0
  for i = 1, #lines do
    local cookies = {}
    for name, value in lines[i]:gmatch("([^=;%s]+)=([^;]*)") do
      cookies[name] = value
    end
    sum = sum + tonumber(cookies.session, 16) % 1000 + #cookies.lang
    sum = sum + lines[i]:match("cart=(%d+)")
    for number in cookies.cart:gmatch("%d+") do
      sum = sum + number
    end
  end
  return sum
end
