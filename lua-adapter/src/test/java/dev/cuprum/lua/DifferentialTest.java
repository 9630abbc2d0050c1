package dev.cuprum.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cuprum.lua.lib.BaseLibTest;
import dev.cuprum.lua.lib.BitLibTest;
import dev.cuprum.lua.lib.CoroutineLibTest;
import dev.cuprum.lua.lib.MathLibTest;
import dev.cuprum.lua.lib.OsLibTest;
import dev.cuprum.lua.lib.PatternTest;
import dev.cuprum.lua.lib.StringFormatTest;
import dev.cuprum.lua.lib.StringLibTest;
import dev.cuprum.lua.lib.TableLibTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks the original what it makes of the tables of the library tests, where the original is installed. */
final class DifferentialTest {

    @TempDir
    Path folder;

    private static Stream<String> lines() {
        return Stream.of(
                        StringLibTest.TABLE,
                        StringFormatTest.TABLE,
                        PatternTest.TABLE,
                        TableLibTest.TABLE,
                        MathLibTest.TABLE,
                        BaseLibTest.TABLE,
                        OsLibTest.TABLE,
                        BitLibTest.TABLE,
                        CoroutineLibTest.TABLE)
                .flatMap(String::lines);
    }

    @Test
    void agreesWithLuaJit() throws Exception {
        assumeTrue(isInstalled("luajit"), "luajit is not installed");
        String table = lines().filter(line -> !line.matches("~?!.*")).collect(Collectors.joining("\n"));
        assertAgrees("luajit", LuaCases.of(table).toList());
    }

    @Test
    void agreesWithLua51() throws Exception {
        assumeTrue(isInstalled("lua5.1"), "lua5.1 is not installed");
        String table = lines().filter(line -> !line.startsWith("~")).collect(Collectors.joining("\n"));
        assertAgrees("lua5.1", LuaCases.of(table).toList());
    }

    private void assertAgrees(String program, List<org.junit.jupiter.params.provider.Arguments> cases)
            throws Exception {
        StringBuilder script = new StringBuilder(LuaCases.SHOW);
        for (var testCase : cases) {
            // Each in an environment of its own, as here: some write globals.
            script.append("do local env = setmetatable({}, {__index = _G}) env._G = env ")
                    .append("local f = setfenv(function() return all(")
                    .append(testCase.get()[0])
                    .append(") end, env) io.write(show(f), '\\1\\n') end\n");
        }
        Path file = Files.writeString(folder.resolve("cases.lua"), script, StandardCharsets.ISO_8859_1);
        String output = output(program, file.toString());
        List<String> theirs = List.of(output.split("\u0001\n"));
        List<String> table = cases.stream()
                .map(testCase -> testCase.get()[0] + " => " + testCase.get()[1])
                .toList();
        for (int i = 0; i < table.size(); i++) {
            String found = i < theirs.size() ? theirs.get(i).strip() : "nothing: " + output;
            assertThat(cases.get(i).get()[0] + " => " + found).isEqualTo(table.get(i));
        }
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        process.waitFor();
        return output;
    }
}
