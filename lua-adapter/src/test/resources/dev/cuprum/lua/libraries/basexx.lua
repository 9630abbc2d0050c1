-- needs: basexx
local basexx = require "basexx"
local data = {}
for i = 0, 255 do data[#data + 1] = string.char(i) end
data = table.concat(data)
for _, name in ipairs {"bit", "hex", "base32", "crockford", "base64", "url64", "z85", "base32", "ascii85", "ascii85_btoa"} do
  local to, from = basexx["to_" .. name], basexx["from_" .. name]
  for _, text in ipairs {"", "a", "ab", "abc", "abcd", "hello, world", data} do
    local ok, encoded = pcall(to, text)
    print(name, ok, encoded)
    if ok and encoded then
      local back, decoded, message = pcall(from, encoded)
      print(name, back, decoded == text, message)
    end
  end
end
print(basexx.from_hex("xyz"))
print(basexx.from_base64("!!!!"), basexx.from_base64("YQ== ", " "))
print(basexx.from_base32("mzxw6yq", "-"), basexx.from_crockford("COIL"))
