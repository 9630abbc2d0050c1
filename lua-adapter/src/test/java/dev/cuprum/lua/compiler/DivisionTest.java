package dev.cuprum.lua.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.cuprum.lua.TestUnits;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Large functions become methods that HotSpot compiles, and do what small ones do. */
final class DivisionTest {

    /** HotSpot compiles no method of more bytes. */
    private static final int MOST = 8000;

    private static Arguments source(String name, String code, String result) {
        return arguments(name, code, result);
    }

    private static String times(int count, IntFunction<String> piece) {
        return IntStream.range(0, count).mapToObj(piece).collect(Collectors.joining(" "));
    }

    static Stream<Arguments> sources() {
        return Stream.of(
                source(
                        "a repeat whose condition sees a local",
                        "local t, i, n = {x = 0}, 1, 0 repeat n = n + 1 local done = n == 2 "
                                + "t.x = t.x + i if t.x == 7 then i = 2 end ".repeat(700) + "until done ngx.print(t.x)",
                        "2793"),
                source(
                        "jumps over the next statement",
                        "local t = {x = 0} "
                                + times(
                                        900,
                                        i -> "if t.x % 7 == 6 then goto l" + i + " end t.x = t.x + 1 ::l" + i + "::")
                                + " ngx.print(t.x)",
                        "6"),
                source(
                        "jumps to the end",
                        "local x, err = 0 " + times(700, i -> "if x > 500 then err = " + i + " goto fail end x = x + 1")
                                + " ::fail:: ngx.print(err, ' ', x)",
                        "501 501"),
                source(
                        "jumps to the beginning",
                        "local x, rounds = 0, 0 ::top:: rounds = rounds + 1 " + "x = x + rounds ".repeat(1000)
                                + "if rounds < 3 then goto top end ngx.print(x, ' ', rounds)",
                        "6000 3"),
                source(
                        "jumps everywhere",
                        "local x = 0 goto s7 "
                                + times(
                                        700,
                                        i -> "::s" + i + ":: x = x + 1 if x % 3 == 0 then goto s" + i * 31 % 700
                                                + " end if x >= 5000 then goto done end")
                                + " goto s3 ::done:: ngx.print(x)",
                        "5000"),
                source(
                        "a local of a loop by goto that functions capture",
                        "local fs, i = {}, 0 ::top:: i = i + 1 local v, w = i, 0 " + "w = w + v ".repeat(600)
                                + "fs[i] = function() v = v + 1 return v + w end if i < 3 then goto top end "
                                + "for k = 1, 3 do ngx.print(fs[k](), ' ', fs[k](), ' ') end",
                        "602 603 1203 1204 1804 1805 "),
                source(
                        "declarations between jumps out of a loop",
                        "local t = {x = 0} for i = 1, 3 do "
                                + times(
                                        190,
                                        i -> "local v" + i + " = t.x + " + i + " if v" + i
                                                + " > 1e9 then goto continue end t.x = t.x + v" + i + " % 7")
                                + " ::continue:: end ngx.print(t.x)",
                        "756"),
                source(
                        "breaks out of a loop",
                        "local n = 0 while true do " + "n = n + 1 if n > 2500 then break end ".repeat(1000)
                                + "end ngx.print(n)",
                        "2501"),
                source(
                        "many locals, one of them captured",
                        times(195, i -> "local v" + i + " = " + i) + " local function f() v0 = v1 end "
                                + times(
                                        3000,
                                        i -> "v" + i % 195 + " = v" + i * 7 % 195 + " + v" + i * 13 % 195
                                                + " * 2 % 1000")
                                + " ngx.print(v5)",
                        "16435"),
                source("a long sum", "local x = 1 ngx.print(x" + "+x".repeat(100_000) + ")", "100001"),
                source(
                        "a long choice",
                        "local x = 3 ngx.print(" + times(9000, i -> "x == " + (i + 10) + " or") + " 'none')",
                        "none"),
                source(
                        "many calls",
                        "local o = {n = 0} function o:f(x) self.n = self.n + x return self end ngx.print(o"
                                + ":f(1)".repeat(9000) + ".n)",
                        "9000"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sources")
    void largeFunctionsAreDivided(String name, String code, String result) throws Exception {
        assertThat(CompiledClasses.sizes(CompiledClasses.loader(code)).entrySet())
                // What makes constants runs once.
                .filteredOn(method -> !method.getKey().endsWith("<clinit>"))
                .hasSizeGreaterThan(10)
                .allSatisfy(method -> assertThat(method.getValue()).isLessThan(MOST));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sources")
    void largeFunctionsDoWhatSmallOnesDo(String name, String code, String result) throws InterruptedException {
        AtomicReference<String> written = new AtomicReference<>("");
        Thread thread = new Thread(null, () -> written.set(TestUnits.content(code)), "small", 1 << 20);
        thread.start();
        thread.join();

        assertThat(written.get()).isEqualTo(result);
    }
}
