-- rewrite: shares visitors out among the variants of a page, always the same one for the same visitor, and tells the
-- origin which. A variant can be forced with ?variant=NAME, which is not passed on.
local experiments = {
  { path = "^/checkout", name = "checkout", variants = { { "control", 50 }, { "short", 30 }, { "express", 20 } } },
  { path = "^/search", name = "search", variants = { { "control", 90 }, { "semantic", 10 } } },
}

local function experiment_for(uri)
  for _, experiment in ipairs(experiments) do
    if ngx.re.find(uri, experiment.path, "jo") then
      return experiment
    end
  end
end

local function choose(experiment, key)
  local point = ngx.crc32_short(experiment.name .. "/" .. key) % 100
  local sum = 0
  for _, variant in ipairs(experiment.variants) do
    sum = sum + variant[2]
    if point < sum then
      return variant[1]
    end
  end
  return experiment.variants[1][1]
end

local function is_variant(experiment, name)
  for _, variant in ipairs(experiment.variants) do
    if variant[1] == name then
      return true
    end
  end
  return false
end

local experiment = experiment_for(ngx.var.uri)
if not experiment then
  return
end

local args = ngx.req.get_uri_args()
local cookie = "exp_" .. experiment.name
local variant = args.variant
if type(variant) == "string" and is_variant(experiment, variant) then
  args.variant = nil
  ngx.req.set_uri_args(args)
else
  variant = ngx.var["cookie_" .. cookie]
  if not variant or not is_variant(experiment, variant) then
    variant = choose(experiment, ngx.var.cookie_visitor or ngx.var.remote_addr)
  end
end

ngx.ctx.variant = variant
ngx.req.set_header("X-Variant", variant)
ngx.header["Set-Cookie"] = cookie .. "=" .. variant .. "; Path=/; Max-Age=2592000"
