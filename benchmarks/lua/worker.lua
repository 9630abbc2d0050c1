-- The other side of a comparison: luajit worker.lua FOLDER. Takes lines "NAME SECONDS CLOCK" and answers each with
-- "ok NANOSECONDS-PER-CALL RESULT", or "absent" where the source has nothing to run.
local folder = assert(arg[1], "the folder of the sources is missing")
local BATCH = 0.02

local function run(f, calls)
  local result
  for _ = 1, calls do
    result = f()
  end
  return result
end

-- The sources are timed in processor time, which is what neighbours on the machine disturb least; os.time has no
-- fractions, so that wall-clock time needs the FFI.
local ffi = require "ffi"
ffi.cdef "struct cuprum_time { long seconds; long nanos; }; int clock_gettime(int, struct cuprum_time *);"
local moment = ffi.new "struct cuprum_time"

local function clock(kind)
  if kind == "cpu" then
    return os.clock()
  end
  ffi.C.clock_gettime(1, moment)
  return tonumber(moment.seconds) + tonumber(moment.nanos) / 1e9
end

local loaded, batches = {}, {}

local function measure(name, seconds, kind)
  if loaded[name] == nil then
    loaded[name] = assert(loadfile(folder .. "/" .. name .. ".lua"))() or false
  end
  local f = loaded[name]
  if not f then
    return "absent"
  end
  local calls, done, result = batches[name] or 1, 0, nil
  local start = clock(kind)
  local now, before = start, start
  repeat
    result = run(f, calls)
    done = done + calls
    before, now = now, clock(kind)
    if now - before < BATCH / 2 then
      calls = calls * 2
    elseif now - before > BATCH * 4 and calls > 1 then
      calls = math.floor(calls / 2)
    end
  until now - start >= seconds
  batches[name] = calls
  return string.format("ok %.3f %s", (now - start) / done * 1e9, tostring(result))
end

for line in io.lines() do
  local name, seconds, kind = line:match("^(%S+) (%S+) (%S+)$")
  local fine, answer = pcall(measure, name, tonumber(seconds), kind)
  io.write(fine and answer or "error " .. tostring(answer):gsub("\n", " "), "\n")
  io.flush()
end
