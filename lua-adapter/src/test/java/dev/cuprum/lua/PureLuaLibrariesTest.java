package dev.cuprum.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.Phase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Libraries that were not written for units, as Debian packs them, loaded unmodified: each does here what it does in
 * LuaJIT.
 */
final class PureLuaLibrariesTest {

    private static final Path FOLDER = Path.of("/usr/share/lua/5.1");

    private static final List<String> PATH = List.of(FOLDER + "/?.lua", FOLDER + "/?/init.lua");

    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]+");

    /** Writes to the response what a program writes to its output. */
    private static final String PRELUDE =
            "print = function(...) local t = {} for i = 1, select('#', ...) do t[i] = tostring((select(i, ...))) end"
                    + " ngx.print(table.concat(t, '\\t'), '\\n') end io.write = function(...) ngx.print(...) end ";

    @TempDir
    Path folder;

    private static LuaEngine engine() {
        return LuaEngine.builder().modulePath(PATH).build();
    }

    private static void assumeInstalled(String module) {
        Path file = FOLDER.resolve(module.replace('.', '/') + ".lua");
        assumeTrue(Files.exists(file), file + " is not installed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dkjson",
                "inspect",
                "basexx",
                "argparse",
                "penlight",
                "messagepack",
                "moses",
                "markdown",
                "luassert",
                "luaunit",
                "compat53"
            })
    void doesAsInLuaJit(String library) throws Exception {
        String script = script(library);
        assumeInstalled(script.lines().findFirst().orElseThrow().replace("-- needs: ", ""));
        String written =
                new TestUnits(MemoryExchange.of("GET", "/"), engine()).written(Phase.CONTENT, PRELUDE + script);
        assertThat(written).doesNotStartWith("unit:");
        assumeTrue(isInstalled("luajit"), "luajit is not installed");
        assertThat(withoutAddresses(written)).isEqualTo(withoutAddresses(luajit(script)));
    }

    @Test
    void cookiesOfARequestAreReadAndSet() {
        assumeInstalled("nginx.cookie");
        MemoryExchange exchange = MemoryExchange.of("GET", "/");
        exchange.request().headers().set("Cookie", "a=1; name=two; empty=");
        String written = new TestUnits(exchange, engine())
                .written(
                        Phase.CONTENT,
                        """
                        local cookies = require('nginx.cookie'):new()
                        local all = cookies:get_all()
                        local one = cookies:set({key = 'b', value = '2', path = '/', secure = true, httponly = true,
                            max_age = 50, samesite = 'Strict'})
                        local two = cookies:set({key = 'c', value = '3'})
                        ngx.print(cookies:get('a'), all.name, cookies:get('none'), '|', one, two, '|')
                        ngx.print(cookies:set({value = 'x'}))
                        """);
        assertThat(written).startsWith("1twonil").contains("|truetrue|nilmissing cookie field");
        assertThat(exchange.response().headers().all("Set-Cookie"))
                .hasSize(2)
                .contains("c=3")
                .anyMatch(cookie -> cookie.startsWith("b=2; Max-Age=50; Path=/; Secure; HttpOnly"));
    }

    private static String withoutAddresses(String output) {
        return ADDRESS.matcher(output).replaceAll("0x");
    }

    private static String script(String library) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                PureLuaLibrariesTest.class.getResourceAsStream("libraries/" + library + ".lua"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** What it writes as a chunk that is called as units here are. */
    private String luajit(String script) throws IOException {
        Path file = Files.writeString(folder.resolve("script"), script);
        String driver =
                "package.path = '" + String.join(";", PATH) + "' package.cpath = '' arg = nil local file = io.open('"
                        + file + "') assert(loadstring(file:read('*a'), '=unit'))()";
        Process process = new ProcessBuilder("luajit", "-e", driver)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
}
