-- rewrite: answers preflight requests of known origins, and lets their scripts read the responses of the others.
local allowed = {
  ["https://app.example.com"] = true,
  ["https://admin.example.com"] = true,
}
local suffix = ".partners.example.org"
local methods = { "GET", "HEAD", "POST", "PUT", "DELETE" }
local max_age = 600

local function is_allowed(origin)
  if allowed[origin] then
    return true
  end
  local scheme, host = origin:match("^(https)://([^/:]+)$")
  return scheme ~= nil and host:sub(-#suffix) == suffix
end

local function has(list, what)
  for _, one in ipairs(list) do
    if one == what then
      return true
    end
  end
  return false
end

local origin = ngx.req.get_headers()["Origin"]
if not origin then
  return
end
if type(origin) == "table" or not is_allowed(origin) then
  ngx.log(ngx.NOTICE, "origin not allowed: ", type(origin) == "table" and origin[1] or origin)
  if ngx.req.get_method() == "OPTIONS" then
    return ngx.exit(ngx.HTTP_FORBIDDEN)
  end
  return
end

ngx.header["Access-Control-Allow-Origin"] = origin
ngx.header["Access-Control-Allow-Credentials"] = "true"
ngx.header["Vary"] = "Origin"
if ngx.req.get_method() ~= "OPTIONS" then
  ngx.header["Access-Control-Expose-Headers"] = "ETag, X-Request-Id"
  return
end

local asked = ngx.var.http_access_control_request_method
if not asked or not has(methods, asked) then
  return ngx.exit(ngx.HTTP_NOT_ALLOWED)
end
ngx.header["Access-Control-Allow-Methods"] = table.concat(methods, ", ")
ngx.header["Access-Control-Allow-Headers"] = ngx.var.http_access_control_request_headers or "Content-Type"
ngx.header["Access-Control-Max-Age"] = max_age
return ngx.exit(ngx.HTTP_NO_CONTENT)
