package dev.cuprum.undertow.standalone.proxy;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.HeaderValues;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An origin server that answers as a test says, and remembers who called. */
final class Origin implements AutoCloseable {

    private final Undertow server;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Set<InetSocketAddress> clients = ConcurrentHashMap.newKeySet();

    Origin(HttpHandler handler) {
        server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setIoThreads(2)
                .setWorkerThreads(4)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                .setHandler(exchange -> {
                    requests.add(exchange.getRequestMethod() + " " + target(exchange));
                    clients.add(exchange.getSourceAddress());
                    handler.handleRequest(exchange);
                })
                .build();
        server.start();
    }

    /** An origin that answers with the request's target, header and body, a line each. */
    static Origin echo() {
        return new Origin(new BlockingHandler(exchange -> {
            byte[] body = exchange.getInputStream().readAllBytes();
            StringBuilder text = new StringBuilder(target(exchange)).append('\n');
            TreeMap<String, String> headers = new TreeMap<>();
            for (HeaderValues values : exchange.getRequestHeaders()) {
                headers.put(values.getHeaderName().toString(), String.join("|", values));
            }
            headers.forEach((name, value) ->
                    text.append(name).append(": ").append(value).append('\n'));
            text.append('\n').append(new String(body, StandardCharsets.UTF_8));
            exchange.getResponseSender().send(text.toString());
        }));
    }

    private static String target(HttpServerExchange exchange) {
        String query = exchange.getQueryString();
        return exchange.getRequestURI() + (query.isEmpty() ? "" : "?" + query);
    }

    int port() {
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    List<String> requests() {
        return requests;
    }

    int connections() {
        return clients.size();
    }

    @Override
    public void close() {
        server.stop();
    }
}
