-- The other side of a comparison: luajit regex.lua FILE. For each line of the file, NAME OPTIONS EXPRESSION SUBJECT with
-- tabs between, it says how many nanoseconds PCRE's JIT takes for one search.
local ffi = require "ffi"
ffi.cdef [[
typedef struct pcre pcre;
typedef struct pcre_extra pcre_extra;
pcre *pcre_compile(const char *, int, const char **, int *, const unsigned char *);
pcre_extra *pcre_study(const pcre *, int, const char **);
int pcre_exec(const pcre *, const pcre_extra *, const char *, int, int, int, int *, int);
struct cuprum_time { long seconds; long nanos; };
int clock_gettime(int, struct cuprum_time *);
]]
local pcre = ffi.load "libpcre.so.3"
local CALLS, ROUNDS, CPU = 200000, 15, 2

local moment = ffi.new "struct cuprum_time"
local function clock()
  ffi.C.clock_gettime(CPU, moment)
  return tonumber(moment.seconds) * 1e9 + tonumber(moment.nanos)
end

for line in io.lines((assert(arg[1], "the file of the expressions is missing"))) do
  local name, options, expression, subject = line:match "^(.-)\t(.-)\t(.-)\t(.*)$"
  local fault, offset, places = ffi.new "const char *[1]", ffi.new "int[1]", ffi.new "int[60]"
  local re = pcre.pcre_compile(expression, options:find "i" and 1 or 0, fault, offset, nil)
  local study, length, best = pcre.pcre_study(re, 1, fault), #subject, math.huge
  for _ = 1, ROUNDS do
    local start = clock()
    for _ = 1, CALLS do
      pcre.pcre_exec(re, study, subject, length, 0, 0, places, 60)
    end
    best = math.min(best, (clock() - start) / CALLS)
  end
  io.write(name, "\t", string.format("%.1f", best), "\n")
end
