-- access: a token bucket for each client and kind of request, in a shared dictionary "limits": so many requests a second,
-- and a burst above that. Says in headers what is left, as the drafts for RateLimit headers have it.
local rules = {
  { path = "^/api/login", rate = 0.5, burst = 3, name = "login" },
  { path = "^/api/", rate = 10, burst = 20, name = "api" },
  { path = "^/", rate = 100, burst = 200, name = "all" },
}

local limits = ngx.shared.limits

local function rule_for(uri)
  for _, rule in ipairs(rules) do
    if ngx.re.find(uri, rule.path, "jo") then
      return rule
    end
  end
end

-- The bucket is kept as "TOKENS:TIME"; what has flowed in since is added when it is asked for.
local function take(key, rule, now)
  local tokens, last = rule.burst, now
  local kept = limits:get(key)
  if kept then
    local t, at = kept:match("^([%d.]+):([%d.]+)$")
    tokens, last = tonumber(t), tonumber(at)
    tokens = math.min(rule.burst, tokens + (now - last) * rule.rate)
  end
  local allowed = tokens >= 1
  if allowed then
    tokens = tokens - 1
  end
  local ok, err, forced = limits:set(key, string.format("%.3f:%.3f", tokens, now), rule.burst / rule.rate + 1)
  if not ok then
    ngx.log(ngx.ERR, "cannot keep a bucket: ", err)
  elseif forced then
    ngx.log(ngx.WARN, "the dictionary 'limits' is too small: it forgets buckets")
  end
  return allowed, tokens
end

local rule = rule_for(ngx.var.uri)
local client = ngx.var.http_x_api_key or ngx.var.binary_remote_addr
local allowed, left = take(rule.name .. ":" .. ngx.md5(client), rule, ngx.now())

ngx.header["RateLimit-Limit"] = rule.burst
ngx.header["RateLimit-Remaining"] = math.floor(left)
if not allowed then
  ngx.header["Retry-After"] = math.ceil((1 - left) / rule.rate)
  ngx.log(ngx.NOTICE, "over the limit '", rule.name, "': ", ngx.var.remote_addr)
  return ngx.exit(429)
end
