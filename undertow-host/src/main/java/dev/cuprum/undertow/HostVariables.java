package dev.cuprum.undertow;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The variables of nginx (ngx_http_core_module, "Embedded Variables"; ngx_http_upstream_module) that only the server
 * knows, such as the number of a connection.
 */
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
            case "connection" -> Optional.of(Long.toString(ConnectionNumber.of(exchange)));
            case "server_addr" -> address(exchange.getDestinationAddress()).map(InetAddress::getHostAddress);
            case "binary_remote_addr" ->
                address(exchange.getSourceAddress())
                        .map(address -> new String(address.getAddress(), StandardCharsets.ISO_8859_1));
            case "server_name" -> Optional.of(request.host());
            case "https" -> Optional.of(request.scheme().equals("https") ? "on" : "");
            case "http2" -> Optional.of(request.protocol().startsWith("HTTP/2") ? h2() : "");
            case "body_bytes_sent" -> Optional.of(Long.toString(exchange.getResponseBytesSent()));
            case "bytes_sent" ->
                Optional.of(Long.toString(exchange.getResponseBytesSent() + headSize(exchange.getResponseHeaders())));
            case "request_length" -> Optional.of(Long.toString(requestLength()));
            default -> name.startsWith("upstream_") ? upstream(name.substring(9)) : Optional.empty();
        };
    }

    private String h2() {
        return request.scheme().equals("https") ? "h2" : "h2c";
    }

    private Optional<String> upstream(String name) {
        return Upstream.of(exchange).flatMap(known -> known.variable(name));
    }

    private static Optional<InetAddress> address(InetSocketAddress address) {
        return Optional.ofNullable(address.getAddress());
    }

    private long requestLength() {
        long line = request.method().length()
                + request.target().length()
                + request.protocol().length()
                + 4L;
        return line + fieldsSize(exchange.getRequestHeaders()) + Math.max(0, exchange.getRequestContentLength());
    }

    /** How long a response's head is, where its status line has nginx's length. */
    private long headSize(HeaderMap headers) {
        if (!exchange.isResponseStarted()) {
            return 0;
        }
        return "HTTP/1.1 200 OK\r\n".length() + fieldsSize(headers);
    }

    private static long fieldsSize(HeaderMap headers) {
        long size = 2;
        for (HeaderValues values : headers) {
            for (String value : values) {
                size += values.getHeaderName().length() + value.length() + 4L;
            }
        }
        return size;
    }
}
