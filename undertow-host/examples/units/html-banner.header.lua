-- header_filter, beside html-banner.body.lua: decides whether a response is a page to be changed.
local type = ngx.header["Content-Type"]
if type and type:find("text/html", 1, true) and ngx.status == 200 and not ngx.header["Content-Encoding"] then
  ngx.ctx.banner = { text = ngx.var.arg_banner or "Maintenance tonight", buffer = "", links = 0, done = false }
  ngx.header["Content-Length"] = nil
  ngx.header["ETag"] = nil
end
