package dev.cuprum.undertow.control;

import io.undertow.io.Receiver;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of calls, without a thread that waits for them. */
final class RequestBody {

    private RequestBody() {}

    /**
     * Says whether a body of these headers can be read as JSON. What {@code curl -d} says of a body without being told
     * otherwise is taken as JSON too.
     *
     * @throws Refusal where it cannot
     */
    static void checkType(HeaderMap headers) {
        @Nullable String coding = headers.getFirst(Headers.CONTENT_ENCODING);
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            throw Refusal.of(415, "the body is encoded as " + coding + "; send it as it is");
        }
        @Nullable String given = headers.getFirst(Headers.CONTENT_TYPE);
        if (given != null && !isJson(given)) {
            throw Refusal.of(415, "the body is said to be " + given + "; send it as Content-Type: application/json");
        }
    }

    private static boolean isJson(String contentType) {
        List<String> parts =
                List.of(contentType.toLowerCase(Locale.ROOT).replace(" ", "").split(";"));
        if (parts.isEmpty()) {
            return false;
        }
        String type = parts.get(0);
        boolean json = type.equals("application/json")
                || (type.startsWith("application/") && type.endsWith("+json"))
                || type.equals("application/x-www-form-urlencoded");
        return json
                && parts.stream().filter(part -> part.startsWith("charset=")).allMatch(part -> part.replace("\"", "")
                        .equals("charset=utf-8"));
    }

    /**
     * Reads the body.
     *
     * @param maxBytes the most it may have
     * @param then is called with the body, on an I/O thread
     * @param refused is called instead where it is too long, or stops half-way
     */
    static void read(
            HttpServerExchange exchange,
            int maxBytes,
            BiConsumer<HttpServerExchange, byte[]> then,
            Consumer<Refusal> refused) {
        // The server's own limit is lower than that of a release, and knows no answer but to hang up.
        exchange.setMaxEntitySize(2L * maxBytes);
        Receiver receiver = exchange.getRequestReceiver();
        receiver.setMaxBufferSize(maxBytes);
        receiver.receiveFullBytes(then::accept, (failed, error) -> {
            // There is no use in reading the rest, so the connection goes.
            failed.setPersistent(false);
            boolean tooLong =
                    error instanceof Receiver.RequestToLargeException || error instanceof RequestTooBigException;
            refused.accept(
                    tooLong
                            ? Refusal.of(413, "the body is longer than " + (maxBytes >> 20) + " MiB")
                            : Refusal.of(400, "the body did not arrive whole"));
        });
    }
}
