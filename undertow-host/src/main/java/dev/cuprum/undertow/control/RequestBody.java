package dev.cuprum.undertow.control;

import io.undertow.io.Receiver;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of calls, without a thread that waits for them. */
final class RequestBody {

    /** So many times the limit is read of a body that is too long. */
    private static final int PATIENCE = 4;

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
     * <p>A client that is answered while it still sends may never see the answer. So what is too long is read to its
     * end and dropped, unless the client asked before it sends, or there is no end in sight.
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
        long patience = (long) PATIENCE * maxBytes;
        long announced = exchange.getRequestContentLength();
        if (announced > patience || (announced > maxBytes && HttpContinue.requiresContinueResponse(exchange))) {
            exchange.setPersistent(false);
            refused.accept(tooLong(maxBytes));
            return;
        }
        // The server's own limit is lower than that of a release, and knows no answer but to hang up.
        exchange.setMaxEntitySize(patience);
        ByteArrayOutputStream body = new ByteArrayOutputStream((int) Math.max(0, Math.min(announced, maxBytes)));
        long[] length = new long[1];
        Receiver receiver = exchange.getRequestReceiver();
        receiver.receivePartialBytes(
                (read, piece, last) -> {
                    length[0] += piece.length;
                    if (length[0] <= maxBytes) {
                        body.writeBytes(piece);
                    }
                    if (last && length[0] <= maxBytes) {
                        then.accept(read, body.toByteArray());
                    } else if (last) {
                        refused.accept(tooLong(maxBytes));
                    }
                },
                (failed, error) -> {
                    failed.setPersistent(false);
                    refused.accept(
                            error instanceof RequestTooBigException
                                    ? tooLong(maxBytes)
                                    : Refusal.of(400, "the body did not arrive whole"));
                });
    }

    private static Refusal tooLong(int maxBytes) {
        return Refusal.of(413, "the body is longer than " + (maxBytes >> 20) + " MiB");
    }
}
