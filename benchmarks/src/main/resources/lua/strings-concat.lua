-- Pieces collected in a table and joined.
return function()
  local size = 0
  for round = 1, 10 do
    local pieces = {}
    for i = 1, 100 do
      pieces[#pieces + 1] = "item-" .. i
      pieces[#pieces + 1] = round
    end
    size = size + #table.concat(pieces, ", ")
  end
  return size
end
