package dev.cuprum.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.cuprum.engine.Execution;
import dev.cuprum.http.BodyChunk;
import dev.cuprum.unit.Phase;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.handlers.encoding.ContentEncodingRepository;
import io.undertow.server.handlers.encoding.EncodingHandler;
import io.undertow.server.handlers.encoding.GzipEncodingProvider;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient;
import io.undertow.server.handlers.proxy.ProxyHandler;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.server.handlers.resource.ResourceHandler;
import io.undertow.util.Headers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every way a response can be written, through every way a filter can change it, over every protocol. */
class BodyFilterTest {

    private static final int[] SIZES = {0, 1, 100, 16_384, 16_385, 65_536, 65_537, 200_000, 1_500_000};

    @TempDir
    Path folder;

    private static byte[] body(int size) {
        byte[] body = new byte[size];
        for (int i = 0; i < size; i++) {
            body[i] = (byte) ('a' + (i * 31 + i / 1000) % 26);
        }
        return body;
    }

    private static int size(HttpServerExchange exchange) {
        String path = exchange.getRelativePath();
        return Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
    }

    /** The ways an application writes a response of the size that its path names. */
    private Map<String, HttpHandler> applications() throws Exception {
        Map<String, HttpHandler> ways = new LinkedHashMap<>();
        ways.put("sender", exchange -> {
            exchange.getResponseSender().send(ByteBuffer.wrap(body(size(exchange))));
        });
        ways.put("fixed-stream", new BlockingHandler(exchange -> {
            exchange.setResponseContentLength(size(exchange));
            exchange.getOutputStream().write(body(size(exchange)));
        }));
        ways.put("chunked-stream", new BlockingHandler(exchange -> {
            byte[] body = body(size(exchange));
            OutputStream out = exchange.getOutputStream();
            for (int at = 0; at < body.length; at += 7_001) {
                out.write(body, at, Math.min(7_001, body.length - at));
                out.flush();
            }
        }));
        ways.put("buffers", exchange -> {
            byte[] body = body(size(exchange));
            ByteBuffer[] parts = {
                ByteBuffer.wrap(body, 0, body.length / 3),
                ByteBuffer.wrap(body, body.length / 3, body.length - body.length / 3)
            };
            exchange.getResponseSender().send(parts);
        });
        for (int size : SIZES) {
            Files.write(folder.resolve(Integer.toString(size)), body(size));
        }
        ways.put("file", new ResourceHandler(new PathResourceManager(folder, 1024)));
        return ways;
    }

