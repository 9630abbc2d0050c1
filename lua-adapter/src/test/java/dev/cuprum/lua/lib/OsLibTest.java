package dev.cuprum.lua.lib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.lua.LuaCases;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

public final class OsLibTest {

    /** Time. */
    public static final String TABLE =
            """
            type(os.time()), type(os.clock()) => number number
            os.time({year = 2000, month = 1, day = 1, hour = 12}) - os.time({year = 2000, month = 1, day = 1, hour = 0}) => 43200
            os.time({year = 2000, month = 1, day = 1}) == os.time({year = 2000, month = 1, day = 1, hour = 12}) => true
            os.time({year = 2000, month = 13, day = 1}) == os.time({year = 2001, month = 1, day = 1}) => true
            os.time({month = 1, day = 1}) => error: field 'year' missing in date table
            os.date('!%Y-%m-%d %H:%M:%S', 0) => 1970-01-01 00:00:00
            os.date('!%c', 0) => Thu Jan  1 00:00:00 1970
            os.date('!%x %X %p', 86399) => 01/01/70 23:59:59 PM
            os.date('!%a %A %b %B %d %H %I %j %m %M %S %w %y %Y %%', 951827696) => Tue Tuesday Feb February 29 12 12 060 02 34 56 2 00 2000 %
            os.date('!%U %W', 951827696) => 09 09
            os.date('!*t', 951827696).yday => 60
            os.date('!*t', 951827696).wday => 3
            os.date('!*t', 0).isdst => false
            os.date('!*t', 0).hour => 0
            os.difftime(10, 4) => 6
            os.date('!%D %F %T %R %r %e %h %C %g %G %V %u %s', 1767323045) => 01/02/26 2026-01-02 03:04:05 03:04 03:04:05 AM  2 Jan 20 26 2026 01 5 1767323045
            ~os.date('!%_d|%-d|%^a|%#Z|%5d|%10Y|%^10a|%Ey|%Od|%E', 1767323045) => 2|2|FRI|gmt|00002|0000002026|       FRI|26|02|%E
            os.date('!%k|%l|%P|%y|%U|%W|%Q|%', 1767323045) => 3| 3|am|26|00|00|%Q|%
            os.date('!%c\\0%d', 0) => Thu Jan  1 00:00:00 1970
            os.date('!', 0) == '' => true
            os.date('!*tx', 0) => *tx
            os.date('!%c', 1e18) == nil => true
            os.date('!%Y %y %C', -62200000000) => -2 98 -1
            os.date({}) => error: bad argument #1 to 'date' (string expected, got table)
            os.time({year = 1970, month = 1}) => error: field 'day' missing in date table
            os.time({}) => error: field 'day' missing in date table
            os.time({year = 2020, month = 1, day = 'x'}) => error: field 'day' missing in date table
            os.time(5) => error: bad argument #1 to 'time' (table expected, got number)
            os.time({year = 2^40, month = 1, day = 1}) ~= nil => true
            os.difftime(5), os.difftime('7', '2') => 5 5
            os.difftime() => error: bad argument #1 to 'difftime' (number expected, got no value)
            """;

    static Stream<Arguments> cases() {
        return LuaCases.of(TABLE);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void evaluates(String expression, String result) {
        assertThat(LuaCases.evaluate(expression)).isEqualTo(result);
    }
}
