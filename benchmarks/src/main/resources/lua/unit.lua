-- A typical unit, on twenty requests: a token check, arguments and headers in tables, some work on strings.
local requests = {}
for i = 1, 20 do
  requests[i] = {
    method = i % 4 == 0 and "POST" or "GET",
    uri = "/catalog/item/" .. i,
    args = { token = i % 5 == 0 and "stale" or "token", page = tostring(i) },
    headers = {
      host = "shop" .. i % 3 .. ".example",
      cookie = "id=" .. i .. "; superstition=token; theme=dark",
      ["user-agent"] = i % 7 == 0 and "curl/7.88.1" or "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0",
      ["accept-language"] = "de-DE,de;q=0.9,en;q=0.8",
    },
  }
end

local function allowed(request)
  local token = request.args.token
  if token ~= "token" then
    local _, last = request.headers.cookie:find("superstition=", 1, true)
    token = last and request.headers.cookie:sub(last + 1, last + 5)
  end
  return token == "token"
end

local function handle(request)
  local response = { status = 200, headers = {} }
  if not allowed(request) then
    response.status = 403
    return response
  end
  local headers = response.headers
  headers["Set-Cookie"] = { "superstition=" .. request.args.token, "seen=1" }
  headers["X-Path"] = request.uri
  headers["X-Host"] = request.headers.host
  headers["Cache-Control"] = string.format("max-age=%d, %s", request.args.page * 60, "public")
  if request.headers["user-agent"]:find("curl", 1, true) then
    headers["X-Client"] = "tool"
  elseif request.headers["accept-language"]:find("^de") then
    headers["Content-Language"] = "de"
  end
  if request.method == "POST" and request.headers["content-type"] == nil then
    response.status = 415
  end
  return response
end

return function()
  local sum = 0
  for i = 1, #requests do
    local response = handle(requests[i])
    sum = sum + response.status + #(response.headers["Cache-Control"] or "")
  end
  return sum
end
