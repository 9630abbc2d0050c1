package dev.cuprum.lua.lib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.http.MemoryExchange;
import dev.cuprum.lua.LuaCases;
import dev.cuprum.lua.TestUnits;
import dev.cuprum.unit.Phase;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class IoLibTest {

    private static final String TABLE =
            """
            io.open('/etc/passwd') => nil /etc/passwd: Operation not permitted 1
            io.popen('ls') => nil ls: Operation not permitted 1
            io.tmpfile() => nil a temporary file: Operation not permitted 1
            pcall(io.lines, '/etc/passwd') => false /etc/passwd: Operation not permitted
            pcall(io.output, 'x'), pcall(io.input, 'x') => false false x: Operation not permitted
            io.open() => error: bad argument #1 to 'open' (string expected, got no value)
            io.type(io.stdout), io.type(5), io.type() => error: bad argument #1 to 'type' (value expected)
            io.type(io.stdout), io.type(5) => file nil
            io.read(), io.stdin:read('*a'), io.lines()() => nil nil nil
            io.output() == io.stdout, io.input() == io.stdin => true true
            io.stdout:flush(), io.stderr:setvbuf('no'), io.stderr:seek() => true true nil stderr: Operation not permitted 1
            io.write({}) => error: bad argument #1 to 'write' (string expected, got table)
            os.getenv('PATH'), os.execute(), os.execute('ls') => nil 0 -1
            os.remove('x') => nil x: Operation not permitted 1
            os.rename('x', 'y') => nil x: Operation not permitted 1
            os.setlocale(), os.setlocale('C'), os.setlocale(''), os.setlocale('de_DE') => C C C nil
            os.getenv() => error: bad argument #1 to 'getenv' (string expected, got no value)
            """;

    static Stream<Arguments> cases() {
        return LuaCases.of(TABLE);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void evaluates(String expression, String result) {
        assertThat(LuaCases.evaluate(expression)).isEqualTo(result);
    }

    @Test
    void whatIsWrittenGoesToTheLog() {
        TestUnits units = new TestUnits(MemoryExchange.of("GET", "/"));
        units.run(Phase.REWRITE, "io.write('a', 5, '\\n'):write('b') io.stderr:write('oh\\n') io.write('')");
        assertThat(units.log).containsExactly("notice: a5", "notice: b", "err: oh");
    }
}
