package dev.cuprum.lua.ngx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.cuprum.engine.Outcome;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.lua.TestUnits;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ngx.re} does what it does in nginx 1.22 with lua-nginx-module 0.10.23, which was asked for every line of the table. */
final class RegexApiTest {

    /** So little that no machine comes to the limit of steps, or to an end, before. */
    private static final Limits BRIEF = Limits.of(20, 32);

    private static String resource(String name) {
        try (InputStream in = RegexApiTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<Arguments> cases() {
        return resource("regex-cases.txt").lines().map(line -> {
            String[] parts = line.split("\t", -1);
            return arguments(parts[0], parts[1].replace("\\n", "\n"));
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void doesAsNginxDoes(String expression, String result) {
        String code = "local function id(...) return ... end ngx.print(all(pcall(function() return id(" + expression
                + ") end)))";

        assertThat(TestUnits.content(resource("show.lua") + code)).isEqualTo(result);
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void isThereInEveryPhase(Phase phase) {
        Outcome outcome = new TestUnits(MemoryExchange.of("GET", "/"))
                .run(phase, "assert(ngx.re.match('hello, 1234', '[0-9]+', 'jo')[0] == '1234')");

        assertThat(outcome).isInstanceOf(Outcome.Completed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ngx.re.match(('a,'):rep(100000), '.*.*.*.*[xyz]')",
                "ngx.re.find(('a,'):rep(100000), '(?:.*,)*[xyz]', 'jo')",
                "ngx.re.gsub(('a,'):rep(100000), '.*,[xyz]', '')",
                "while true do ngx.re.gsub('aaa', 'a', 'b') end",
                "local i = 0 while true do i = i + 1 ngx.re.match('x', '(a|b' .. i .. ')*', 'jo') end",
                "for _ in ngx.re.gmatch(('a'):rep(100000), '(?=.*[xyz])|b') do end",
                "ngx.re.gsub(('a'):rep(30000), 'a', function() return ngx.re.gsub(('a'):rep(30000), 'a', 'b') end)",
            })
    void isStoppedByTheBudget(String code) {
        Outcome outcome = new TestUnits(MemoryExchange.of("GET", "/")).run(Phase.CONTENT, code, BRIEF);

        // What is allocated counts in all, so that a loop may come to the end of either.
        assertThat(outcome).isInstanceOfAny(Outcome.TimedOut.class, Outcome.Failed.class);
        assertThat(outcome.toString()).contains("budget used up");
    }

    @Test
    void isStoppedWhereAResultGrowsTooLarge() {
        String code = "local s = ('a'):rep(1e5) while true do s = ngx.re.gsub(s, 'a', '$0$0') end";
        Outcome outcome = new TestUnits(MemoryExchange.of("GET", "/")).run(Phase.CONTENT, code, Limits.of(60_000, 32));

        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(((Outcome.Failed) outcome).message()).contains("32 MB memory budget used up");
    }

    @Test
    void keepsAnExpressionApartFromTheSameWithOtherOptions() {
        String code =
                """
                for _ = 1, 3 do
                  for _, options in ipairs {'', 'i', 'jo', 'ijo', 'x'} do
                    ngx.print(ngx.re.match('A b', 'a b', options) and 'y' or 'n')
                  end
                end
                """;
        assertThat(TestUnits.content(code)).isEqualTo("nynyn".repeat(3));
    }

    @Test
    void goesOnWithAContextWhereTheLastMatchEnded() {
        String code =
                """
                local ctx, t = {pos = 1}, {}
                while true do
                  local m = ngx.re.match('a1b22', '([a-z])([0-9]+)', 'jo', ctx)
                  if not m then break end
                  t[#t + 1] = m[1] .. '=' .. m[2] .. '@' .. ctx.pos
                end
                ngx.print(table.concat(t, ' '))
                """;
        assertThat(TestUnits.content(code)).isEqualTo("a=1@3 b=22@6");
    }

    @Test
    void cannotBeChanged() {
        assertThat(TestUnits.content("ngx.re.match = nil")).contains("read-only");
    }
}
