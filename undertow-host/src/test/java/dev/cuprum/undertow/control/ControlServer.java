package dev.cuprum.undertow.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.cuprum.Edge;
import dev.cuprum.engine.LambdaEngine;
import io.undertow.Undertow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** A control plane on a port of its own, and a client of it. */
final class ControlServer implements AutoCloseable {

    static final String TOKEN = "correct-horse";

    /** An answer, its body read as JSON where it is that. */
    record Reply(int status, HttpResponse<String> response, JsonNode json) {
        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String etag() {
            return header("ETag");
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    final Edge edge;
    private final Undertow server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ControlServer() {
        this(Edge.builder().engine(new LambdaEngine()).build());
    }

    ControlServer(Edge edge) {
        this.edge = edge;
        this.server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1", ControlHandler.create(edge, TOKEN))
                .setIoThreads(2)
                .setWorkerThreads(8)
                .build();
        server.start();
    }

    int port() {
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    long generation() {
        return edge.store().load().generation();
    }

    /** A call with the token; headers are given as names and values in turn. */
    Reply call(String method, String path, String body, String... headers) {
        return callBytes(method, path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    Reply callBytes(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = request(method, path, body).header("Authorization", "Bearer " + TOKEN);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    Reply get(String path, String... headers) {
        return call("GET", path, "", headers);
    }

    Reply put(String id, String body, String... headers) {
        return call("PUT", "/api/units/" + id, body, headers);
    }

    HttpRequest.Builder request(String method, String path, byte[] body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    }

    Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            boolean json =
                    response.headers().firstValue("Content-Type").orElse("").contains("json");
            JsonNode body =
                    json && !response.body().isEmpty() ? JSON.readTree(response.body()) : MissingNode.getInstance();
            return new Reply(response.statusCode(), response, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The status of the answer to a request of that first line, and headers, sent as they are. */
    int statusOf(String head) throws IOException {
        try (Socket socket = connect(head)) {
            return Integer.parseInt(readLine(socket).split(" ")[1]);
        }
    }

    /** Sends a first line, and headers, as they are. */
    Socket connect(String head) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        String request = head + "Host: x\r\nAuthorization: Bearer " + TOKEN + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.setSoTimeout(60_000);
        return socket;
    }

    static String readLine(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c >= 0 && c != '\n';
                c = socket.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    @Override
    public void close() {
        server.stop();
        edge.close();
    }
}
