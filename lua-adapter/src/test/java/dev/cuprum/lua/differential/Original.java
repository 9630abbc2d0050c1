package dev.cuprum.lua.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An implementation of Lua that is installed on this machine, to be asked what a piece of code does. */
final class Original {

    private static final String SEPARATOR = "\u0001end\u0001\n";
    private static final int SECONDS = 120;

    private final List<String> command;

    private Original(String... command) {
        this.command = List.of(command);
    }

    /** LuaJIT, interpreting: what it compiles does the same, but for bugs. */
    static Original luaJit() {
        return new Original("luajit", "-joff");
    }

    /** The original of all. */
    static Original lua51() {
        return new Original("lua5.1");
    }

    String name() {
        return command.get(0);
    }

    boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command.get(0))));
    }

    /** What each piece of code writes with {@code out}, and the error it ends with if it does. */
    List<String> outputs(List<String> codes) throws IOException {
        StringBuilder script = new StringBuilder(Snippets.resource("driver.lua"));
        codes.forEach(code -> script.append("case ")
                .append(quoted(Snippets.withPrelude(code)))
                .append('\n'));
        Path file = Files.createTempFile("snippets", ".lua");
        try {
            Files.writeString(file, script, ISO_8859_1);
            String output = run(
                    Stream.concat(command.stream(), Stream.of(file.toString())).toList());
            // What follows the last separator is what the program says when it breaks down.
            List<String> parts = List.of(output.split(SEPARATOR, -1));
            if (parts.size() != codes.size() + 1) {
                throw new IOException(command + " gave " + (parts.size() - 1) + " answers to " + codes.size() + ": "
                        + parts.get(parts.size() - 1));
            }
            return parts.subList(0, codes.size());
        } finally {
            Files.delete(file);
        }
    }

    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var killer = CompletableFuture.runAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS));
        try {
            return new String(process.getInputStream().readAllBytes(), ISO_8859_1);
        } finally {
            killer.cancel(false);
            process.destroyForcibly();
        }
    }

    private static String quoted(String code) {
        StringBuilder text = new StringBuilder("\"");
        for (byte b : code.getBytes(UTF_8)) {
            if (b == '"' || b == '\\' || b == '\n') {
                text.append('\\').append((char) b);
            } else if (b < ' ') { // Also the bytes from 0x80 on, which are negative.
                text.append(String.format("\\%03d", b & 0xff));
            } else {
                text.append((char) b);
            }
        }
        return text.append('"').toString();
    }
}
