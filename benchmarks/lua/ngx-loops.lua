-- What NgxBenchmark measures, in nginx: put it into content_by_lua_file, and ask for /path/to?a=1&b=2&c=x%20y with the
-- headers that the benchmark's request has. It answers with the best of fifteen runs each, in nanoseconds of processor time.
local ffi = require 'ffi'
ffi.cdef [[
  typedef struct { long seconds; long nanoseconds; } loops_time_t;
  int clock_gettime(int clock, loops_time_t *time);
]]

local time = ffi.new('loops_time_t')
local lines = {}

local function cpu()
  ffi.C.clock_gettime(2, time)
  return tonumber(time.seconds) * 1e9 + tonumber(time.nanoseconds)
end

local function measure(name, loop)
  local turns, best = 100000, math.huge
  for _ = 1, 15 do
    local start = cpu()
    loop(turns)
    best = math.min(best, (cpu() - start) / turns)
  end
  lines[#lines + 1] = ('%-32s %8.1f'):format(name, best)
end

measure('ngx.var.uri', function(n) local x for _ = 1, n do x = ngx.var.uri end return x end)
measure('ngx.var.arg_a', function(n) local x for _ = 1, n do x = ngx.var.arg_a end return x end)
measure('ngx.var.http_user_agent', function(n) local x for _ = 1, n do x = ngx.var.http_user_agent end return x end)
measure("ngx.header['X-A'] = 'value'", function(n) for _ = 1, n do ngx.header['X-A'] = 'value' end end)
measure("ngx.header['X-A']", function(n) local x for _ = 1, n do x = ngx.header['X-A'] end return x end)
measure('ngx.req.get_headers()', function(n) local x for _ = 1, n do x = ngx.req.get_headers() end return x end)
measure('ngx.req.get_uri_args()', function(n) local x for _ = 1, n do x = ngx.req.get_uri_args() end return x end)
measure('ngx.req.get_method()', function(n) local x for _ = 1, n do x = ngx.req.get_method() end return x end)
measure('ngx.ctx.x = i', function(n) for i = 1, n do ngx.ctx.x = i end end)
measure('ngx.status = 201', function(n) for _ = 1, n do ngx.status = 201 end end)
measure('ngx.re.match of a path', function(n)
  local x
  for _ = 1, n do x = ngx.re.match('/api/v2/users/123456/', [[^/api/v(\d+)/users/(\d+)/?$]], 'jo') end
  return x
end)
measure('ngx.re.match of a cookie', function(n)
  local x
  for _ = 1, n do
    x = ngx.re.match('theme=dark; lang=en-US; session=3f2a9c8e; tz=UTC', [[(?:^|;\s*)session=([^;]+)]], 'jo')
  end
  return x
end)
ngx.say(table.concat(lines, '\n'))
