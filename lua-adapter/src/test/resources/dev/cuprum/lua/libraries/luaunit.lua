-- needs: luaunit
local lu = require "luaunit"
print(lu.prettystr({1, 2, {a = 'x', b = {3}}}), lu.prettystr("a'b\"c"), lu.prettystr(nil), lu.prettystr({[1.5] = 2}))
for _, f in ipairs{
 function() lu.assertEquals(1, 2) end, function() lu.assertEquals({1, 2, 3}, {1, 2, 4}) end, function() lu.assertEquals({a = 1}, {a = 2}) end,
 function() lu.assertTrue(false) end, function() lu.assertNil(5) end, function() lu.assertAlmostEquals(1, 1.1, 0.01) end, function() lu.assertStrContains('abc', 'x') end,
 function() lu.assertErrorMsgContains('boo', function() error('foo') end) end, function() lu.assertError(function() end) end, function() lu.assertItemsEquals({1, 2}, {2, 3}) end,
 function() lu.assertIsNumber('x') end, function() lu.assertNotEquals(1, 1) end, function() lu.fail('x') end, function() lu.assertStrMatches('abc', 'x') end,
 function() lu.assertIs({}, {}) end, function() lu.assertNaN(1) end, function() lu.assertMinusZero(0) end, function() lu.assertPlusZero(-0) end} do
  local ok, e = pcall(f) print(ok, type(e) == 'table' and (e.msg or e.message or lu.prettystr(e)) or tostring(e))
end
lu.assertEquals({1, {2}}, {1, {2}}) lu.assertErrorMsgContains('foo', function() error('foo') end) lu.assertMinusZero(-0)
TestX = {} function TestX:testOk() lu.assertTrue(true) end function TestX:testBad() lu.assertEquals(1, 2) end function TestX:testErr() local x = nil; x.y = 1 end
function TestX:setUp() self.n = 1 end function TestX:testSkip() lu.skip('why') end
local r = lu.LuaUnit.new() r:setOutputType('nil')
local code = r:runSuite('-p', 'Test') print(code, r.result.selectedCount, r.result.failureCount, r.result.errorCount, r.result.skippedCount)
for _, t in ipairs(r.result.allTests or {}) do print(t.className, t.testName, t.status, t.msg) end
