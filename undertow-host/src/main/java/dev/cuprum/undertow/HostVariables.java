package dev.cuprum.undertow;

import dev.cuprum.undertow.RouteMap.Root;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.Protocols;
import io.undertow.util.StatusCodes;
import java.io.IOException;
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
    private final UndertowExchange seen;
    private final RouteMap routes;

    HostVariables(HttpServerExchange exchange, UndertowExchange seen, RouteMap routes) {
        this.exchange = exchange;
        this.seen = seen;
        this.routes = routes;
    }

    /** The value of a variable; empty where it has none or there is none of that name. */
    Optional<String> get(String name) {
        return switch (name) {
            case "connection" ->
                Optional.of(Long.toString(ClientConnection.of(exchange).number()));
            case "connection_requests" ->
                Optional.of(Long.toString(ClientConnection.of(exchange).requests()));
            case "connection_time" ->
                Optional.of(seconds(ClientConnection.of(exchange).ageMillis()));
            case "server_addr" -> address(exchange.getDestinationAddress()).map(InetAddress::getHostAddress);
            case "binary_remote_addr" ->
                address(exchange.getSourceAddress())
                        .map(address -> new String(address.getAddress(), StandardCharsets.ISO_8859_1));
            case "server_name" -> Optional.of(serverName());
            case "https" -> Optional.of(request().scheme().equals("https") ? "on" : "");
            case "http2" -> Optional.of(request().protocol().startsWith("HTTP/2") ? h2() : "");
            case "body_bytes_sent" -> Optional.of(Long.toString(exchange.getResponseBytesSent()));
            case "bytes_sent" ->
                Optional.of(Long.toString(exchange.getResponseBytesSent() + headSize(exchange.getResponseHeaders())));
            case "request_length" -> Optional.of(Long.toString(requestLength()));
            case "request_completion" -> Optional.of(isAnswered() ? "OK" : "");
            case "sent_http_connection" -> Optional.of(connection());
            case "sent_http_transfer_encoding" -> transferEncoding();
            case "document_root" -> root().map(root -> root.folder().toString());
            case "realpath_root" -> root().flatMap(HostVariables::realPath);
            case "request_filename" -> root().map(root -> root.file(request().path()));
            default -> name.startsWith("upstream_") ? upstream(name.substring(9)) : Optional.empty();
        };
    }

    private UndertowRequest request() {
        return seen.request();
    }

    private String serverName() {
        String name = routes.serverName();
        return name.isEmpty() ? request().host() : name;
    }

    private Optional<Root> root() {
        return routes.root(seen.route().name());
    }

    private static Optional<String> realPath(Root root) {
        try {
            return Optional.of(root.folder().toRealPath().toString());
        } catch (IOException e) {
            // As in nginx: what is not there is nowhere.
            return Optional.empty();
        }
    }

    private static String seconds(long millis) {
        return millis / 1000 + "." + Long.toString(1000 + millis % 1000).substring(1);
    }

    private String h2() {
        return request().scheme().equals("https") ? "h2" : "h2c";
    }

    private Optional<String> upstream(String name) {
        return Upstream.of(exchange).flatMap(known -> known.variable(name));
    }

    private static Optional<InetAddress> address(InetSocketAddress address) {
        return Optional.ofNullable(address.getAddress());
    }

    /** Whether the response has gone out to its end. */
    private boolean isAnswered() {
        return exchange.isResponseComplete()
                && exchange.getConnection().isOpen()
                && !seen.response().aborted();
    }

    /** Whether the connection is kept; once the request has ended, nginx says of every connection that it is not. */
    private String connection() {
        if (exchange.getStatusCode() == StatusCodes.SWITCHING_PROTOCOLS) {
            return "upgrade";
        }
        return exchange.isPersistent() && !exchange.isComplete() ? "keep-alive" : "close";
    }

    /** What is set, or the chunks that the units' output will be sent in. */
    private Optional<String> transferEncoding() {
        UndertowResponse response = seen.response();
        HeaderMap headers = exchange.getResponseHeaders();
        if (headers.contains(Headers.TRANSFER_ENCODING)) {
            return Optional.of(headers.getFirst(Headers.TRANSFER_ENCODING));
        }
        boolean chunks = response.started()
                && !exchange.isResponseStarted()
                && exchange.getProtocol().equals(Protocols.HTTP_1_1)
                && !exchange.getRequestMethod().equals(Methods.HEAD)
                && !headers.contains(Headers.CONTENT_LENGTH);
        return chunks ? Optional.of(Headers.CHUNKED.toString()) : Optional.empty();
    }

    private long requestLength() {
        long line = request().method().length()
                + request().target().length()
                + request().protocol().length()
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
