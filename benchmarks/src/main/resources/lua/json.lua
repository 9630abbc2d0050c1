-- JSON, decoded and encoded by a codec written in Lua.
local escapes = { ['"'] = '\\"', ["\\"] = "\\\\", ["\b"] = "\\b", ["\f"] = "\\f", ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t" }
local unescapes = { ['"'] = '"', ["\\"] = "\\", ["/"] = "/", b = "\b", f = "\f", n = "\n", r = "\r", t = "\t" }

local function quoted(text)
  return '"' .. text:gsub('[%c"\\]', function(c)
    return escapes[c] or string.format("\\u%04x", c:byte())
  end) .. '"'
end

local encode

local function encodeTable(value, out)
  if value[1] ~= nil or next(value) == nil then
    out[#out + 1] = "["
    for i = 1, #value do
      if i > 1 then
        out[#out + 1] = ","
      end
      encode(value[i], out)
    end
    out[#out + 1] = "]"
    return
  end
  local keys = {}
  for key in pairs(value) do
    keys[#keys + 1] = key
  end
  table.sort(keys)
  out[#out + 1] = "{"
  for i, key in ipairs(keys) do
    out[#out + 1] = (i > 1 and "," or "") .. quoted(key) .. ":"
    encode(value[key], out)
  end
  out[#out + 1] = "}"
end

function encode(value, out)
  local kind = type(value)
  if kind == "table" then
    encodeTable(value, out)
  elseif kind == "string" then
    out[#out + 1] = quoted(value)
  elseif kind == "number" then
    out[#out + 1] = string.format("%.14g", value)
  else
    out[#out + 1] = tostring(value)
  end
end

local decode

local function space(text, at)
  return text:find("[^ \t\r\n]", at) or #text + 1
end

local function decodeString(text, at)
  local stop = at + 1
  while true do
    local c = text:byte(stop)
    if c == 34 then
      break
    end
    stop = stop + (c == 92 and 2 or 1)
  end
  local raw = text:sub(at + 1, stop - 1)
  if raw:find("\\", 1, true) then
    raw = raw:gsub("\\u(%x%x%x%x)", function(digits)
      return string.char(tonumber(digits, 16) % 256)
    end):gsub("\\(.)", unescapes)
  end
  return raw, stop + 1
end

local function decodeArray(text, at)
  local list = {}
  at = space(text, at + 1)
  if text:byte(at) == 93 then
    return list, at + 1
  end
  while true do
    list[#list + 1], at = decode(text, at)
    at = space(text, at)
    local c = text:byte(at)
    at = at + 1
    if c == 93 then
      return list, at
    end
  end
end

local function decodeObject(text, at)
  local map = {}
  at = space(text, at + 1)
  if text:byte(at) == 125 then
    return map, at + 1
  end
  while true do
    local key
    key, at = decodeString(text, space(text, at))
    at = space(text, at)
    map[key], at = decode(text, at + 1)
    at = space(text, at)
    local c = text:byte(at)
    at = at + 1
    if c == 125 then
      return map, at
    end
  end
end

function decode(text, at)
  at = space(text, at)
  local c = text:byte(at)
  if c == 123 then
    return decodeObject(text, at)
  elseif c == 91 then
    return decodeArray(text, at)
  elseif c == 34 then
    return decodeString(text, at)
  elseif c == 116 then
    return true, at + 4
  elseif c == 102 then
    return false, at + 5
  elseif c == 110 then
    return nil, at + 4
  end
  local digits = text:match("^-?%d+%.?%d*[eE]?[+-]?%d*", at)
  return tonumber(digits), at + #digits
end

local items = {}
for i = 1, 10 do
  items[i] = '{"id": ' .. i .. ', "name": "item \\"' .. i .. '\\"", "price": ' .. i .. '.25, "tags": ["new", "blue", "s'
    .. i .. '"], "stock": ' .. tostring(i % 2 == 0) .. ', "note": null, "size": {"w": ' .. i * 10 .. ', "h": -1.5e2}}'
end
local document = '{ "items": [' .. table.concat(items, ",\n  ") .. '], "page": 1, "next": "/items?page=2\\u0026n=10" }'

return function()
  local out = {}
  encode(decode(document, 1), out)
  return #table.concat(out)
end
