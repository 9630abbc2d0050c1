package dev.cuprum.undertow.standalone;

import dev.cuprum.undertow.standalone.config.ConfigurationReader;
import dev.cuprum.undertow.standalone.log.LogWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** A server of a configuration, on ports the system chooses, and a client of it. */
public final class TestServer implements AutoCloseable {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** The member of a unit's JSON that gives it the time that a busy machine needs to run it for the first time. */
    public static final String UNHURRIED = "\"limits\":{\"timeoutMs\":20000}";

    private final Server server;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    private TestServer(String yaml, Path folder) {
        String store = yaml.contains("redis:") ? "" : "redis: memory\n";
        String limits = yaml.contains("limits:") ? "" : "limits: { requestTimeoutMs: 60000 }\n";
        String all = "listen: 127.0.0.1:0\ncontrol: { listen: 127.0.0.1:0 }\n" + store + limits + yaml;
        server = Server.start(
                ConfigurationReader.parse(all, "test.yaml", folder),
                Map.of("CUPRUM_TOKEN", "a-token-of-tests"),
                LogWriter.start(log));
    }

    /** Starts a server whose units have the time they need; {@code yaml} says all but where it listens. */
    public static TestServer start(Path folder, String yaml) {
        return new TestServer(yaml, folder);
    }

    /** The server. */
    public Server server() {
        return server;
    }

    /** What the access log says so far. */
    public String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    /** A request to be sent to a path of the edge. */
    public HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.edgePort() + pathAndQuery));
    }

    /** Asks for a path, with header fields as name, value, name, value. */
    public HttpResponse<String> get(String pathAndQuery, String... headers) {
        HttpRequest.Builder request = request(pathAndQuery);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    /** Sends a request. */
    public static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends bytes as they are, and reads until the server closes the connection. */
    public String raw(String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.edgePort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
