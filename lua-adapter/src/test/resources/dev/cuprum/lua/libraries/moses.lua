-- needs: moses
local M = require "moses"
local function show(v, d) if type(v) ~= 'table' then return tostring(v) end
  local r, n = {}, #v for i = 1, n do r[#r + 1] = show(v[i]) end
  local ks = {} for k in pairs(v) do if not (type(k) == 'number' and k >= 1 and k <= n) then ks[#ks + 1] = k end end
  table.sort(ks, function(a, b) return tostring(a) < tostring(b) end)
  for _, k in ipairs(ks) do r[#r + 1] = tostring(k) .. '=' .. show(v[k]) end return '{' .. table.concat(r, ',') .. '}' end
local function p(...) local t = {} for i = 1, select('#', ...) do t[i] = show((select(i, ...))) end print(table.concat(t, ' ')) end
local a = {1, 2, 3, 4, 5}
p(M.map(a, function(v) return v * 2 end), M.filter(a, function(v) return v % 2 == 0 end), M.reduce(a, function(x, y) return x + y end))
p(M.chunk(a, function(v) return v > 3 end),  M.zip({1, 2}, {'a', 'b'}), M.flatten({1, {2, {3, {4}}}}))
p(M.union({1, 2}, {2, 3}), M.intersection({1, 2, 3}, {2, 3, 4}), M.difference({1, 2, 3}, {2}), M.unique({1, 1, 2}))
p(M.groupBy(a, function(v) return v % 2 == 0 and 'even' or 'odd' end), M.countBy(a, function(v) return v > 2 end))
p(M.range(1, 10, 3), M.rep('x', 3), M.reverse(a), M.slice(a, 2, 3), M.first(a, 2), M.last(a, 2), M.rest(a, 3), M.sum(a), M.mean(a), M.median(a))
p(M.sort({3, 1, 2}), M.sortBy({{x = 2}, {x = 1}}, 'x'), M.pluck and M.pluck({{x = 1}, {x = 2}}, 'x'), M.invoke({1, 2}, tostring))
p(M.max(a), M.min(a), M.all(a, function(v) return v > 0 end), M.include(a, 3), M.detect(a, 4), M.findIndex(a, function(v) return v > 2 end))
for v in M.permutation({1, 2, 3}) do p(v) end
p(M.compose(function(x) return x + 1 end, function(x) return x * 2 end)(5), M.memoize(function(x) return x end)(3), M.bind(math.max, 3)(1), M.curry(function(x, y) return x + y end, 2)(1)(2))
p(M.isEqual({1, {2}}, {1, {2}}), M.clone({a = {b = 1}}), M.extend({}, {a = 1}, {b = 2}), M.keys({x = 1}), M.values({x = 1}), M.pick({a = 1, b = 2}, 'a'), M.omit({a = 1, b = 2}, 'a'))
p(M.chain(a):map(function(v) return v + 1 end):filter(function(v) return v > 3 end):value(), M(a):reverse():value())
p(M.isInteger(1.0), M.isNaN(0/0), M.isCallable(print), M.template and 1, M.uniqueId(), M.interpose({1, 2, 3}, 0), M.sample and #M.sample(a, 2))
local ok, e = pcall(M.map, nil, print) p(ok, e)
