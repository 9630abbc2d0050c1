package dev.cuprum.undertow;

import dev.cuprum.engine.LogLevel;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Takes what the host itself has to say of a request, such as that a file is not there. Must be safe for use by several
 * threads at once, and must not block.
 */
@FunctionalInterface
public interface RequestLog {

    /** Where an exchange keeps the log of its server. */
    AttachmentKey<RequestLog> KEY = AttachmentKey.create(RequestLog.class);

    /** Takes one message. */
    void log(HttpServerExchange exchange, LogLevel level, String message);

    /** Says something of a request in the log of its server, or in the system's where it has none. */
    static void write(HttpServerExchange exchange, LogLevel level, String message) {
        RequestLog log = exchange.getAttachment(KEY);
        if (log != null) {
            log.log(exchange, level, message);
            return;
        }
        Logger system = System.getLogger("dev.cuprum.request");
        Level at = level.compareTo(LogLevel.ERR) <= 0
                ? Level.ERROR
                : level == LogLevel.WARN ? Level.WARNING : level == LogLevel.DEBUG ? Level.DEBUG : Level.INFO;
        system.log(at, "{0} {1}: {2}", exchange.getRequestMethod(), exchange.getRequestURI(), message);
    }
}
