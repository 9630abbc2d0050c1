package dev.cuprum.undertow;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import io.undertow.util.AttachmentKey;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is known of the connection of a client: its serial number in this process, as nginx's {@code $connection} and its
 * error log have it, its age and its requests. Used by one thread at a time, as connections are.
 */
public final class ClientConnection {

    private static final AttachmentKey<ClientConnection> KEY = AttachmentKey.create(ClientConnection.class);
    private static final AtomicLong LAST = new AtomicLong();

    private final long number = LAST.incrementAndGet();
    private final long startNanos = System.nanoTime();
    private long requests;

    private ClientConnection() {}

    /** The connection of an exchange; connections are numbered, and begin to age, as they are first asked. */
    public static ClientConnection of(HttpServerExchange exchange) {
        ServerConnection connection = exchange.getConnection();
        ClientConnection known = connection.getAttachment(KEY);
        if (known == null) {
            known = new ClientConnection();
            connection.putAttachment(KEY, known);
        }
        return known;
    }

    /** A request of the connection begins; to be called once for each. */
    static void begin(HttpServerExchange exchange) {
        of(exchange).requests++;
    }

    /** The serial number, from 1. */
    public long number() {
        return number;
    }

    /** How many requests have come on it, this one included. */
    long requests() {
        return requests;
    }

    /** How long it has been there, in milliseconds. */
    long ageMillis() {
        return (System.nanoTime() - startNanos) / 1_000_000;
    }
}
