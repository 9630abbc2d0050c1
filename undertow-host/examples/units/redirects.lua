-- rewrite: sends old addresses to new ones: single pages by a table, families of pages by expressions, and hosts that
-- are not the canonical one. Queries are kept.
local canonical = "www.example.com"
local pages = {
  ["/old-home"] = "/",
  ["/contact.html"] = "/contact",
  ["/jobs"] = { "https://careers.example.com/", 302 },
  ["/gone"] = { false, 410 },
}
local families = {
  { [[^/blog/(\d{4})/(\d{2})/(?<slug>[a-z0-9-]+)\.html$]], "/articles/${slug}-$1$2", 301 },
  { [[^/product\.php$]], function(args) return args.id and "/products/" .. args.id, { id = true } end, 301 },
  { [[^/(en|de|fr)/docs/(.*)$]], "/docs/$2?lang=$1", 308 },
}

local function with_query(target, dropped)
  local args = ngx.req.get_uri_args()
  for name in pairs(dropped or {}) do
    args[name] = nil
  end
  local query = ngx.encode_args(args)
  if query == "" then
    return target
  end
  return target .. (target:find("?", 1, true) and "&" or "?") .. query
end

local uri = ngx.var.uri
local page = pages[uri]
if page then
  local target, status = page, 301
  if type(page) == "table" then
    target, status = page[1], page[2]
  end
  if not target then
    return ngx.exit(status)
  end
  return ngx.redirect(with_query(target), status)
end

for _, family in ipairs(families) do
  local expression, target, status = family[1], family[2], family[3]
  if type(target) == "function" then
    if ngx.re.find(uri, expression, "jo") then
      local found, dropped = target(ngx.req.get_uri_args())
      if found then
        return ngx.redirect(with_query(found, dropped), status)
      end
    end
  else
    local match = ngx.re.match(uri, expression, "jo")
    if match then
      local new = ngx.re.sub(target, [[\$\{?(\w+)\}?]], function(m)
        return match[tonumber(m[1]) or m[1]] or ""
      end, "jo")
      new = ngx.re.gsub(new, [[\$\{?(\w+)\}?]], function(m)
        return match[tonumber(m[1]) or m[1]] or ""
      end, "jo")
      return ngx.redirect(with_query(new), status)
    end
  end
end

if ngx.var.host ~= canonical and ngx.var.http_x_canonical == "yes" then
  return ngx.redirect(with_query(ngx.var.scheme .. "://" .. canonical .. uri), 301)
end
