-- access: lets requests pass that carry a token signed with HMAC-SHA1, and tells the origin whose they are.
-- A token is USER:EXPIRES:SIGNATURE, where the signature is the base64 of hmac_sha1(secret, "USER:EXPIRES").
local secret = ngx.var.token_secret or ""
local cookie_name = "session"

local function refuse(status, why)
  ngx.log(ngx.WARN, "token refused: ", why, ", from ", ngx.var.remote_addr)
  ngx.header["WWW-Authenticate"] = 'Bearer realm="edge", error="' .. why .. '"'
  ngx.header["Content-Type"] = "application/json"
  ngx.status = status
  ngx.say('{"error":"', why, '"}')
  return ngx.exit(status)
end

local function token_of_request()
  local header = ngx.var.http_authorization
  if header then
    local m = ngx.re.match(header, [[^Bearer\s+(\S+)$]], "ijo")
    if m then
      return m[1]
    end
  end
  -- In a cookie or a query it is escaped, but for the plus signs of base64.
  local escaped = ngx.var["cookie_" .. cookie_name] or ngx.var.arg_token
  return escaped and ngx.unescape_uri((escaped:gsub("+", "%%2B")))
end

-- Compares without telling by its time how much of the signature was right.
local function same(a, b)
  if #a ~= #b then
    return false
  end
  local difference = 0
  for i = 1, #a do
    difference = bit.bor(difference, bit.bxor(a:byte(i), b:byte(i)))
  end
  return difference == 0
end

local token = token_of_request()
if not token then
  return refuse(ngx.HTTP_UNAUTHORIZED, "missing_token")
end

local user, expires, signature = token:match("^([%w_.-]+):(%d+):([%w+/=]+)$")
if not user then
  return refuse(ngx.HTTP_UNAUTHORIZED, "malformed_token")
end
local expected = ngx.encode_base64(ngx.hmac_sha1(secret, user .. ":" .. expires))
if secret == "" or not same(signature, expected) then
  return refuse(ngx.HTTP_FORBIDDEN, "bad_signature")
end
if tonumber(expires) < ngx.time() then
  return refuse(ngx.HTTP_UNAUTHORIZED, "expired_token")
end

ngx.ctx.user = user
ngx.req.set_header("X-User", user)
ngx.req.clear_header("Authorization")
