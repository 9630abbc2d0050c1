package dev.cuprum.lua.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares what the parser says of broken sources with what LuaJIT says. Two files hold the sources, one in a line,
 * with {@code ¶} where a line of it ends: {@code broken.txt}, each with its line and its message, and
 * {@code valid.txt}.
 */
final class SyntaxErrorTest {

    private static final String ARROW = " → ";

    @TempDir
    Path folder;

    /** A source, and what is wrong with it: {@code line: message}, or {@code valid}. */
    record Case(String source, String verdict) {}

    static List<Case> broken() {
        return lines("broken.txt").map(SyntaxErrorTest::split).toList();
    }

    static List<Case> valid() {
        return lines("valid.txt").map(line -> new Case(line, "valid")).toList();
    }

    private static Case split(String line) {
        int arrow = line.lastIndexOf(ARROW);
        return new Case(line.substring(0, arrow), line.substring(arrow + ARROW.length()));
    }

    private static Stream<String> lines(String file) {
        try (InputStream stream = SyntaxErrorTest.class.getResourceAsStream(file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource({"broken", "valid"})
    void judgesAsTheTableSays(Case example) {
        assertThat(verdict(example.source)).isEqualTo(example.verdict);
    }

    private static String verdict(String source) {
        try {
            ParserTest.parse(source.replace('¶', '\n'));
            return "valid";
        } catch (SourceException e) {
            return e.line() + ": " + e.getMessage().replace('\n', '¶');
        }
    }

    /** What is longer than a line of a table. */
    static List<Case> large() {
        StringBuilder locals = new StringBuilder();
        StringBuilder sum = new StringBuilder("0");
        for (int i = 0; i < 61; i++) {
            locals.append(i == 0 ? "local a" : ",a").append(i);
            sum.append("+a").append(i);
        }
        String labels = "::a%::";
        StringBuilder manyLabels = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            manyLabels.append(labels.replace("%", String.valueOf(i)));
        }
        return Stream.of(
                        "local a ".repeat(200),
                        "local a ".repeat(201),
                        "x()¶function f()¶¶ " + "local a ".repeat(201) + "end",
                        "function f(" + "a,".repeat(200) + "a) end",
                        "local a" + ",a".repeat(200),
                        "local a ".repeat(197) + "for i = 1, 2 do end",
                        "local a ".repeat(196) + "for i = 1, 2 do end",
                        "local a ".repeat(196) + "for i, j in x do end",
                        "local a ".repeat(200) + "local function f() end",
                        locals + "¶local function g()¶ return " + sum + " end",
                        locals.toString().replace(",a60", "") + " function g() return " + sum + " end",
                        locals + "¶function g()¶ return function()¶ return " + sum + " end end",
                        "(".repeat(300),
                        "x=" + "(".repeat(198) + "1" + ")".repeat(198),
                        "x=" + "(".repeat(197) + "1" + ")".repeat(197),
                        "x=" + "- ".repeat(198) + "1",
                        "x=" + "- ".repeat(197) + "1",
                        "x=" + "{".repeat(199),
                        "x=a" + "^a".repeat(198),
                        "x=a" + "^a".repeat(197),
                        "do¶".repeat(199),
                        "do ".repeat(198) + "end ".repeat(198),
                        "function f()".repeat(200),
                        "if a then ".repeat(200),
                        "if a then " + "elseif a then ".repeat(1000) + "end",
                        "x=a" + "+a".repeat(1000),
                        "x=a" + " and a".repeat(300),
                        "x=a" + "()".repeat(1000),
                        manyLabels.toString())
                .map(source -> new Case(source, verdict(source)))
                .toList();
    }

    @Test
    void agreesWithLuaJit() throws Exception {
        assumeTrue(isInstalled("luajit"), "luajit is not installed");
        List<Case> cases = new ArrayList<>();
        Stream.of(broken(), valid(), large()).forEach(cases::addAll);
        StringBuilder script = new StringBuilder(
                """
                local function judge(source)
                  local f, message = loadstring(source, '=x')
                  message = f and 'valid' or message:gsub('^x:', ''):gsub('\\n', '\\194\\182')
                  io.write(message, '\\1')
                end
                """);
        for (Case example : cases) {
            script.append("judge '");
            for (byte b : example.source.replace('¶', '\n').getBytes(StandardCharsets.UTF_8)) {
                script.append(String.format("\\%03d", b & 0xff));
            }
            script.append("'\n");
        }
        Path file = Files.writeString(folder.resolve("judge.lua"), script);
        String[] theirs = output("luajit", file.toString()).split("\u0001");
        assertThat(theirs).hasSameSizeAs(cases);
        for (int i = 0; i < theirs.length; i++) {
            Case example = cases.get(i);
            assertThat(example.source + ARROW + example.verdict).isEqualTo(example.source + ARROW + theirs[i]);
        }
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    @Test
    void countsLevelsAndLocals() {
        assertThat(verdict("local a ".repeat(201))).isEqualTo("1: main function has more than 200 local variables");
        assertThat(verdict("(".repeat(100_000))).isEqualTo("1: chunk has too many syntax levels");
        assertThat(verdict("\n".repeat(6) + "function f() " + "local a ".repeat(201)))
                .isEqualTo("7: function at line 7 has more than 200 local variables");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1LL", "1ull", "0x1fULL", "2i", "1.5e3i", "0x1p4i"})
    void refusesNumbersThatOnlyLuaJitHas(String literal) {
        assertThatThrownBy(() -> ParserTest.parse("return\n" + literal))
                .isInstanceOf(SourceException.class)
                .hasMessage("64-bit integers and imaginary numbers are not supported near '" + literal + "'")
                .hasFieldOrPropertyWithValue("line", 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1LLx", "1.5LL", "1e5ull", "i", "0x1.8LL", "LL", "1iLL"})
    void doesNotTakeOthersForThem(String literal) {
        assertThat(verdict("x = 1 " + literal)).doesNotContain("64-bit");
        assertThat(verdict("x = 1" + literal + "z")).isEqualTo("1: malformed number near '1" + literal + "z'");
    }

    @Test
    void endsWhatItShowsOfATokenAtAZero() {
        assertThat(verdict("x = 'a\\0b\n'")).isEqualTo("1: unfinished string near ''a'");
        assertThat(verdict("x = \0")).isEqualTo("1: unexpected symbol");
        assertThat(verdict("x = \1")).isEqualTo("1: unexpected symbol near 'char(1)'");
    }
}
