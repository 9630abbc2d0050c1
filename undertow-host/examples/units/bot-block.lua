-- access: turns crawlers away that nobody has asked for, slows none of the good ones down, and blocks an address for ten
-- minutes that comes back too often after it was turned away. Needs: shared dictionary "bots".
local bad = [[(?:python-requests|scrapy|curl|wget|libwww|nikto|sqlmap|masscan|zgrab)]]
local good = [[(?:Googlebot|bingbot|DuckDuckBot|Applebot)/]]
local paths_for_all = { ["/robots.txt"] = true, ["/favicon.ico"] = true }
local strikes_allowed, window, penalty = 3, 60, 600

local bots = ngx.shared.bots
local address = ngx.var.remote_addr

local function turn_away(reason)
  local strikes, err = bots:incr("strikes:" .. address, 1, 0, window)
  if not strikes then
    ngx.log(ngx.ERR, "cannot count strikes: ", err)
    strikes = 1
  end
  if strikes > strikes_allowed then
    bots:set("blocked:" .. address, reason, penalty)
    ngx.log(ngx.WARN, address, " is blocked for ", penalty, " s: ", reason)
  end
  ngx.header["X-Blocked"] = reason
  return ngx.exit(ngx.HTTP_FORBIDDEN)
end

if paths_for_all[ngx.var.uri] then
  return
end
local blocked = bots:get("blocked:" .. address)
if blocked then
  ngx.header["Retry-After"] = math.ceil(bots:ttl("blocked:" .. address))
  ngx.header["X-Blocked"] = blocked
  return ngx.exit(429)
end

local agent = ngx.var.http_user_agent
if not agent or agent == "" then
  return turn_away("no user agent")
end
if ngx.re.find(agent, good, "jo") then
  ngx.req.set_header("X-Bot", "good")
  return
end
local from, to = ngx.re.find(agent, bad, "ijo")
if from then
  return turn_away("user agent " .. agent:sub(from, to):lower())
end
