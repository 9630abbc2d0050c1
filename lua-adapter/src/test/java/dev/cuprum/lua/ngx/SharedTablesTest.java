package dev.cuprum.lua.ngx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.engine.Outcome;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.lua.LuaCases;
import dev.cuprum.lua.TestUnits;
import dev.cuprum.state.SharedDictionaries;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code ngx.shared}. */
final class SharedTablesTest {

    /** Each begins with {@code a} = "x", {@code n} = 5, {@code t} = true and the list {@code l} of "x" in {@code dogs}. */
    private static final String TABLE =
            """
            type(ngx.shared), type(dogs), type(dogs[1]), ngx.shared.birds, #ngx.shared => table table userdata nil 0
            dogs == ngx.shared.dogs, dogs ~= ngx.shared.tiny, dogs.nope, next(dogs) == 1 => true true nil true
            getmetatable(dogs).__index == getmetatable(dogs), getmetatable(dogs).get == dogs.get => true true
            getmetatable(dogs) == getmetatable(ngx.shared.tiny), next(dogs, 1) => true nil
            rawget(dogs, 'get'), getmetatable(ngx.shared) => nil nil
            keys(ngx.shared) => dogs tiny
            keys(dogs) => 1
            select('#', keys(getmetatable(dogs))), (keys(getmetatable(dogs))) => 22 __index
            dogs:nope() => error: attempt to call method 'nope' (a nil value)
            ngx.shared.birds:get('a') => error: attempt to index field 'birds' (a nil value)
            dogs:get('a'), (dogs:get('a')) => x x
            dogs.get(dogs, 'a', 1, 2) => x
            dogs.get({dogs[1]}, 'a') => x
            dogs:get('n') + 1, dogs:get('t'), dogs:get('nope') => 6 true nil
            select('#', dogs:get('nope')), select('#', dogs:get('a')) => 1 1
            dogs:get() => nil nil key
            dogs:get(nil) => nil nil key
            dogs:get('') => nil empty key
            dogs:get(('x'):rep(65536)) => nil key too long
            dogs:get(('x'):rep(65535)) => nil
            dogs:get('l') => nil value is a list
            dogs.get() => error: bad "zone" argument
            dogs.get('dogs', 'a') => error: bad "zone" argument
            dogs.get({}, 'a') => error: bad "zone" argument
            dogs.get({1}, 'a') => error: bad "zone" argument
            dogs.get({ngx.null}, 'a') => error: bad "zone" argument
            dogs:get_stale('a') => x nil false
            dogs:get_stale('nope') => nil
            dogs:get_stale('l') => nil value is a list
            dogs:get_stale() => nil nil key
            dogs:get_stale('') => nil empty key
            dogs:get_stale(('x'):rep(65536)) => nil key too long
            dogs.get_stale('a') => error: bad "zone" argument
            dogs:set('b', 'y') => true nil false
            dogs:set('b', 'y'), dogs:get('b') => true y
            dogs:set('b', 1/3), dogs:get('b') == 1/3 => true true
            dogs:set('b', false), dogs:get('b') => true false
            dogs:set(12, 'y'), dogs:get('12'), dogs:get(12) => true y y
            dogs:set(true, 'y'), dogs:get('true') => true y
            dogs:set('a', nil), dogs:get('a') => true nil
            dogs:set('a') => true nil false
            dogs:set('b', {}) => nil bad value type
            dogs:set('b', print) => nil bad value type
            dogs:set('b', ngx.null) => nil bad value type
            dogs:set(nil, 1) => nil nil key
            dogs:set('', 1) => nil empty key
            dogs:set(('x'):rep(65536), 1) => nil key too long
            dogs:set('b', 1, -1) => error: bad "exptime" argument
            dogs:set(nil, 1, -1) => error: bad "exptime" argument
            dogs:set('b', 1, '5') => error: attempt to compare string with number
            dogs:set('b', 1, {}) => error: attempt to compare table with number
            dogs:set('b', 1, false, false), dogs:ttl('b') => true 0
            dogs:set('b', 1, 1/0), dogs:ttl('b') => true 0
            dogs:set('b', 1, 0/0), dogs:ttl('b') => true 0
            dogs:set('b', 1, 1e16), dogs:ttl('b') => true 0
            dogs:set('b', 1, 1e15), dogs:ttl('b') => true 1e+15
            dogs:set('b', 1, 0.0019), dogs:ttl('b') => true 0.001
            dogs:set('b', 1, 0.0001), dogs:ttl('b') => true 0
            dogs:set('b', 1, 0, 7), dogs:get('b') => true 1 7
            dogs:set('b', 1, 0, 7), dogs:get_stale('b') => true 1 7 false
            dogs:set('b', 1, 0, -1.9), dogs:get('b') => true 1 -1
            dogs:set('b', 1, 0, 4294967295), dogs:get('b') => true 1 -2147483648
            dogs:set('b', 1, 0, true), dogs:get('b') => true 1 1
            dogs:set('b', 1, 0, '5') => error: bad argument #4 to 'set' (number expected, got string)
            dogs.set('foo', 3) => error: bad "zone" argument
            dogs.set() => error: bad "zone" argument
            dogs:safe_set('b', 1) => true nil false
            dogs:safe_set('a', nil), dogs:get('a') => true nil
            dogs:add('a', 1) => false exists false
            dogs:add('l', 1) => false exists false
            dogs:add('b', 1) => true nil false
            dogs:add('b', nil) => false attempt to add or replace nil values false
            dogs:safe_add('a', 1) => false exists false
            dogs:safe_add('b', 1), dogs:get('b') => true 1
            dogs:safe_add('b', nil) => false attempt to add or replace nil values false
            dogs:replace('a', 'y'), dogs:get('a') => true y
            dogs:replace('l', 'y'), dogs:get('l') => true y
            dogs:replace('b', 'y') => false not found false
            dogs:replace('a', nil) => false attempt to add or replace nil values false
            dogs:delete('a'), dogs:get('a') => true nil
            dogs:delete('nope') => true nil false
            dogs:delete('l'), dogs:llen('l') => true 0
            dogs:delete() => nil nil key
            dogs:delete('') => nil empty key
            dogs.delete('a') => error: bad "zone" argument
            dogs:incr('n', 2) => 7
            dogs:incr('n', -0.5), dogs:get('n') => 4.5 4.5
            dogs:incr('n', '0x10') => 21
            dogs:incr('n', 1, 100) => 6 nil false
            dogs:incr('b', 1) => nil not found
            dogs:incr('b', 1, nil) => nil not found
            dogs:incr('b', 1, false) => nil not found
            dogs:incr('b', 1, 10) => 11 nil false
            dogs:incr('b', '1', '10', '100'), dogs:ttl('b') => 11 100
            dogs:incr('b', 1, 10, 0), dogs:ttl('b') => 11 0
            dogs:incr('a', 1) => nil not a number
            dogs:incr('a', 1, 0) => nil not a number
            dogs:incr('l', 1) => nil not a number
            dogs:incr('n') => error: cannot convert 'nil' to 'double'
            dogs:incr('n', 'x') => error: cannot convert 'nil' to 'double'
            dogs:incr('n', {}) => error: cannot convert 'nil' to 'double'
            dogs:incr('b', 1, 'x') => error: bad init arg: number expected, got string
            dogs:incr('b', 1, {}) => error: bad init arg: number expected, got table
            dogs:incr('b', 1, true) => error: bad init arg: number expected, got boolean
            dogs:incr('b', 1, 1, 'x') => error: bad init_ttl arg: number expected, got string
            dogs:incr('b', 1, 1, false) => error: bad init_ttl arg: number expected, got boolean
            dogs:incr('b', 1, 1, -1) => error: bad "init_ttl" argument
            dogs:incr('b', 1, nil, 1) => error: must provide "init" when providing "init_ttl"
            dogs:incr(nil, 1) => nil nil key
            dogs:incr('', 1) => nil empty key
            dogs.incr('n', 1) => error: bad "zone" argument
            dogs:lpush('l', 'y'), dogs:lpop('l'), dogs:rpop('l'), dogs:rpop('l') => 2 y x nil
            dogs:rpush('l', 7), dogs:llen('l'), dogs:rpop('l'), dogs:lpop('l') => 2 2 7 x
            dogs:lpush(12, 'two'), dogs:llen('12') => 1 1
            dogs:lpush('a', 1) => nil value not a list
            dogs:lpush('l', nil) => nil bad value type
            dogs:lpush('l', true) => nil bad value type
            dogs:lpush('l', {}) => nil bad value type
            dogs:lpush(nil, 1) => nil nil key
            dogs:lpush('', 1) => nil empty key
            dogs:lpush(('x'):rep(65536), 1) => nil key too long
            dogs:lpush({}, 1) => error: bad argument #1 to 'lpush' (string expected, got table)
            dogs.rpush(dogs, true, 1) => error: bad argument #2 to 'rpush' (string expected, got boolean)
            dogs:lpush('l') => error: expecting 3 arguments, but only seen 2
            dogs:rpush('l', 1, 2) => error: expecting 3 arguments, but only seen 4
            dogs.lpush('a', 'b', 'c') => error: bad "zone" argument
            dogs.lpush({}, 'b', 'c') => error: bad "zone" argument
            dogs:lpop('nope'), select('#', dogs:lpop('nope')) => nil 1
            dogs:lpop('a') => nil value not a list
            dogs:lpop(nil) => nil nil key
            dogs:rpop('') => nil empty key
            dogs:lpop() => error: expecting 2 arguments, but only seen 1
            dogs:rpop('a', 1) => error: expecting 2 arguments, but only seen 3
            dogs.rpop('a', 'b') => error: bad "zone" argument
            dogs:llen('l'), dogs:llen('nope') => 1 0
            dogs:llen('a') => nil value not a list
            dogs:llen(nil) => nil nil key
            dogs:llen() => error: expecting 2 arguments, but only seen 1
            dogs:ttl('a'), dogs:ttl('l') => 0 0
            dogs:ttl('nope') => nil not found
            dogs:ttl() => nil nil key
            dogs:ttl('') => nil empty key
            dogs:ttl(('x'):rep(65536)) => nil key too long
            dogs.ttl('a') => error: bad "zone" argument
            dogs:expire('a', 1.5), dogs:ttl('a') => true 1.5
            dogs:expire('l', '5'), dogs:ttl('l') => true 5
            dogs:expire('a', -1), dogs:ttl('a') => true 0
            dogs:expire('nope', 1) => nil not found
            dogs:expire('a') => error: bad "exptime" argument
            dogs:expire(nil, nil) => error: bad "exptime" argument
            dogs:expire('a', 'x') => error: attempt to perform arithmetic on local 'exptime' (a string value)
            dogs:expire('a', {}) => error: attempt to perform arithmetic on local 'exptime' (a table value)
            dogs:expire(nil, 1) => nil nil key
            dogs:expire('', 1) => nil empty key
            dogs.expire('a', 1) => error: bad "zone" argument
            select('#', dogs:flush_all()), dogs:get('a'), #dogs:get_keys() => 0 nil 0
            dogs.flush_all() => error: bad "zone" argument
            dogs:flush_expired(), dogs:expire('a', 0.001), dogs:flush_expired() => 0 true 0
            dogs:flush_expired('x') => error: bad argument #1 to 'flush_expired' (number expected, got string)
            dogs:flush_expired(1, 2) => error: expecting 1 or 2 argument(s), but saw 3
            dogs.flush_expired() => error: expecting 1 or 2 argument(s), but saw 0
            dogs.flush_expired(1) => error: bad argument #1 to 'flush_expired' (table expected, got number)
            dogs.flush_expired({}) => error: bad user data for the ngx_shm_zone_t pointer
            table.concat(dogs:get_keys(), ' ') => a n t l
            table.concat(dogs:get_keys(2), ' '), #dogs:get_keys(0), #dogs:get_keys(-1), #dogs:get_keys('1') => a n 4 4 1
            dogs:get_keys(nil) => error: bad argument #1 to 'get_keys' (number expected, got nil)
            dogs:get_keys(1, 2) => error: expecting 1 or 2 argument(s), but saw 3
            dogs.get_keys('dogs') => error: bad argument #1 to 'get_keys' (table expected, got string)
            dogs.get_keys({}) => error: bad user data for the ngx_shm_zone_t pointer
            dogs:capacity(), dogs:free_space(), ngx.shared.tiny:free_space() => 1048576 1032192 0
            dogs.capacity() => error: bad "zone" argument
            dogs.free_space({}) => error: bad "zone" argument
            """;

