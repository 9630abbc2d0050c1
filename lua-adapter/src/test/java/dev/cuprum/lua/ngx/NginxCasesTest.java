package dev.cuprum.lua.ngx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.http.MemoryExchange;
import dev.cuprum.lua.TestUnits;
import dev.cuprum.unit.Phase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Functions of a request and its response against tables of what nginx gave for the same code. A line that begins with an
 * at sign tells the phase and the request of the lines that follow it; the others are {@code code => result ## log line}.
 */
final class NginxCasesTest {

    static final String SHOW =
            """
            local function esc(s)
              return (s:gsub('[%c\\128-\\255]', function(c) return ('\\\\x%02x'):format(c:byte()) end))
            end
            local function shown(ok, ...)
              if not ok then return 'error: ' .. (tostring((...)):gsub('^[^:]*:%d+: ', '')) end
              local t = {}
              for i = 1, select('#', ...) do
                local v = select(i, ...)
                t[i] = type(v) == 'string' and v or tostring(v):gsub('0x%x+', '0x')
              end
              return table.concat(t, ' ')
            end
            local function show(f) return esc(shown(pcall(f))) end
            """;

    private static final Pattern RESULT = Pattern.compile("RESULT<(.*)>");

    record Case(String request, String code, String expected) {

        @Override
        public String toString() {
            return request.split(" \\| ", 2)[0] + ": " + code;
        }
    }

    static Stream<Case> cases() {
        return Stream.of("variables", "request", "response").flatMap(NginxCasesTest::read);
    }

    private static Stream<Case> read(String table) {
        String[] request = {""};
        return text(table).lines().filter(line -> !line.isBlank()).flatMap(line -> {
            if (line.startsWith("@ ")) {
                request[0] = line.substring(2);
                return Stream.empty();
            }
            int arrow = line.lastIndexOf(" =>");
            return Stream.of(new Case(
                    request[0],
                    line.substring(0, arrow),
                    line.substring(arrow + 3).strip()));
        });
    }

    private static String text(String table) {
        String name = table + ".cases";
        try (InputStream in = Objects.requireNonNull(NginxCasesTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesWhatNginxGives(Case c) {
        String[] parts = c.request.split(" \\| ");
        Phase phase = Phase.valueOf(parts[0].toUpperCase(Locale.ROOT));
        TestUnits units = new TestUnits(exchange(parts, phase));
        units.run(phase, SHOW + "ngx.log(ngx.ERR, 'RESULT<', show(function() " + c.code + " end), '>')");

        assertThat(seen(units)).isEqualTo(c.expected);
    }

    private static String seen(TestUnits units) {
        String result = units.log.stream()
                .flatMap(line -> RESULT.matcher(line).results())
                .map(match -> match.group(1))
                .collect(Collectors.joining());
        String others = units.log.stream()
                .filter(line -> !line.contains("RESULT<"))
                .map(line -> " ## " + line.replaceFirst("^[a-z]+: ", ""))
                .collect(Collectors.joining());
        return (result + others).strip();
    }

    private static MemoryExchange exchange(String[] parts, Phase phase) {
        String[] line = parts.length > 1 ? parts[1].strip().split(" ") : new String[] {"GET", "/"};
        MemoryExchange exchange =
                MemoryExchange.of(line[0], line.length > 1 ? line[1] : "/").define("mine", "m");
        exchange.define("empty", "");
        if (Stream.of(parts).noneMatch(part -> part.startsWith("Host:"))) {
            exchange.header("Host", "localhost");
        }
        for (int i = 2; i < parts.length; i++) {
            String part = unescape(parts[i]);
            if (part.startsWith("body ")) {
                exchange.body(part.substring(5).getBytes(StandardCharsets.ISO_8859_1));
                exchange.header("Content-Length", Integer.toString(part.length() - 5));
            } else {
                String name = part.substring(0, part.indexOf(':'));
                exchange.header(name, part.substring(part.indexOf(':') + 1).strip());
            }
        }
        exchange.header("Connection", "close");
        if (phase == Phase.BODY_FILTER) {
            exchange.chunk("abc".getBytes(StandardCharsets.ISO_8859_1), false);
        }
        return phase == Phase.BODY_FILTER || phase == Phase.LOG ? exchange.startResponse() : exchange;
    }

    static String unescape(String text) {
        return Pattern.compile("\\\\x([0-9a-f]{2})")
                .matcher(text)
                .replaceAll((MatchResult match) -> String.valueOf((char) Integer.parseInt(match.group(1), 16)));
    }
}
