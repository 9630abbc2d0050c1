do
  local print, type, tostring, tonumber, gsub, select = ngx.print, type, tostring, tonumber, string.gsub, select
  local function show(v)
    local t = type(v)
    if t == 'string' then
      if tonumber(v) then return "'" .. v .. "'" end
      return (gsub(gsub(gsub(v, '(%a+): 0x%x+', '%1'), '(%a+): builtin#%d+', '%1'), '%-nan', 'nan'))
    end
    if t == 'number' then return v ~= v and 'nan' or tostring(v) end
    if t == 'boolean' or t == 'nil' then return tostring(v) end
    return t
  end
  function out(...)
    for i = 1, select('#', ...) do
      print(i > 1 and ' ' or '', show((select(i, ...))))
    end
    print('\n')
  end
end
