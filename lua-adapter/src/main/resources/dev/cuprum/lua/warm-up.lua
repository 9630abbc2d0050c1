-- Run once while a host starts, so that the first request need not wait for classes to be loaded: a little of
-- everything that units use. The request is made up, and what is written goes nowhere.
local ok, message = pcall(error, {code = 1})
ok, message = pcall(function() return message.code.x end)
ok, message = xpcall(function() error('position') end, tostring)
local text = string.format('%5.1f %s %q %d %x %g', 1.25, 'a', 'b"\n', 3, 255, 0.1) .. 1.5 .. message
text = text:upper():lower():rep(2, '-'):reverse():sub(2, -2) .. string.char(text:byte(1, 3))
for word, value in text:gmatch('(%w+)=?(%w*)') do text = #word > 9 and word .. value or text end
text = text:gsub('%s+', ' '):gsub('%a', {a = 'b'}):gsub('%d', function(d) return d + 1 end)
local at = text:find('b', 1, true), text:find('%f[%w]%w-%W'), text:match('^%s*(.-)%s*$')
local list = {3, 1, 2}
table.insert(list, 4) table.insert(list, 1, 0) table.remove(list, 1)
table.sort(list) table.sort(list, function(a, b) return a > b end)
text = text .. table.concat(list, ',') .. select('#', unpack(list)) .. #text
local object = setmetatable({}, {__index = list, __add = function() return 1 end, __tostring = function() return 'o' end})
text = text .. tostring(object) .. tostring(object + 1) .. tostring(object[1]) .. tostring(tonumber('0x10') or at)
for key, value in pairs({a = 1, b = {}, 2}) do object[key] = value end
for i, value in ipairs(list) do list[i] = math.floor(value * math.random()) + math.max(i, 2) % 3 end
local steps = coroutine.wrap(function(a) coroutine.yield(a) return 2 end)
text = text .. steps(1) .. steps() .. bit.tohex(bit.bxor(1, bit.lshift(1, 4)))
text = text .. os.date('!%Y-%m-%d %H:%M:%S', os.time()) .. os.date('*t').year .. os.clock()
text = text .. assert(loadstring('local a = ... return a'))('x')
local cjson = require 'cjson.safe'
local json = cjson.encode({a = {1, 2.5, 'x\1'}, b = true, c = cjson.null})
json = cjson.decode(json) or cjson.decode('{')
local match = ngx.re.match(text, [[(?<first>\w+)\s+(\d+|[a-f]*?)]], 'jo')
local from = ngx.re.find(text, 'a+b', 'ijo')
for each in ngx.re.gmatch(text, [[\d+]], 'jo') do from = each[0] end
text = ngx.re.gsub(ngx.re.sub(text, '(a)', '$1-'), 'b', function(m) return m[0] end) .. tostring(match and from)
text = text .. ngx.md5(text) .. ngx.encode_base64(ngx.sha1_bin(text) .. ngx.hmac_sha1('key', text)) .. ngx.crc32_short(text)
text = text .. ngx.escape_uri(text) .. ngx.unescape_uri('a%20b') .. ngx.encode_args({a = 1, b = {'2', true}})
text = text .. ngx.decode_args('a=1&b=2&b').a .. tostring(ngx.decode_base64('YQ==')) .. ngx.quote_sql_str(text)
text = text .. ngx.now() .. ngx.time() .. ngx.today() .. ngx.localtime() .. ngx.http_time(0) .. ngx.cookie_time(0)
text = text .. tostring(ngx.parse_http_time(ngx.http_time(1)))
ngx.ctx.text = text
ngx.log(ngx.DEBUG, ngx.get_phase())
local headers = ngx.req.get_headers()
text = tostring(headers.host) .. ngx.req.get_method() .. tostring(ngx.req.get_uri_args().a) .. ngx.var.uri
text = text .. tostring(ngx.var.remote_addr) .. tostring(ngx.var.arg_a) .. tostring(ngx.var.cookie_a)
ngx.req.set_header('X-A', 'a') ngx.req.set_uri_args({a = 1}) ngx.req.set_uri('/b')
ngx.header['X-B'] = {'a', 'b'} ngx.header.content_type = 'text/plain'
ngx.status = 201
ngx.print(text) ngx.say({'a', 1})
ngx.exit(200)
