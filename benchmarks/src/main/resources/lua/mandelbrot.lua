-- Points of the Mandelbrot set, by a local function.
local function steps(cr, ci)
  local zr, zi, n = 0, 0, 0
  while n < 50 and zr * zr + zi * zi < 4 do
    zr, zi, n = zr * zr - zi * zi + cr, 2 * zr * zi + ci, n + 1
  end
  return n
end

return function()
  local sum = 0
  for y = 0, 39 do
    for x = 0, 39 do
      sum = sum + steps(x / 20 - 1.5, y / 20 - 1)
    end
  end
  return sum
end
