-- needs: pl.List
local List, tablex, stringx, pretty, class = require "pl.List", require "pl.tablex", require "pl.stringx", require "pl.pretty", require "pl.class"
local OrderedMap, Map, Set, MultiMap = require "pl.OrderedMap", require "pl.Map", require "pl.Set", require "pl.MultiMap"
print(List {1, 2, 3}:map("+", 1), List.range(1, 9):filter(function(x) return x % 2 == 0 end), List "abc", List {3, 1, 2}:sorted())
print(List {1, 2, 3}:reduce "+", List {1, 2}:append(3):extend {4, 5}:slice(2, -2), List {1, 2, 3}:reverse():index(1), List.split("a b c"))
print(pcall(function() return List {1, 2}:foreach("nonsense") end))
print(pretty.write({1, 2, {a = 1, ["b c"] = "x\ny"}}), pretty.write({1, {2}}, ""), (pretty.read "{1, a = 2}").a, pretty.read "{os.exit()}")
print(pretty.number(123456, "M"), pretty.number(1234567, "N", 2), pretty.number(1234567, "T"))
print(tablex.deepcompare({1, {2}}, {1, {2}}), tablex.find({"a", "b"}, "b"), tablex.size {a = 1, b = 2}, #tablex.keys {a = 1})
print(pretty.write(tablex.map(function(x) return x * 2 end, {1, 2}), ""), pretty.write(tablex.zip({1, 2}, {3, 4}), ""), tablex.reduce("+", {1, 2, 3}))
print(pretty.write(tablex.deepcopy {a = {b = 1}}, ""), pretty.write(tablex.sub({1, 2, 3, 4}, 2, 3), ""), pcall(tablex.readonly({1}).x))
for k, v in tablex.sort {b = 1, a = 2} do print(k, v) end
print(stringx.split("a,b,,c", ","):concat "|", stringx.strip "  x ", stringx.title "hello world", stringx.center("x", 5, "-"), stringx.partition("a=b", "="))
print(stringx.count("abab", "ab"), stringx.replace("aaa", "a", "b", 2), stringx.startswith("hello", "he"), stringx.isalpha "abc", stringx.splitlines("a\nb\n"):join ",")
print(stringx.expandtabs("a\tb", 4), stringx.ljust("x", 3, "."), stringx.rfind("abab", "ab"), stringx.lfind("abab", "b"), stringx.quote_string "a\nb")
stringx.import()
print(("a b c"):split():len(), ("x"):endswith "x", ("abc"):at(2))
class.Animal()
function Animal:_init(name) self.name = name end
function Animal:__tostring() return self.name .. ": " .. self:speak() end
class.Dog(Animal)
function Dog:speak() return "bark" end
class.Cat(Animal)
function Cat:_init(name, breed) self:super(name) self.breed = breed end
function Cat:speak() return "meow" end
print(Dog "Fido", Cat("Felix", "Tabby"), Cat("x", "y"):is_a(Animal), Dog:class_of(Dog "x"), pcall(Animal.is_a, Dog "x"))
local map = OrderedMap {{z = 1}, {a = 2}, {m = 3}}
map:set("b", 4)
map:insert(1, "first", 0)
print(map, map:keys(), map:values(), pretty.write(map:sort(), ""))
for k, v in map:iter() do print(k, v) end
print(Set {1, 2, 3} * Set {2, 3, 4}, Set {1, 2} + Set {3}, Set {1, 2} - Set {2}, Set {1} < Set {1, 2}, #Set {1, 2}, Set.isempty(Set {}))
local m = MultiMap()
m:set("a", 1) m:set("a", 2)
print(pretty.write(m.a, ""), Map {a = 1}:items(), Map {a = 1} == Map {a = 1})
local template = require "pl.template"
print(template.substitute([[
# for i, name in ipairs(names) do
<li>$(i): $(name:upper())</li>
# end
]], {names = {"a", "b"}, ipairs = ipairs, _escape = "#"}))
print(template.substitute("# x(", {}))
local data = require "pl.data"
local d = data.read(require "pl.stringio".open "a,b,c\n1,2,x\n3,4,y\n")
print(d.fieldnames, d[1][2], d:column_by_name "b", #d)
local query = d:select "b,c where a > 1"
for b, c in query do print(b, c) end
local Date = require "pl.Date"
local date = Date {year = 2026, month = 2, day = 28}
date:add {day = 1}
print(Date.Format "yyyy-mm-dd":tostring(date), date:month(), date:day(), date:weekday_name(), date:is_weekend(), date:last_day().tab.day)
print(Date.Format "yyyy-mm-dd":parse "2026-11-29":month(), Date.Format():parse "nonsense")
local lexer = require "pl.lexer"
for kind, value in lexer.lua "local x = 'a b' .. 12.5 -- note\nreturn x" do io.write(kind, ":", tostring(value), ";") end
print()
for kind, value in lexer.scan "a + 10*'x y'" do io.write(kind, ":", tostring(value), ";") end
print()
local sip = require "pl.sip"
local found = {}
print(sip.match("$v{name}=$d{number}", "alpha=42", found), found.name, found.number, sip.compile "$i{a},$S{b}"("1,x", found), found.b)
local seq, func, operator, comprehension = require "pl.seq", require "pl.func", require "pl.operator", require "pl.comprehension"
print(seq.list {1, 2, 3}, seq.sum {1, 2, 3}, seq.copy(seq.take(seq.range(1, 100), 3)), seq {1, 2, 3}:map(function(x) return x * x end):copy(), operator.add(1, 2))
local _1, _2 = func._1, func._2
print(func.repr(_1 + _2 * 2), func.I(_1 * 2 + _2)(3, 4), tablex.map(func.I(_1 * 2), {1, 2})[2])
print(pretty.write(comprehension.new() "x^2 for x=1,4 if x%2==0"(), ""), List(comprehension.new() "{x,y} for x=1,2 for y=1,2" ()):len())
local array2d, permute, types, utils, text = require "pl.array2d", require "pl.permute", require "pl.types", require "pl.utils", require "pl.text"
print(pretty.write(array2d.column({{1, 2}, {3, 4}}, 2), ""), pretty.write(array2d.map("+", {{1}, {2}}, 1), ""), array2d.size {{1, 2, 3}})
for p in permute.iter {1, 2, 3} do io.write(table.concat(p), " ") end
print(types.type(List()), types.is_empty {}, types.to_bool "yes", types.is_callable(print), utils.split("a b")[2], utils.escape "a.b", utils.is_type(1, "number"))
print(pcall(utils.assert_arg, 1, "x", "number"), utils.choose(true, 1, 2), utils.string_lambda "|x| x + 1"(2), utils.memoize(function(x) return x end)(1))
print(utils.pack(1, nil, 3).n, utils.unpack({1, 2}), utils.bind1(math.max, 5)(3), utils.array_tostring({1, "x"})[2])
print(text.format_operator and text.dedent "   a\n   b\n", text.wrap("a long line of words", 10), text.fill "x y", text.Template "${a} $b":substitute {a = 1, b = 2})
stringx.format_operator()
print("%s=%d" % {"x", 5}, "%03d" % 7, "$a" % {a = 1})
local xml = require "pl.xml"
local doc = xml.parse '<a x="1"><b>text &amp; more</b><c/><!-- note --></a>'
print(doc, doc.attr.x, doc:get_elements_with_name "b"[1]:get_text(), xml.tostring(doc, "", "  "))
print(xml.elem("p", {"hi", class = "x"}), doc:match '<a><b>$text</b></a>')
local config, url, luabalanced, input, lapp = require "pl.config", require "pl.url", require "pl.luabalanced", require "pl.input", require "pl.lapp"
local settings = config.read(require "pl.stringio".open "[one]\nx=1\nlist=a,b\n[two]\ny=hello world\n# note\n")
print(settings.one.x, settings.one.list[2], settings.two.y, url.quote "a b/ä", url.unquote "a%20b", luabalanced.match_expression("f(x) + 1 y", 1))
print(pretty.write(lapp.process_options_string and {} or {}, ""), seq.copy(input.words(require "pl.stringio".open "a bc")))
local stringio = require "pl.stringio".create()
stringio:write("a", 1) stringio:writef("%d", 2)
print(stringio:value(), require "pl.import_into"().utils == utils, require "pl.compat".lua51)
print(type(table.pack), type(table.unpack))
print(pcall(require, "pl.path"))
require "pl.strict"
print(pcall(function() return undeclared end))
print(pcall(function() undeclared = 1 end))
