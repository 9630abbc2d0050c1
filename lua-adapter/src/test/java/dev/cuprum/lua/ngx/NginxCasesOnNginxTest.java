package dev.cuprum.lua.ngx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks nginx itself whether the tables are right. Each request of the tables has a server, on a loopback address of its own. */
final class NginxCasesOnNginxTest {

    /** Each connection to a server runs the next of its snippets, in a filter as often as that runs. */
    private static final String INIT =
            """
            init_by_lua_block {
                local seen = {}
                function run(server)
                    local last = seen[server] or {number = -1}
                    seen[server] = last
                    if last.connection ~= ngx.var.connection then
                        last.connection, last.number = ngx.var.connection, last.number + 1
                    end
                    assert(loadfile('$FOLDER/' .. server .. '-' .. last.number .. '.lua'))()
                end
            }
            server { listen 127.0.0.1:$PORT; }
            """;

    private static final Pattern LINE =
            Pattern.compile("\\S+ \\S+ \\[(\\w+)] \\d+#\\d+: \\*(\\d+) (.*?)(?: while logging request)?, client: .*");
    private static final Pattern RESULT = Pattern.compile("RESULT (\\d+)-(\\d+)<(.*)>");

    @TempDir
    Path folder;

    @Test
    void agreesWithNginx() throws IOException {
        Optional<String> absence = NginxOracle.absence();
        assumeTrue(absence.isEmpty(), absence::toString);
        Map<String, List<NginxCasesTest.Case>> byRequest = new LinkedHashMap<>();
        NginxCasesTest.cases().forEach(c -> byRequest
                .computeIfAbsent(c.request(), request -> new ArrayList<>())
                .add(c));
        try (NginxOracle nginx = NginxOracle.start(folder, configuration(byRequest))) {
            int server = 0;
            for (Map.Entry<String, List<NginxCasesTest.Case>> entry : byRequest.entrySet()) {
                for (int n = 0; n < entry.getValue().size(); n++) {
                    send(nginx, server, entry.getKey());
                }
                server++;
            }
        }
        assertThat(differences(byRequest, seen())).isEmpty();
    }

    private String configuration(Map<String, List<NginxCasesTest.Case>> byRequest) throws IOException {
        StringBuilder servers = new StringBuilder(INIT.replace("$FOLDER", folder.toString()));
        int server = 0;
        for (Map.Entry<String, List<NginxCasesTest.Case>> entry : byRequest.entrySet()) {
            servers.append(server(server, entry.getKey().split(" \\| ")[0].strip()));
            write(server++, entry.getValue());
        }
        return servers.toString();
    }

    private static List<String> differences(
            Map<String, List<NginxCasesTest.Case>> byRequest, Map<String, String> seen) {
        List<String> differences = new ArrayList<>();
        int server = 0;
        for (List<NginxCasesTest.Case> cases : byRequest.values()) {
            for (int n = 0; n < cases.size(); n++) {
                String result = seen.getOrDefault(server + "-" + n, "nothing").strip();
                if (!result.equals(cases.get(n).expected())) {
                    differences.add(cases.get(n) + " => " + result);
                }
            }
            server++;
        }
        return differences;
    }

    private static String server(int number, String phase) {
        String run = "{ run(" + number + ") }";
        String content = "content_by_lua_block { ngx.print('abc') }";
        String serverRewrite = phase.equals("server_rewrite") ? "server_rewrite_by_lua_block " + run : "";
        String location =
                switch (phase) {
                    case "content" -> "content_by_lua_block " + run;
                    case "set" -> "set_by_lua_block $computed " + run + content;
                    case "server_rewrite" -> content;
                    default -> phase + "_by_lua_block " + run + content;
                };
        return """
                server {
                    listen 127.77.0.%d:$PORT;
                    server_name c%d;
                    root /srv/www;
                    default_type text/plain;
                    set $mine 'm';
                    set $empty '';
                    %s
                    location / { %s }
                }
                """
                .formatted(number + 1, number, serverRewrite, location);
    }

    private void write(int number, List<NginxCasesTest.Case> cases) throws IOException {
        for (int n = 0; n < cases.size(); n++) {
            String name = number + "-" + n;
            String code = NginxCasesTest.SHOW + "ngx.log(ngx.ERR, 'RESULT " + name + "<', show(function() "
                    + cases.get(n).code() + " end), '>')";
            Files.writeString(folder.resolve(name + ".lua"), code);
        }
    }

    private static void send(NginxOracle nginx, int number, String request) throws IOException {
        String[] parts = request.split(" \\| ");
        List<String> headers = new ArrayList<>();
        String body = "";
        for (int i = 2; i < parts.length; i++) {
            String part = NginxCasesTest.unescape(parts[i]);
            if (part.startsWith("body ")) {
                body = part.substring(5);
            } else {
                headers.add(part);
            }
        }
        if (headers.stream().noneMatch(header -> header.startsWith("Host:"))) {
            headers.add(0, "Host: localhost");
        }
        if (!body.isEmpty()) {
            headers.add("Content-Length: " + body.length());
        }
        headers.add("Connection: close");
        String line = parts.length > 1 ? parts[1].strip() : "GET /";
        String text = line + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n" + body;
        try (Socket socket = new Socket(InetAddress.getByName("127.77.0." + (number + 1)), nginx.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getInputStream().readAllBytes();
        }
    }

    /** What the log says of each snippet: its result, and the other lines of its connection. */
    private Map<String, String> seen() throws IOException {
        Map<String, String> names = new HashMap<>();
        Map<String, String> results = new HashMap<>();
        Map<String, List<String>> others = new HashMap<>();
        for (String line : Files.readAllLines(folder.resolve("error.log"), StandardCharsets.ISO_8859_1)) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches() || Stream.of("error", "crit", "warn").noneMatch(matcher.group(1)::equals)) {
                continue;
            }
            Matcher result = RESULT.matcher(matcher.group(3));
            if (result.find()) {
                names.putIfAbsent(matcher.group(2), result.group(1) + "-" + result.group(2));
                results.putIfAbsent(names.get(matcher.group(2)), result.group(3));
            } else if (!matcher.group(3).contains("is buffered to a temporary file")) {
                List<String> lines = others.computeIfAbsent(matcher.group(2), connection -> new ArrayList<>());
                if (!lines.contains(matcher.group(3))) {
                    lines.add(matcher.group(3));
                }
            }
        }
        others.forEach((connection, lines) -> results.computeIfPresent(
                names.getOrDefault(connection, ""), (name, result) -> result + " ## " + String.join(" ## ", lines)));
        return results;
    }
}
