-- Lists and maps that grow.
return function()
  local list, appended, map = {}, {}, {}
  for i = 1, 1000 do
    list[i] = i
    table.insert(appended, i)
    appended[#appended + 1] = i
  end
  for i = 1, 100 do
    map["key" .. i] = i
  end
  return #list + #appended + map.key7
end
