-- needs: luassert.assert
local assert = require "luassert"
local spy, stub, mock, match = require "luassert.spy", require "luassert.stub", require "luassert.mock", require "luassert.match"
local function e(f, ...) local ok, m = pcall(f, ...) print(ok, type(m) == 'table' and tostring(m.message or m) or tostring(m)) end
e(assert.are.equal, 1, 2) e(assert.are.same, {1, {a = 2}}, {1, {a = 3}}) e(assert.is_true, false) e(assert.has_error, function() end)
e(assert.has_error, function() error('x', 0) end, 'y') e(assert.has_no.errors, function() error('z') end) e(assert.is_nil, 1) e(assert.is_not.equal, 1, 1)
e(assert.are.unique, {1, 1}) e(assert.near, 1, 2, 0.5) e(assert.matches, 'a+', 'bbb') e(assert.is.truthy, nil) e(assert.is_table, 'x') e(assert.is_function, {})
e(assert, false, 'message') e(assert.True, 1) e(assert.same, {[{}] = 1}, {}) e(assert.returned_arguments, 2, 1)
assert.are.same({a = {1}}, {a = {1}}) assert.is_not_nil(1) assert.has.errors(function() error{code = 1} end, {code = 1})
local s = spy.new(function(x) return x * 2 end)
print(s(2), s(3)) assert.spy(s).was.called(2) assert.spy(s).was.called_with(3) e(function() assert.spy(s).was.called(3) end) e(function() assert.spy(s).was_called_with(4) end)
local t = {f = function() return 'real' end} local st = stub(t, 'f') st.returns('stubbed') print(t.f()) st:revert() print(t.f())
local m = mock({a = function() return 1 end, b = {c = function() return 2 end}}, true) print(m.a(), m.b.c()) assert.stub(m.a).was.called(1)
s('x' and 5) assert.spy(s).was.called_with(match.is_number()) e(function() assert.spy(s).was.called_with(match.is_string()) end)
assert:register('assertion', 'even', function(state, args) return args[1] % 2 == 0 end, 'assertion.even.positive', 'assertion.even.negative')
require('say'):set('assertion.even.positive', 'Expected %s even') require('say'):set('assertion.even.negative', 'Expected %s odd')
assert.even(2) e(assert.is_even, 3) e(assert.is_not.even, 4)
local snap = assert:snapshot() assert:set_parameter('TableFormatLevel', 1) e(assert.same, {1, {2, {3}}}, {}) snap:revert() e(assert.same, {1, {2, {3}}}, {})
local arr = assert.array({1, 2, nil, 4}) e(function() assert.array({1, nil, 3}).has.no.holes() end)
local ps = spy.on(t, 'f') t.f(1, 2) assert.spy(ps).was.called_with(1, 2) print(#ps.calls, ps.calls[1].vals[2])
e(assert.spy(ps).was_not.called) e(assert.spy(ps).called_at_least, 5) e(assert.error_matches, function() error('abc') end, 'x')
