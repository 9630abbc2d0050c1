package dev.cuprum.lua.regex;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The PCRE of this machine, by way of LuaJIT. */
final class Pcre {

    private static final int SECONDS = 120;

    private Pcre() {}

    /** Why it cannot be asked; empty where it can. */
    static String absence() {
        try {
            String version = run(List.of());
            return version.startsWith("8.39") ? "" : "no PCRE 8.39: " + version.strip();
        } catch (IOException e) {
            return "no luajit: " + e.getMessage();
        }
    }

    /** What it makes of each. */
    static List<String> answers(List<RegexCase> cases) throws IOException {
        List<String> answers = run(cases).lines().toList();
        if (answers.size() != cases.size()) {
            throw new IOException("PCRE gave " + answers.size() + " answers to " + cases.size() + ": stuck at "
                    + (answers.size() < cases.size() ? cases.get(answers.size()) : answers));
        }
        return answers;
    }

    private static String run(List<RegexCase> cases) throws IOException {
        Path script = Files.createTempFile("pcre", ".lua");
        Path lines = Files.createTempFile("cases", ".txt");
        try (InputStream source = Pcre.class.getResourceAsStream("pcre.lua")) {
            Files.write(script, source.readAllBytes());
            Files.writeString(lines, cases.stream().map(RegexCase::line).collect(Collectors.joining("\n")), ISO_8859_1);
            // PCRE calls itself for most that it remembers.
            List<String> command = List.of(
                    "sh",
                    "-c",
                    "ulimit -s unlimited 2>/dev/null; exec luajit \"$@\"",
                    "sh",
                    script.toString(),
                    cases.isEmpty() ? "version" : lines.toString());
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            var killer = CompletableFuture.runAsync(
                    process::destroyForcibly, CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS));
            String output = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
            killer.cancel(false);
            return output;
        } finally {
            Files.delete(script);
            Files.delete(lines);
        }
    }
}
