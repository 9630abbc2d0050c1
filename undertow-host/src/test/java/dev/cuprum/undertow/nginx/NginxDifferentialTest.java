package dev.cuprum.undertow.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cuprum.Ports;
import dev.cuprum.undertow.standalone.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What clients and the error log see of units is the same on nginx with lua-nginx-module and on a server of ours. */
class NginxDifferentialTest {

    private static final List<String> FILES = List.of(
            "phases.cases", "errors.cases", "redirects.cases", "bodies.cases", "protocol.cases", "variables.cases");

    private static final List<String> ALWAYS = List.of("content-type", "location");

    private static List<Case> cases = List.of();
    private static List<Integer> ports = List.of();
    private static Nginx nginx;
    private static Path folder;

    @BeforeAll
    static void startNginx() throws IOException {
        Assumptions.assumeTrue(
                Nginx.absence().isEmpty(), () -> Nginx.absence().orElse("") + ", so nothing is compared with it");
        folder = Files.createTempDirectory("cn");
        cases = all();
        ports = IntStream.range(0, 2 * cases.size()).mapToObj(i -> Ports.free()).toList();
        nginx = Nginx.start(cases, ports.subList(0, cases.size()), folder);
    }

    @AfterAll
    static void stopNginx() throws IOException {
        if (nginx == null) {
            return;
        }
        nginx.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    private static List<Case> all() throws IOException {
        List<Case> all = new ArrayList<>();
        for (String file : FILES) {
            all.addAll(CaseReader.read(file));
        }
        return all;
    }

    static Stream<Arguments> numbered() throws IOException {
        List<Case> all = all();
        return IntStream.range(0, all.size()).mapToObj(i -> Arguments.of(i, all.get(i)));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("numbered")
    void isAlike(int number, Case of) throws IOException {
        int theirs = ports.get(number);
        int ours = ports.get(cases.size() + number);
        String here = folder.resolve("" + number) + "/";
        List<String> expected = seen(of, theirs, here);
        try (Server server = OurServer.start(of, ours)) {
            if (of.differs().isEmpty()) {
                compare(of, number, seen(of, ours, here), expected, server);
            } else {
                assertThatThrownBy(() -> compare(of, number, seen(of, ours, here), expected, server))
                        .as("no longer so: " + of.differs())
                        .isInstanceOf(AssertionError.class);
            }
        }
    }

    private static void compare(Case of, int number, List<String> actual, List<String> expected, Server server)
            throws IOException {
        assertThat(actual).as(() -> "our log:\n" + server.errorLog().text()).isEqualTo(expected);
        for (String pattern : of.logged()) {
            assertFound(pattern, () -> nginx.log(number), "nginx");
            assertFound(pattern, () -> server.errorLog().text(), "ours");
        }
        for (String pattern : of.notLogged()) {
            assertThat(nginx.log(number)).doesNotContainPattern(pattern);
            assertThat(server.errorLog().text()).doesNotContainPattern(pattern);
        }
    }

    /** Reads a log. */
    private interface Log {
        String read() throws IOException;
    }

    /** What is logged after a response may come a little later. */
    private static void assertFound(String pattern, Log log, String whose) throws IOException {
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> Pattern.compile(pattern).matcher(log.read()).find());
        } catch (ConditionTimeoutException e) {
            assertThat(log.read()).as(whose).containsPattern(pattern);
        }
    }

    /** What the client of a case sees, one text a reply, made comparable. */
    private static List<String> seen(Case of, int port, String folder) throws IOException {
        List<String> seen = new ArrayList<>();
        for (String connection : of.connections()) {
            String request = connection.replace("$PORT", "" + port);
            String bytes = send(port, request);
            for (Reply reply : Reply.parse(bytes, request.startsWith("HEAD "))) {
                seen.add(comparable(described(reply, of), port, folder));
            }
            seen.add("--");
        }
        return seen;
    }

    private static String described(Reply reply, Case of) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(ALWAYS);
        names.addAll(of.headers());
        for (String name : names) {
            List<String> values = reply.fields().get(name.toLowerCase(Locale.ROOT));
            if (values != null) {
                fields.put(name, values);
            }
        }
        // A body of which nothing comes may be told of in either way.
        String framing = reply.body().isEmpty() && reply.complete() ? "empty" : reply.framing();
        return reply.statusLine() + "\n" + fields + "\n" + framing + (reply.complete() ? "" : " cut off") + "\n"
                + reply.body();
    }

    private static String comparable(String text, int port, String folder) {
        return text.replaceAll("<center>nginx/[0-9.]+</center>", "<center>cuprum</center>")
                .replace(":" + port, ":PORT")
                .replace(folder, "");
    }

    private static String send(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            byte[] buffer = new byte[1 << 16];
            StringBuilder answer = new StringBuilder();
            try {
                for (int count; (count = socket.getInputStream().read(buffer)) >= 0; ) {
                    answer.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
                }
            } catch (SocketTimeoutException e) {
                answer.append("(and then nothing)");
            } catch (SocketException e) {
                answer.append("");
            }
            return answer.toString();
        }
    }
}
