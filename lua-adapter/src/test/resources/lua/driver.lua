-- What the original runs the snippets with: each on its own globals, and what it writes between separators.
local loadstring, setfenv, setmetatable, pcall, pairs, type, tostring = loadstring, setfenv, setmetatable, pcall, pairs, type, tostring
local concat, write, gsub = table.concat, io.write, string.gsub

local function copy(from, depth)
  local to = {}
  for k, v in pairs(from) do
    if type(v) == 'table' and v ~= from and depth > 0 then v = copy(v, depth - 1) end
    to[k] = v
  end
  return to
end

local strings = getmetatable('')
local original = copy(_G, 1)

local function clean(text)
  return (gsub(gsub(text, '(%a+): 0x%x+', '%1'), '%-nan', 'nan'))
end

local function described(e)
  if type(e) == 'table' then return 'error with ' .. clean(tostring(e)) end
  return clean(tostring(e))
end

function case(code)
  local buffer = {}
  local env = copy(original, 1)
  env._G = env
  strings.__index = env.string
  env.ngx = {print = function(...)
    for i = 1, select('#', ...) do buffer[#buffer + 1] = (select(i, ...)) end
  end}
  setfenv(0, env)
  local chunk, message = loadstring(code, '=unit')
  local ok, e
  if chunk then ok, e = pcall(chunk, {}) else e = 'does not compile: ' .. message end
  if not ok then buffer[#buffer + 1] = described(e) end
  write(concat(buffer), '\1end\1\n')
end
