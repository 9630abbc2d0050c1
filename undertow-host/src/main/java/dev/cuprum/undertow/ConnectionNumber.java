package dev.cuprum.undertow;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import io.undertow.util.AttachmentKey;
import java.util.concurrent.atomic.AtomicLong;

/** The number of a client's connection, as nginx's {@code $connection}: each connection of this process has another. */
public final class ConnectionNumber {

    private static final AttachmentKey<Long> KEY = AttachmentKey.create(Long.class);
    private static final AtomicLong LAST = new AtomicLong();

    private ConnectionNumber() {}

    /** The number of the connection that a request came in on; from 1. */
    public static long of(HttpServerExchange exchange) {
        ServerConnection connection = exchange.getConnection();
        Long known = connection.getAttachment(KEY);
        if (known == null) {
            known = LAST.incrementAndGet();
            connection.putAttachment(KEY, known);
        }
        return known;
    }
}
