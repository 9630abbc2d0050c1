do
  local pairs, rawset, error, pcall, type, tostring, sub, setmetatable, out = pairs, rawset, error, pcall, type, tostring, string.sub, setmetatable, out
  local fuel = 0
  function tick() fuel = fuel - 1 if fuel < 0 then error('out of fuel', 0) end end
  function str(v)
    local t = type(v)
    if t == 'number' or t == 'string' or t == 'boolean' or t == 'nil' then return tostring(v) end
    return t
  end
  function num(v) if type(v) == 'number' then return v end return 7 end
  function cut(...)
    local v = ...
    if type(v) == 'string' and #v > 100 then return sub(v, 1, 100) end
    return ...
  end
  function plain(v)
    local t = type(v)
    if t == 'number' or t == 'string' or t == 'boolean' or t == 'nil' then return v end
    return t
  end
  function numeric(t)
    if type(t) ~= 'table' then return true end
    for k in pairs(t) do if type(k) ~= 'number' then return false end end
    return true
  end
  function step(n) if n ~= n or n < 1 then return 1 end return n end
  function attempt(f)
    tick()
    local ok, v = pcall(f)
    return ok and type(v) == 'string' and v or str(ok) .. ' ' .. str(v)
  end
  function two(...) return (...), 'second' end
  local mt = {}
  local methods = setmetatable({get = function(self, x) return self.n, x end, x = 'inherited'}, {__index = function(t, k) return k == 'y' and 'computed' or nil end})
  local function value(v) return num(type(v) == 'table' and v.n or v) end
  function new(n) return setmetatable({n = n}, mt) end
  mt.__index = methods
  mt.__add = function(a, b) tick() return new(value(a) + value(b)) end
  mt.__sub = function(a, b) tick() return value(a) - value(b) end
  mt.__mul = function(a, b) return new(value(a) * value(b)), 'dropped' end
  mt.__div = function(a, b) return value(b) end
  mt.__mod = function() end
  mt.__unm = function(a) return new(-value(a)) end
  mt.__concat = function(a, b) return cut(str(value(a)) .. '|' .. str(value(b))) end
  mt.__eq = function(a, b) return a.n == b.n end
  mt.__lt = function(a, b) return value(a) < value(b) end
  mt.__le = function(a, b) return value(a) <= value(b) end
  mt.__call = function(self, a, ...) tick() return self.n, a, ... end
  mt.__newindex = function(t, k, v) if k == 'y' then rawset(t, 'x', v) else rawset(t, k, v) end end
  mt.__tostring = function(self) return 'object' .. str(self.n) end
  function run(f)
    fuel = 150
    G1, G2 = function(a) return a end, nil
    out('end', pcall(f, 1, nil, 'x'))
  end
end
