package dev.cuprum.undertow;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import io.undertow.util.AttachmentKey;
import java.util.concurrent.atomic.AtomicLong;

/** The serial number of a connection in this process, as nginx's {@code $connection} and its error log have it. */
public final class ConnectionNumber {

    private static final AttachmentKey<Long> KEY = AttachmentKey.create(Long.class);
    private static final AtomicLong LAST = new AtomicLong();

    private ConnectionNumber() {}

    /** The number of the connection of an exchange; connections are numbered as they are first asked. */
    public static long of(HttpServerExchange exchange) {
        ServerConnection connection = exchange.getConnection();
        Long number = connection.getAttachment(KEY);
        if (number == null) {
            number = LAST.incrementAndGet();
            connection.putAttachment(KEY, number);
        }
        return number;
    }
}
