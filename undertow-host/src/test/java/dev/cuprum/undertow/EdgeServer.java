package dev.cuprum.undertow;

import dev.cuprum.Edge;
import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.Outcome;
import dev.cuprum.exec.EdgeListener;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** An application with an edge before it, on a free port of loopback. */
final class EdgeServer implements AutoCloseable {

    /** What no busy machine makes a short unit use up. */
    static final Limits AMPLE = Limits.of(60_000, 1024);

    private final JavaEngine engine = new JavaEngine();
    private final AtomicInteger names = new AtomicInteger();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Edge edge;
    private final Undertow server;

    EdgeServer(HttpHandler application, EdgeListener... listeners) {
        this(handler -> handler, application, listeners);
    }

    /**
     * @param around stands before the edge
     */
    EdgeServer(UnaryOperator<HttpHandler> around, HttpHandler application, EdgeListener... listeners) {
        this(around, application, EdgeOptions.DEFAULT, listeners);
    }

    /**
     * @param options what the edge is told
     */
    EdgeServer(
            UnaryOperator<HttpHandler> around,
            HttpHandler application,
            EdgeOptions options,
            EdgeListener... listeners) {
        this(around, application, options, builder -> {
            for (EdgeListener listener : listeners) {
                builder.listener(listener);
            }
        });
    }

    private EdgeServer(
            UnaryOperator<HttpHandler> around,
            HttpHandler application,
            EdgeOptions options,
            Consumer<Edge.Builder> parts) {
        Edge.Builder builder = Edge.builder().engine(engine).requestLimits(AMPLE);
        parts.accept(builder);
        edge = builder.build();
        server = Undertow.builder()
                .setIoThreads(2)
                .setWorkerThreads(4)
                .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
                .addHttpListener(0, "127.0.0.1")
                .setHandler(around.apply(new EdgeHandler(edge, options).wrap(application)))
                .build();
        server.start();
    }

    /** An edge of whose parts some are chosen. */
    static EdgeServer of(HttpHandler application, Consumer<Edge.Builder> parts) {
        return new EdgeServer(handler -> handler, application, EdgeOptions.DEFAULT, parts);
    }

    Edge edge() {
        return edge;
    }

    int port() {
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    /** Publishes a unit that does something and runs to its end. */
    EdgeServer unit(Phase phase, Consumer<Execution> body) {
        return unit(
                phase,
                execution -> {
                    body.accept(execution);
                    return Outcome.Completed.INSTANCE;
                },
                builder -> builder);
    }

    /** Publishes a unit that ends as the test says. */
    EdgeServer ending(Phase phase, Function<Execution, Outcome> body, CompiledUnit.Need... needs) {
        return unit(phase, body, builder -> builder, needs);
    }

    EdgeServer unit(
            Phase phase,
            Function<Execution, Outcome> body,
            Function<ComputingUnit.Builder, ComputingUnit.Builder> more,
            CompiledUnit.Need... needs) {
        String name = "unit" + names.incrementAndGet();
        engine.on(name, body, needs);
        ComputingUnit.Builder unit = ComputingUnit.builder(UnitId.of(name), phase, name)
                .language("java")
                .limits(AMPLE);
        edge.put(more.apply(unit).build());
        return this;
    }

    HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + target))
                .timeout(Duration.ofSeconds(20));
    }

    HttpResponse<String> get(String target) throws Exception {
        return send(request(target));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends a request and does not wait for its response. */
    CompletableFuture<HttpResponse<String>> begin(String target) {
        return client.sendAsync(request(target).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends bytes as they are and reads until the server closes the connection, or says nothing for long. */
    String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Override
    public void close() {
        server.stop();
        edge.close();
    }
}
