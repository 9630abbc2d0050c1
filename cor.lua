local function run(n) local t=os.clock() for i=1,n do local w=coroutine.wrap(function() for j=1,10 do coroutine.yield(j) end end) for j=1,10 do w() end w() end return (os.clock()-t)/n*1e6 end
run(3000) run(3000) run(3000) print('coroutine wrap + 10 yields, us', run(3000))
local function p(n) local t=os.clock() for i=1,n do pcall(error,'x') end return (os.clock()-t)/n*1e6 end
p(1e4) p(1e4) print('pcall(error) us', p(2e4))
local function q(n) local t=os.clock() for i=1,n do pcall(function() local a a.b=1 end) end return (os.clock()-t)/n*1e6 end
q(1e4) q(1e4) print('pcall index nil us', q(2e4))
