-- rewrite: reads the Cookie header as RFC 6265 has it, hands what it knows to the origin as headers of their own, takes
-- tracking cookies away from it, and refreshes the visitor's id.
local tracking = { _ga = true, _gid = true, _fbp = true, utm_source = true }

local function parse(header)
  local cookies, order = {}, {}
  for pair in header:gmatch("[^;]+") do
    local name, value = pair:match("^%s*([^=%s]+)%s*=%s*(.-)%s*$")
    if name then
      local unquoted = value:match('^"(.*)"$')
      if cookies[name] == nil then
        order[#order + 1] = name
      end
      cookies[name] = unquoted or value
    end
  end
  return cookies, order
end

local function join(cookies, order)
  local kept = {}
  for _, name in ipairs(order) do
    if not tracking[name] then
      table.insert(kept, name .. "=" .. cookies[name])
    end
  end
  return table.concat(kept, "; ")
end

local function new_id()
  local seed = ngx.now() .. ngx.var.remote_addr .. ngx.var.remote_port .. math.random()
  return ngx.md5(seed)
end

local cookies, order = parse(ngx.var.http_cookie or "")
local rest = join(cookies, order)
if rest == "" then
  ngx.req.clear_header("Cookie")
else
  ngx.req.set_header("Cookie", rest)
end

local visitor = cookies.visitor
if not visitor or not ngx.re.find(visitor, "^[0-9a-f]{32}$", "jo") then
  visitor = new_id()
end
ngx.req.set_header("X-Visitor", visitor)
if cookies.lang then
  ngx.req.set_header("X-Lang", cookies.lang:sub(1, 2):lower())
end
ngx.header["Set-Cookie"] = {
  "visitor=" .. visitor .. "; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax",
  "seen=" .. ngx.escape_uri(ngx.cookie_time(ngx.time())) .. "; Path=/",
}
