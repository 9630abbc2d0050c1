-- rewrite: sends a share of the clients to a canary, chosen by a hash of their address so that each stays where it is.
-- The share can be changed at run time in the shared dictionary "canary"; a header or a cookie decides for testers.
if ngx.var.uri:find("^/canary/") then
  return -- it is there already
end

local shared = ngx.shared.canary
local default_percent = 5
local salt = "2024-release"

local function network_of(address)
  -- The clients of one network stay together: /24 for IPv4, the first four groups for IPv6.
  local a, b, c = address:match("^(%d+)%.(%d+)%.(%d+)%.%d+$")
  if a then
    return table.concat({ a, b, c }, ".")
  end
  local groups = {}
  for group in address:gmatch("[^:]+") do
    groups[#groups + 1] = group
    if #groups == 4 then
      break
    end
  end
  return table.concat(groups, ":")
end

local function bucket_of(key)
  local digest = ngx.sha1_bin(salt .. key)
  local b1, b2, b3 = digest:byte(1, 3)
  return ((b1 * 256 + b2) * 256 + b3) % 10000 / 100
end

local function wanted_by_tester()
  local header = ngx.var.http_x_canary or ngx.var.cookie_canary
  if header == "always" or header == "1" then
    return true
  elseif header == "never" or header == "0" then
    return false
  end
end

local percent = tonumber(shared:get("percent")) or default_percent
local forwarded = ngx.var.http_x_forwarded_for
local address = forwarded and ngx.re.match(forwarded, [[^\s*([0-9a-fA-F.:]+)]], "jo")
address = address and address[1] or ngx.var.remote_addr

local canary = wanted_by_tester()
if canary == nil then
  canary = bucket_of(network_of(address)) < percent
end
shared:incr(canary and "canary" or "stable", 1, 0)
ngx.header["X-Served-By"] = canary and "canary" or "stable"
if canary then
  ngx.req.set_uri("/canary" .. ngx.var.uri, true)
end
