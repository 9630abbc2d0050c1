-- Points of the Mandelbrot set, by functions of a module's table.
local M = {}

function M.square(r, i)
  return r * r - i * i, 2 * r * i
end

function M.outside(r, i)
  return r * r + i * i >= 4
end

function M.steps(cr, ci)
  local zr, zi = 0, 0
  for n = 0, 49 do
    if M.outside(zr, zi) then
      return n
    end
    local sr, si = M.square(zr, zi)
    zr, zi = sr + cr, si + ci
  end
  return 50
end

return function()
  local sum = 0
  for y = 0, 39 do
    for x = 0, 39 do
      sum = sum + M.steps(x / 20 - 1.5, y / 20 - 1)
    end
  end
  return sum
end
