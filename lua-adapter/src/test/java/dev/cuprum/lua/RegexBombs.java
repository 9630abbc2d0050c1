package dev.cuprum.lua;

/** Units that try to take more than they are given by way of {@code ngx.re}; see {@link Bombs}. */
final class RegexBombs {

    static final String ENDLESS =
            """
            while true do ngx.re.match(('a'):rep(40) .. 'b', '(a+)+c') end
            while true do pcall(ngx.re.match, ('a'):rep(40), '(a|aa)+$c') end
            while true do ngx.re.match(('a'):rep(1e5), '.*.*.*[xyz]') end
            while true do ngx.re.find(('a'):rep(30), ('a?'):rep(30) .. ('a'):rep(30) .. 'b') end
            while true do ngx.re.match(('('):rep(2e4) .. (')'):rep(2e4), '^(\\\\((?1)*\\\\))$') end
            while true do ngx.re.match(('a'):rep(1e3) .. ('b'):rep(1e3), 'a(?R)?b') end
            while true do ngx.re.match('x', '(') end
            while true do ngx.re.match('x', '(x)', 'jo') end
            while true do ngx.re.gsub('abc', '', '$0') end
            while true do pcall(ngx.re.gsub, 'x', 'x', error) end
            for i = 1, math.huge do ngx.re.match('x', 'x' .. i, 'jo') end
            for i = 1, math.huge do ngx.re.match('x', ('(x)?'):rep(i % 500) .. i, 'jo') end
            for _ in ngx.re.gmatch('x', '') do while true do end end
            while true do for _ in ngx.re.gmatch(('x'):rep(100), '(?=x)') do end end
            while true do for _ in ngx.re.gmatch(('x'):rep(100), 'x\\\\K', 'jo') do end end
            ngx.re.gsub(('x'):rep(1e4), 'x', function() while true do end end)
            ngx.re.gsub('x', 'x', function() while true do ngx.re.sub('x', 'x', function() return 'y' end) end end)
            ngx.re.match(setmetatable({}, {__tostring = function() while true do end end}), 'x')
            local context = {} while true do context.pos = 1 ngx.re.find('aaa', 'a', 'jo', context) end
            local context = setmetatable({}, {__index = function() while true do end end}) ngx.re.find('a', 'a', '', context)
            while true do require('ngx.re').split(('a,'):rep(100), ',') end
            while true do require('ngx.re').split(('a'):rep(100), '') end
            """;

    static final String GROWING =
            """
            local s = 'x' while true do s = ngx.re.gsub(s, 'x', 'xx') end
            local s = 'x' while true do s = ngx.re.gsub(s, '.', '$0$0$0$0', 'jo') end
            local t = {} while true do t[#t + 1] = ngx.re.match('abc', '(a)(b)(c)', 'jo') end
            local t = {} for m in ngx.re.gmatch(('x'):rep(1e6), '(x)') do t[#t + 1] = m end
            local t = {} while true do t[#t + 1] = ngx.re.gmatch('x', 'x') end
            ngx.re.match(('ab'):rep(4e6), '(?:(a)|(b))*')
            ngx.re.gsub(('x'):rep(1e6), 'x', function() return ('y'):rep(1e4) end)
            ngx.re.gsub(('x'):rep(1e6), 'x', ('$0'):rep(1000))
            require('ngx.re').split(('a,'):rep(4e6), ',')
            """;

    static final String DEEP =
            """
            local function f() ngx.re.gsub('x', 'x', f) end f()
            local function f() return (ngx.re.sub('x', '(x)', function(m) return f() .. m[1] end)) end f()
            local t = setmetatable({}, {}) getmetatable(t).__tostring = function() ngx.re.match(t, 'x') return '' end tostring(t)
            local t = setmetatable({}, {}) getmetatable(t).__index = function() ngx.re.find('x', 'x', '', t) end local _ = t.x
            """;

    static final String HEAVY =
            """
            return ngx.re.match(('a'):rep(5e4) .. ('b'):rep(5e4), 'a(?R)?b')
            return ngx.re.match('x', ('('):rep(1e5) .. (')'):rep(1e5))
            return ngx.re.match('x', ('(?:'):rep(200) .. 'x' .. ('){1,9}'):rep(200))
            return ngx.re.match(('a'):rep(1e4), '((((a{1,1000}){1,1000}){1,1000}){1,1000})b')
            return ngx.re.match(('a'):rep(1e4), '(?:a{0,65535}){0,65535}b')
            return ngx.re.match(('a'):rep(1e4), '((?:a?){60000}){60000}b')
            return ngx.re.match('x', ('x|'):rep(6e4))
            return ngx.re.match('x', ('x'):rep(1e7))
            local t = {} for i = 1, 9000 do t[i] = 'word' .. i end return ngx.re.match(('word'):rep(1e5), table.concat(t, '|'))
            local t = {} for i = 1, 5000 do t[i] = '(?<n' .. i .. '>x)?' end return ngx.re.match('x', table.concat(t))
            local t = {} for i = 1, 900 do t[i] = '(?<n' .. i .. '>x)?' end for i = 1, 1e5 do ngx.re.match('x', table.concat(t), 'jo') end
            return ngx.re.match(('x'):rep(1e7), ('[a-z]'):rep(2e4))
            return ngx.re.match('x', ('\\\\p{L}'):rep(2e4), 'u')
            return ngx.re.match(('\\195\\169'):rep(1e6), '\\\\X+', 'u')
            return ngx.re.match(('x'):rep(1e6), '(?<=x{200})y')
            return ngx.re.match(('x'):rep(1e5), '(x)(?=.*\\\\1)*?y')
            return ngx.re.match(('x'):rep(1e5), '(x+)(?=\\\\1\\\\1)y')
            return ngx.re.match(('a'):rep(1e5) .. 'b', '(a+)+c', 'd')
            return ngx.re.match(('a'):rep(40), '(*LIMIT_MATCH=4294967295)(a+a+)+b')
            return ngx.re.match('ab', '((?2))((?1))')
            return ngx.re.match(('x'):rep(1e6), '(?(?=x+y)a|b)')
            return ngx.re.gsub(('x'):rep(1e6), '', '-')
            return ngx.re.gsub('x', 'x', ('$0'):rep(1e6))
            return ngx.re.gsub('x', 'x', ('$'):rep(1e6))
            return ngx.re.gsub(('x'):rep(1e5), '(x)', '${1}${2}${99999999999}')
            return ngx.re.match('x', 'x', ('j'):rep(1e7))
            return ngx.re.find(('x'):rep(10), 'x', 'jo', {pos = 1e300}, 1e300)
            return ngx.re.find('x', 'x', 'jo', {pos = 0 / 0}, 0 / 0)
            return require('ngx.re').split(('a'):rep(1e6), '')
            return require('ngx.re').split('a', '', nil, {pos = -1e300}, 1e300)
            return require('ngx.re').split('a', 'a', nil, {pos = 0 / 0})
            """;

    private RegexBombs() {}
}