    private static final String BEGIN = LuaCases.SHOW
            + """
            local dogs = ngx.shared.dogs
            dogs:set('a', 'x') dogs:set('n', 5) dogs:set('t', true) dogs:lpush('l', 'x')
            local function keys(t)
              local names = {}
              for name in pairs(t) do names[#names + 1] = name end
              table.sort(names)
              return unpack(names)
            end
            """;

    private final AtomicLong millis = new AtomicLong(1_000_000);
    private final SharedDictionaries dictionaries =
            SharedDictionaries.of(Map.of("dogs", 1L << 20, "tiny", 12L << 10), millis::get);

    static Stream<Arguments> cases() {
        return LuaCases.of(TABLE);
    }

    private TestUnits units() {
        return new TestUnits(MemoryExchange.of("GET", "/"), dictionaries);
    }

    private String content(String code) {
        return units().written(Phase.CONTENT, code);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void evaluates(String expression, String result) {
        assertThat(content(BEGIN + "ngx.print(show(function() return all(" + expression + ") end))"))
                .isEqualTo(result);
    }

    @Test
    void keepsValuesFromRequestToRequestAndFromUnitToUnit() {
        content("ngx.shared.dogs:set('\\0\\255', '\\128\\0', 0, 3)");

        assertThat(content("local v, f = ngx.shared.dogs:get('\\0\\255') ngx.print(#v, v:byte(1), f)"))
                .isEqualTo("21283");
    }

    @Test
    void endsItems() {
        content("ngx.shared.dogs:set('first', 1) ngx.shared.dogs:set('a', 'x', 0.05, 3)");
        millis.addAndGet(51);

        assertThat(content("ngx.say(ngx.shared.dogs:get('a')) ngx.say(ngx.shared.dogs:get_stale('a'))"
                        + " ngx.say(ngx.shared.dogs:ttl('a')) ngx.say(ngx.shared.dogs:flush_expired())"))
                .isEqualTo("nil\nx3true\n-0.001\n1\n");
    }

    @Test
    void tellsWhetherItemsHadToMakeRoom() {
        String code =
                """
                local d, i = ngx.shared.tiny, 0
                while d:safe_set('k' .. i, i) do i = i + 1 end
                ngx.say(i)
                ngx.say(d:safe_set('x', 1))
                ngx.say(d:safe_add('x', 1))
                ngx.say(d:lpush('l', 1))
                ngx.say(d:set('x', 1))
                ngx.say(d:add('y', 1))
                ngx.say(d:incr('z', 1, 0))
                ngx.say(d:set('big', ('x'):rep(5000)))
                """;

        assertThat(content(code))
                .isEqualTo(
                        """
                        31
                        falseno memoryfalse
                        falseno memoryfalse
                        falseno memory
                        trueniltrue
                        trueniltrue
                        1niltrue
                        falseno memorytrue
                        """);
    }

    @Test
    void tellsThatAListIsFull() {
        assertThat(content("local d, ok, err = ngx.shared.tiny repeat ok, err = d:lpush('l', 1) until not ok"
                        + " ngx.print(ok, ' ', err, ' ', d:llen('l'))"))
                .isEqualTo("nil no memory 126");
    }

    @Test
    void takesKeysByTheirMetamethod() {
        assertThat(content("local k = setmetatable({}, {__tostring = function() return 'a' end})"
                        + " ngx.shared.dogs:set(k, 1) ngx.print(ngx.shared.dogs:get('a'))"))
                .isEqualTo("1");
        assertThat(content("ngx.shared.dogs:get(setmetatable({}, {__tostring = function() end}))"))
                .isEqualTo("unit:1: attempt to get length of local 'key' (a nil value)");
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void isThereInAllPhases(Phase phase) {
        assertThat(units().run(phase, "ngx.shared.dogs:incr('n', 1, 0)")).isEqualTo(Outcome.Completed.INSTANCE);
    }

    @Test
    void isEmptyWhereThereAreNoDictionaries() {
        assertThat(TestUnits.content("ngx.print(type(ngx.shared), next(ngx.shared), ngx.shared.dogs)"))
                .isEqualTo("tablenilnil");
    }

    @Test
    void belongsToTheNodeThatAnExecutionIsOn() {
        content("ngx.shared.dogs:set('a', 'here')");
        SharedDictionaries others = SharedDictionaries.of(Map.of("dogs", 1L << 20));
        TestUnits elsewhere = new TestUnits(MemoryExchange.of("GET", "/"), others);

        assertThat(elsewhere.written(Phase.CONTENT, "ngx.print(ngx.shared.dogs:get('a'))"))
                .isEqualTo("nil");
        assertThat(content("ngx.print(ngx.shared.dogs:get('a'))")).isEqualTo("here");
    }

    @Test
    void cannotBeChangedByUnits() {
        assertThat(content("ngx.shared.birds = {}")).startsWith("unit:1: ngx.shared is read-only");
        assertThat(content("ngx.shared.dogs.get = nil")).startsWith("unit:1: ngx.shared.dogs is read-only");
        assertThat(content("getmetatable(ngx.shared.dogs).get = nil"))
                .startsWith("unit:1: ngx.shared.DICT is read-only");
        assertThat(content("ngx.shared.dogs[1] = nil")).startsWith("unit:1: ngx.shared.dogs is read-only");
    }

    @Test
    void countsTheKeysThatAreShownAsMemoryOfTheUnit() {
        content("for i = 1, 8000 do ngx.shared.dogs:set('k' .. i, i) end");

        assertThat(units().run(Phase.CONTENT, "while true do ngx.shared.dogs:get_keys(0) end", Limits.of(60_000, 4)))
                .isInstanceOf(Outcome.Failed.class);
        assertThat(content("ngx.print(#ngx.shared.dogs:get_keys(0))")).isEqualTo("8000");
    }
}
