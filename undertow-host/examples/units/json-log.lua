-- log: one line of JSON for each request, with what other units have left in ngx.ctx, secrets taken out of the query and
-- slow requests marked.
local cjson = require "cjson.safe"

local secrets = { token = true, password = true, key = true, secret = true }
local slow = 0.5

local function clean(query)
  if not query or query == "" then
    return nil
  end
  local args = ngx.decode_args(query, 50)
  for name in pairs(args) do
    if secrets[name:lower()] then
      args[name] = "***"
    end
  end
  return args
end

local function number(value)
  return tonumber(value) or cjson.null
end

local took = tonumber(ngx.var.request_time) or 0
local line, err = cjson.encode({
  time = ngx.var.time_iso8601,
  id = ngx.var.request_id,
  client = ngx.var.remote_addr,
  method = ngx.req.get_method(),
  path = ngx.var.uri,
  query = clean(ngx.var.args),
  status = ngx.status,
  bytes = number(ngx.var.body_bytes_sent),
  seconds = took,
  slow = took > slow or nil,
  agent = ngx.var.http_user_agent,
  referer = ngx.var.http_referer,
  user = ngx.ctx.user,
  variant = ngx.ctx.variant,
  upstream = ngx.var.upstream_addr and {
    address = ngx.var.upstream_addr,
    status = number(ngx.var.upstream_status),
    seconds = number(ngx.var.upstream_response_time),
  },
})
if line then
  ngx.log(ngx.NOTICE, "request ", line)
else
  ngx.log(ngx.ERR, "cannot log a request: ", err)
end
