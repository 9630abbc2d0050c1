-- What PCRE makes of cases: luajit pcre.lua FILE, or "version" for that. Each line has options, expression, subject and where to start, the texts as
-- hexadecimal digits; each is answered with one line.
local ffi = require "ffi"
ffi.cdef [[
typedef struct pcre pcre;
typedef struct {
  unsigned long flags; void *study; unsigned long match_limit; void *callout; const unsigned char *tables;
  unsigned long match_limit_recursion; unsigned char **mark; void *jit;
} pcre_extra;
pcre *pcre_compile(const char *, int, const char **, int *, const unsigned char *);
pcre_extra *pcre_study(const pcre *, int, const char **);
int pcre_exec(const pcre *, const pcre_extra *, const char *, int, int, int, int *, int);
int pcre_dfa_exec(const pcre *, const pcre_extra *, const char *, int, int, int, int *, int, int *, int);
int pcre_fullinfo(const pcre *, const pcre_extra *, int, void *);
const char *pcre_version(void);
]]
local pcre = ffi.load(arg[2] or "libpcre.so.3")
if arg[1] == "version" then
  print(ffi.string(pcre.pcre_version()))
  return
end
local FLAGS = {i = 1, m = 2, s = 4, x = 8, a = 0x10, u = 0x800, U = 0x800, D = 0x80000, J = 0x2000000}
local LIMIT = 200000

local function text(hex)
  return (hex:gsub("..", function(digits) return string.char(tonumber(digits, 16)) end))
end

local function answer(options, expression, subject, start)
  local flags, at_run, longest = 0, 0, false
  for option in options:gmatch "." do
    flags = require "bit".bor(flags, FLAGS[option] or 0)
    at_run = option == "U" and 0x2000 or at_run
    longest = longest or option == "d"
  end
  local message, offset = ffi.new "const char *[1]", ffi.new "int[1]"
  local re = pcre.pcre_compile(expression, flags, message, offset, nil)
  if re == nil then
    return "fault " .. offset[0] .. " " .. ffi.string(message[0])
  end
  local extra = pcre.pcre_study(re, 0x8, message)
  if not longest then
    extra.flags = require "bit".bor(tonumber(extra.flags), 0x12)
    extra.match_limit = LIMIT
    extra.match_limit_recursion = LIMIT
  end
  local groups = ffi.new "int[1]"
  pcre.pcre_fullinfo(re, extra, 2, groups)
  local size = (groups[0] + 1) * 3
  local places, work = ffi.new("int[?]", size), ffi.new "int[2000]"
  local status
  if longest then
    status = pcre.pcre_dfa_exec(re, extra, subject, #subject, start, at_run, places, 2, work, 2000)
    status = status == 0 and 1 or status
  else
    status = pcre.pcre_exec(re, extra, subject, #subject, start, at_run, places, size)
  end
  local parts = {tostring(status)}
  for i = 0, 2 * status - 1 do
    parts[#parts + 1] = tostring(places[i])
  end
  return table.concat(parts, " ")
end

io.stdout:setvbuf "line"
for line in io.lines(arg[1]) do
  local options, expression, subject, start = line:match "^(%a*)\t(%x*)\t(%x*)\t(%d+)$"
  io.write(answer(options, text(expression), text(subject), tonumber(start)), "\n")
end
