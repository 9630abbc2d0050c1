-- A text that grows piece by piece.
return function()
  local text = ""
  for i = 1, 200 do
    text = text .. "key" .. i .. "=" .. "value" .. ";"
  end
  return #text
end
