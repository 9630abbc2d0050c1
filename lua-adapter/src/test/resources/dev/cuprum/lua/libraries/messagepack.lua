-- needs: MessagePack
local mp = require "MessagePack"
local function hex(s) return (s:gsub(".", function(c) return ("%02x"):format(c:byte()) end)) end
for _, v in ipairs{0, 1, -1, 127, 128, -32, -33, 255, 256, 65535, 65536, 2^31, 2^32, 2^53, -2^31, -2^31-1, 1.5, -0.1, 1/0, -1/0, "", "abc", ("x"):rep(40), ("y"):rep(300), true, false} do
  local p = mp.pack(v)
  print(hex(p):sub(1, 40), #p, mp.unpack(p) == v)
end
print(hex(mp.pack(nil)), hex(mp.pack({1, 2, {3}})), hex(mp.pack({a = 1})), hex(mp.pack({})))
local t = mp.unpack(mp.pack({1, "two", {x = {y = {1, 2, 3}}}, true}))
print(t[1], t[2], t[3].x.y[3], t[4])
mp.set_number'float' print(hex(mp.pack(3.140625)))
mp.set_array'with_hole' print(hex(mp.pack({1, nil, 3})))
mp.set_array'always_as_map' print(hex(mp.pack({1})))
mp.set_string'binary' print(hex(mp.pack('abc')))
for _, v in mp.unpacker(mp.pack(1) .. mp.pack('x') .. mp.pack({2})) do print(type(v)) end
print(pcall(mp.unpack, "\xc1")) print(pcall(mp.unpack, "\x92\x01")) print(pcall(mp.pack, print))
print(mp.unpack("\xcb\x40\x09\x21\xfb\x54\x44\x2d\x18"), mp.unpack("\xca\x40\x48\xf5\xc3"), mp.unpack("\xd3\xff\xff\xff\xff\xff\xff\xff\xfe"), mp.unpack("\xcf\x00\x00\x00\xff\xff\xff\xff\xff"))