    private static byte[] upper(byte[] bytes) {
        byte[] result = bytes.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] = (byte) Character.toUpperCase(result[i]);
        }
        return result;
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] result = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, result, a.length, b.length);
        return result;
    }

    private static Consumer<Execution> chunks(Consumer<BodyChunk> filter) {
        return execution ->
                filter.accept(execution.exchange().response().chunk().orElseThrow());
    }

    private static final byte[] TAIL = "<the end>".getBytes(StandardCharsets.US_ASCII);

    private record Filter(Consumer<Execution> unit, UnaryOperator<byte[]> expected) {}

    private static Map<String, Filter> filters() {
        Map<String, Filter> filters = new LinkedHashMap<>();
        filters.put("upper", new Filter(chunks(chunk -> chunk.replace(upper(chunk.bytes()))), BodyFilterTest::upper));
        filters.put("drop", new Filter(chunks(chunk -> chunk.replace(new byte[0])), body -> new byte[0]));
        filters.put(
                "append",
                new Filter(
                        chunks(chunk -> {
                            if (chunk.last()) {
                                chunk.replace(concat(chunk.bytes(), TAIL));
                            }
                        }),
                        body -> concat(body, TAIL)));
        filters.put(
                "double",
                new Filter(
                        chunks(chunk -> {
                            byte[] out = new byte[chunk.bytes().length * 2];
                            for (int i = 0; i < out.length; i++) {
                                out[i] = chunk.bytes()[i / 2];
                            }
                            chunk.replace(out);
                        }),
                        body -> {
                            byte[] out = new byte[body.length * 2];
                            for (int i = 0; i < out.length; i++) {
                                out[i] = body[i / 2];
                            }
                            return out;
                        }));
        filters.put(
                "end-early",
                new Filter(
                        chunks(chunk -> {
                            chunk.replace(TAIL);
                            chunk.endHere();
                        }),
                        body -> TAIL));
        return filters;
    }

    /** The ways a client asks. */
    private interface Asking {
        byte[] body(int port, String path) throws Exception;
    }

    private static Map<String, Asking> clients() {
        Map<String, Asking> clients = new LinkedHashMap<>();
        clients.put("HTTP/1.1", (port, path) -> ask(HttpClient.Version.HTTP_1_1, port, path, ""));
        clients.put("h2c", (port, path) -> ask(HttpClient.Version.HTTP_2, port, path, ""));
        clients.put("gzip", (port, path) -> ask(HttpClient.Version.HTTP_1_1, port, path, "gzip"));
        clients.put("HTTP/1.0", BodyFilterTest::askOld);
        return clients;
    }

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** Undertow's own proxy answers 503 where it takes a connection that the origin is just closing. */
    private static final int ATTEMPTS = 5;

    private static byte[] ask(HttpClient.Version version, int port, String path, String encoding) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .version(version)
                .timeout(Duration.ofSeconds(20));
        if (!encoding.isEmpty()) {
            request.header("Accept-Encoding", encoding);
        }
        HttpResponse<byte[]> response = send(request.build());
        assertThat(response.version()).isEqualTo(version);
        assertThat(response.statusCode()).isEqualTo(200);
        response.headers().firstValueAsLong("Content-Length").ifPresent(length -> assertThat(length)
                .isEqualTo(response.body().length));
        if (response.headers().firstValue("Content-Encoding").isPresent()) {
            return new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes();
        }
        return response.body();
    }

    private static HttpResponse<byte[]> send(HttpRequest request) throws Exception {
        HttpResponse<byte[]> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
        for (int i = 0; i < ATTEMPTS && response.statusCode() == 503; i++) {
            response = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
        return response;
    }

    private static byte[] askOld(int port, String path) throws Exception {
        byte[] answer = askOnce(port, path);
        for (int i = 0; i < ATTEMPTS && startsWith(answer, "HTTP/1.0 503"); i++) {
            answer = askOnce(port, path);
        }
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        assertThat(text).startsWith("HTTP/1.0 200");
        return Arrays.copyOfRange(answer, text.indexOf("\r\n\r\n") + 4, answer.length);
    }

    private static boolean startsWith(byte[] answer, String text) {
        return new String(answer, StandardCharsets.ISO_8859_1).startsWith(text);
    }

    private static byte[] askOnce(int port, String path) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.0\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().readAllBytes();
        }
    }

    @TestFactory
    Stream<DynamicTest> filtersSeeAndChangeEveryByte() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        Map<String, HttpHandler> applications = applications();
        HttpHandler all = exchange -> {
            String way = exchange.getRelativePath().split("/")[1];
            exchange.setRelativePath(exchange.getRelativePath().substring(way.length() + 1));
            applications.get(way).handleRequest(exchange);
        };
        filters()
                .forEach((filterName, filter) -> tests.add(DynamicTest.dynamicTest(filterName, () -> {
                    try (EdgeServer application = new EdgeServer(all);
                            EdgeServer direct = gzipped(all);
                            EdgeServer proxy = gzipped(ProxyHandler.builder()
                                    .setProxyClient(new LoadBalancingProxyClient()
                                            .addHost(URI.create("http://127.0.0.1:" + application.port())))
                                    .build())) {
                        direct.unit(Phase.BODY_FILTER, filter.unit());
                        proxy.unit(Phase.BODY_FILTER, filter.unit());
                        List<String> wrong = new ArrayList<>();
                        clients().forEach((clientName, client) -> {
                            for (String way : applications.keySet()) {
                                for (int size : SIZES) {
                                    for (EdgeServer server : List.of(direct, proxy)) {
                                        String name = clientName + " " + way + " " + size
                                                + (server == proxy ? " proxied" : "");
                                        check(name, client, server.port(), "/" + way + "/" + size, filter, size, wrong);
                                    }
                                }
                            }
                        });
                        assertThat(wrong).isEmpty();
                    }
                })));
        return tests.stream();
    }

    private static void check(
            String name, Asking client, int port, String path, Filter filter, int size, List<String> wrong) {
        try {
            byte[] got = client.body(port, path);
            byte[] expected = filter.expected().apply(body(size));
            if (!Arrays.equals(got, expected)) {
                wrong.add(name + ": " + got.length + " bytes rather than " + expected.length);
            }
        } catch (Exception | AssertionError e) {
            wrong.add(name + ": " + e);
        }
    }

    private static EdgeServer gzipped(HttpHandler application) {
        return new EdgeServer(
                handler -> new EncodingHandler(
                        handler,
                        new ContentEncodingRepository().addEncodingHandler("gzip", new GzipEncodingProvider(), 50)),
                application);
    }

    @Test
    void aSlowClientGetsEveryByte() throws Exception {
        int size = 8_000_000;
        try (EdgeServer server =
                new EdgeServer(exchange -> exchange.getResponseSender().send(ByteBuffer.wrap(body(size))))) {
            server.unit(Phase.BODY_FILTER, chunks(chunk -> chunk.replace(upper(chunk.bytes()))));
            try (var socket = new Socket()) {
                socket.setReceiveBufferSize(4096);
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
                socket.setSoTimeout(20_000);
                socket.getOutputStream().write("GET / HTTP/1.0\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                byte[] buffer = new byte[3000];
                for (int count = socket.getInputStream().read(buffer);
                        count >= 0;
                        count = socket.getInputStream().read(buffer)) {
                    all.write(buffer, 0, count);
                }
                byte[] bytes = all.toByteArray();
                assertThat(Arrays.copyOfRange(bytes, bytes.length - size, bytes.length))
                        .isEqualTo(upper(body(size)));
            }
        }
    }

    @Test
    void responsesThatHaveNoBodyGetNoFilter() throws Exception {
        try (EdgeServer server = new EdgeServer(exchange -> {
            int status = exchange.getRelativePath().length() < 4
                    ? 200
                    : Integer.parseInt(exchange.getRelativePath().substring(1));
            exchange.setStatusCode(status);
            if (status == 200) {
                exchange.getResponseHeaders().put(Headers.CONTENT_LENGTH, 5);
                exchange.getResponseSender().send("hello");
            } else {
                exchange.endExchange();
            }
        })) {
            server.unit(Phase.BODY_FILTER, execution -> fail("it has no body to filter"));
            assertThat(server.get("/204").statusCode()).isEqualTo(204);
            assertThat(server.get("/304").statusCode()).isEqualTo(304);
            var head = server.send(server.request("/200").method("HEAD", HttpRequest.BodyPublishers.noBody()));
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.headers().firstValue("Content-Length"))
                    .as("only the filters could know it")
                    .isEmpty();
        }
    }

    @Test
    void aConnectionIsUsedAgainAfterAFilteredResponse() throws Exception {
        try (EdgeServer server =
                new EdgeServer(exchange -> exchange.getResponseSender().send("hello"))) {
            server.unit(Phase.BODY_FILTER, chunks(chunk -> chunk.replace(upper(chunk.bytes()))));
            String one = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
            String answer = server.raw(one + one + one.replace("Host", "Connection: close\r\nHost"));
            assertThat(answer.split("HELLO", -1)).hasSize(4);
        }
    }
}
