package dev.cuprum.undertow;

import io.undertow.server.HttpServerExchange;
import java.net.InetSocketAddress;
import java.util.Optional;

/** The variables of nginx that only the server knows, such as the number of a connection. */
final class HostVariables {

    private final HttpServerExchange exchange;
    private final UndertowRequest request;

    HostVariables(HttpServerExchange exchange, UndertowRequest request) {
        this.exchange = exchange;
        this.request = request;
    }

    /** The value of a variable; empty where it has none or there is none of that name. */
    Optional<String> get(String name) {
        return switch (name) {
            case "connection" ->
                Optional.of(
                        Long.toString(exchange.getConnection().getPeerAddress().hashCode() & 0xFFFFFFFFL));
            case "server_addr" -> address(exchange.getDestinationAddress());
            case "server_name" -> Optional.of(request.host());
            case "https" -> Optional.of(request.scheme().equals("https") ? "on" : "");
            case "http2" -> Optional.of(exchange.getProtocol().toString().startsWith("HTTP/2") ? "h2" : "");
            case "bytes_sent" -> Optional.of(Long.toString(exchange.getResponseBytesSent()));
            case "body_bytes_sent" -> Optional.of(Long.toString(exchange.getResponseBytesSent()));
            case "pipe" -> Optional.of(".");
            default -> Optional.empty();
        };
    }

    private static Optional<String> address(InetSocketAddress address) {
        return Optional.ofNullable(address.getAddress()).map(known -> known.getHostAddress());
    }
}
