package dev.cuprum.lua.ngx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks nginx itself whether the table is right. */
final class NgxDataOnNginxTest {

    private static final String SERVER =
            """
            client_max_body_size 1m;
            client_body_buffer_size 1m;
            server {
                listen 127.0.0.1:$PORT;
                location / {
                    content_by_lua_block {
                        ngx.req.read_body()
                        assert(loadstring(ngx.req.get_body_data(), '=unit'))()
                    }
                }
            }
            """;

    /** A line of the log that a unit wrote: level, message, and what nginx adds of the request, but for debugging. */
    private static final Pattern LINE = Pattern.compile(
            "\\S+ \\S+ \\[(?<level>\\w+)] \\d+#\\d+: \\*\\d+ (?:(?<message>.*), client: .*|(?<debug>\\[lua] .*))");

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void agreesWithNginx(@TempDir Path folder) throws IOException, InterruptedException {
        Optional<String> absence = NginxOracle.absence();
        assumeTrue(absence.isEmpty(), absence::toString);
        List<String> differences = new ArrayList<>();
        try (NginxOracle nginx = NginxOracle.start(folder, SERVER)) {
            for (NgxCases.Case snippet : NgxCases.load("data.txt")) {
                String seen = run(nginx, snippet);
                if (!snippet.deliberate() && !seen.equals(snippet.expected())) {
                    differences.add(snippet + " => " + seen);
                }
            }
        }
        assertThat(differences).isEmpty();
    }

    private String run(NginxOracle nginx, NgxCases.Case snippet) throws IOException, InterruptedException {
        long logged = nginx.errorLogSize();
        HttpRequest request = HttpRequest.newBuilder(nginx.uri("/"))
                .POST(HttpRequest.BodyPublishers.ofString(snippet.unit(), StandardCharsets.ISO_8859_1))
                .build();
        byte[] body =
                client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
        String sent = new String(body, StandardCharsets.ISO_8859_1);
        String seen = snippet.kind() == NgxCases.Kind.LOG ? sent + log(nginx.errorLog(logged)) : sent;
        return NgxCases.shown(seen.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String log(List<String> lines) {
        return lines.stream()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group("level") + ": "
                        + Objects.requireNonNullElse(line.group("message"), line.group("debug")))
                .collect(Collectors.joining(" | "));
    }
}
