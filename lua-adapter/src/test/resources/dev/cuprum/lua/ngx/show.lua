local function d(v)
  if type(v) == 'table' then
    local ks, t = {}, {}
    for k in pairs(v) do ks[#ks + 1] = k end
    table.sort(ks, function(a, b) return type(a) == type(b) and a < b or type(a) == 'number' and type(b) ~= 'number' end)
    for _, k in ipairs(ks) do t[#t + 1] = tostring(k) .. '=' .. d(v[k]) end
    return '{' .. table.concat(t, ',') .. '}'
  end
  return type(v) == 'string' and '"' .. v .. '"' or tostring(v)
end
local function all(ok, ...)
  if not ok then return 'error: ' .. (tostring((...)):gsub('^[^:]*:%d+: ', '')) end
  local t = {}
  for i = 1, select('#', ...) do t[i] = d((select(i, ...))) end
  return table.concat(t, ' ')
end
