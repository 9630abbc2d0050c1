package dev.cuprum.undertow.standalone.log;

import dev.cuprum.engine.LogLevel;
import dev.cuprum.http.Exchange;
import dev.cuprum.http.HeaderFields;
import dev.cuprum.http.Request;
import dev.cuprum.http.Variables;
import dev.cuprum.undertow.ClientConnection;
import dev.cuprum.undertow.standalone.http.Arrival;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * One line of the error log, in nginx's form: when, how urgent, which process and thread, which connection, the message,
 * and the request it is about.
 *
 * @param connection the number of the client's connection
 * @param message the message
 * @param context what is known of the request, each part with a comma before it
 */
record ErrorLine(Optional<String> connection, String message, String context) {

    /** What nginx cuts its lines to. */
    private static final int LONGEST_MESSAGE = 4096;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss", Locale.ROOT);
    private static final long PROCESS = ProcessHandle.current().pid();

    /** A message about no request. */
    static ErrorLine of(String message) {
        return new ErrorLine(Optional.empty(), message, "");
    }

    /** A message about a request, as units see it. */
    static ErrorLine of(String message, Exchange exchange, String serverName) {
        Request request = exchange.request();
        HeaderFields headers = request.headers();
        String line = Variables.get(exchange, "request")
                .orElseGet(() -> request.method() + " " + request.target() + " " + request.protocol());
        return new ErrorLine(
                Variables.get(exchange, "connection"),
                message,
                context(request.remoteAddress(), serverName, line, headers::first));
    }

    /** A message about a request, as the host sees it. */
    static ErrorLine of(String message, HttpServerExchange exchange, String serverName) {
        String target = Arrival.of(exchange).map(Arrival::target).orElseGet(exchange::getRequestURI);
        String line = exchange.getRequestMethod() + " " + target + " " + exchange.getProtocol();
        return new ErrorLine(
                Optional.of(Long.toString(ClientConnection.of(exchange).number())),
                message,
                context(
                        client(exchange),
                        serverName,
                        line,
                        name -> Optional.ofNullable(exchange.getRequestHeaders().getFirst(name))));
    }

    private static String client(HttpServerExchange exchange) {
        var address = exchange.getSourceAddress();
        return address.getAddress() == null
                ? address.getHostString()
                : address.getAddress().getHostAddress();
    }

    private static String context(
            String client, String serverName, String request, Function<String, Optional<String>> headers) {
        StringBuilder text = new StringBuilder(128);
        text.append(", client: ").append(client).append(", server: ").append(serverName);
        text.append(", request: \"").append(request).append('"');
        headers.apply(Headers.HOST_STRING)
                .ifPresent(host -> text.append(", host: \"").append(host).append('"'));
        headers.apply(Headers.REFERER_STRING)
                .ifPresent(referrer ->
                        text.append(", referrer: \"").append(referrer).append('"'));
        return text.toString();
    }

    /** The line, without a line break of its own. */
    String text(LogLevel level) {
        StringBuilder line = new StringBuilder(message.length() + context.length() + 64);
        TIME.formatTo(LocalDateTime.now(ZoneId.systemDefault()), line);
        line.append(" [").append(level.nginxName()).append("] ").append(PROCESS).append('#');
        line.append(Thread.currentThread().getId()).append(": ");
        connection.ifPresent(number -> line.append('*').append(number).append(' '));
        line.append(message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) : message);
        return line.append(context).toString();
    }
}
