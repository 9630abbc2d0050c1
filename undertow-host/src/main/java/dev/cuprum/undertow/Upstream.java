package dev.cuprum.undertow;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HeaderMap;
import java.util.Optional;

/**
 * What is known of the origin that a request was passed on to, as nginx's {@code $upstream_} variables tell it. Kept by
 * the handler that passes requests on; used by one thread at a time.
 */
public final class Upstream {

    private static final AttachmentKey<Upstream> KEY = AttachmentKey.create(Upstream.class);

    private final String address;
    private final long started = System.nanoTime();
    private long connected;
    private long answered;
    private long ended;
    private int status;
    private HeaderMap headers = new HeaderMap();

    private Upstream(String address) {
        this.address = address;
    }

    /**
     * A request is about to be passed on.
     *
     * @param address the origin's host and port
     */
    public static Upstream begin(HttpServerExchange exchange, String address) {
        Upstream upstream = new Upstream(address);
        exchange.putAttachment(KEY, upstream);
        return upstream;
    }

    static Optional<Upstream> of(HttpServerExchange exchange) {
        return Optional.ofNullable(exchange.getAttachment(KEY));
    }

    /** There is a connection to the origin. */
    public void connected() {
        connected = System.nanoTime();
    }

    /** The origin has answered. */
    public void answered(int status, HeaderMap headers) {
        this.status = status;
        this.headers = headers;
        answered = System.nanoTime();
    }

    /** The last byte of the origin's answer has come, or none will any more. */
    public void ended() {
        ended = System.nanoTime();
    }

    /** The value of a variable, by its name behind {@code upstream_}; empty where it is not known. */
    Optional<String> variable(String name) {
        return switch (name) {
            case "addr" -> Optional.of(address);
            case "status" -> status == 0 ? Optional.empty() : Optional.of(Integer.toString(status));
            case "connect_time" -> seconds(connected);
            case "header_time" -> seconds(answered);
            case "response_time" -> seconds(ended == 0 ? System.nanoTime() : ended);
            case "response_length" -> Optional.ofNullable(headers.getFirst("Content-Length"));
            default -> field(name);
        };
    }

    private Optional<String> field(String name) {
        if (name.startsWith("http_")) {
            return Optional.ofNullable(headers.getFirst(name.substring(5).replace('_', '-')));
        }
        return Optional.empty();
    }

    private Optional<String> seconds(long moment) {
        if (moment == 0) {
            return Optional.empty();
        }
        long millis = (moment - started) / 1_000_000;
        return Optional.of(millis / 1000 + "." + String.format("%03d", millis % 1000));
    }
}
