-- needs: argparse
local argparse = require "argparse"
local parser = argparse("script", "An example.", "See also the manual.")
parser:argument("input", "Input file.")
parser:argument("rest", "More."):args("*")
parser:option("-o --output", "Output file.", "a.out")
parser:option("-I --include", "Include locations."):count("*")
parser:option("--pair", "A pair."):args(2)
parser:option("-l --level", "Level."):convert(tonumber):default("3")
parser:option("--mode"):choices({"fast", "slow"})
parser:flag("-v --verbose", "Verbosity."):count("0-2"):target("verbosity")
parser:mutex(parser:flag("-q --quiet"), parser:flag("--loud"))
print(parser:get_usage())
print(parser:get_help())
local function show(...)
  local ok, result = parser:pparse({...})
  if not ok then return print(false, result) end
  local keys = {}
  for key in pairs(result) do keys[#keys + 1] = key end
  table.sort(keys)
  for i, key in ipairs(keys) do
    local value = result[key]
    if type(value) == "table" then
      local items = {}
      for j, item in ipairs(value) do items[j] = tostring(item) end
      value = "{" .. table.concat(items, ",") .. "}"
    end
    keys[i] = key .. "=" .. tostring(value)
  end
  print(true, table.concat(keys, " "))
end
show("foo")
show("foo", "b", "c", "-o", "x", "-Isrc", "-I", "lib", "--pair", "1", "2", "-vv", "--level=7")
show()
show("foo", "--unknown")
show("foo", "--mode", "odd")
show("foo", "--outputt", "x")
show("foo", "-q", "--loud")
show("foo", "-vvv")
show("foo", "--level", "x")
local git = argparse("git"):command_target("command"):require_command(true)
local add = git:command("add a", "Add files.")
add:argument("paths"):args("+")
git:command("commit"):option("-m --message")
print(git:get_help())
print(git:pparse({"ad"}))
local ok, result = git:pparse({"a", "x", "y"})
print(ok, result.command, result.add, #result.paths)
print(add:get_usage())
print(parser:get_bash_complete():len() > 100, parser:get_zsh_complete():len() > 100)
