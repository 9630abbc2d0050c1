-- body_filter, beside html-banner.header.lua: puts a banner behind <body …> and counts links, whatever pieces the page
-- comes in. What might be the beginning of a tag at the end of a piece waits for the next piece.
local state = ngx.ctx.banner
if not state then
  return
end

local banner = '<div class="banner">' .. state.text .. "</div>"
local longest = 4096
local chunk, eof = ngx.arg[1], ngx.arg[2]

state.buffer = state.buffer .. (chunk or "")
if #state.buffer == 0 and not eof then
  return
end

local function flush(upto)
  local out = state.buffer:sub(1, upto)
  state.buffer = state.buffer:sub(upto + 1)
  local changed, links = ngx.re.gsub(out, [[<a\s+href="http://]], '<a rel="nofollow" href="https://', "ijo")
  state.links = state.links + links
  if not state.done then
    local with, n = ngx.re.sub(changed, [[<body[^>]*>]], function(m)
      return m[0] .. banner
    end, "ijo")
    if n > 0 then
      state.done = true
    end
    changed = with
  end
  return changed
end

if eof then
  local out = flush(#state.buffer)
  ngx.arg[1] = out .. "<!-- " .. state.links .. " links -->"
  return
end

-- Everything up to the last tag that is not closed yet can go.
local open = state.buffer:find("<[^>]*$")
local safe = open and open - 1 or #state.buffer
if #state.buffer - safe > longest then
  safe = #state.buffer
end
if safe > 0 then
  ngx.arg[1] = flush(safe)
else
  ngx.arg[1] = nil
end
