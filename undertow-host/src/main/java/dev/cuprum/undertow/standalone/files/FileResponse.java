package dev.cuprum.undertow.standalone.files;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.ByteRange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Date;
import java.util.Optional;
import org.xnio.IoUtils;

/** Answers a request for a file: all of it, a range, or word that the client has it already. */
final class FileResponse {

    /** Which bytes are sent: from {@code start}, {@code length} of them. */
    private record Part(long start, long length) {}

    private static final Part NONE = new Part(0, 0);

    private FileResponse() {}

    static void send(HttpServerExchange exchange, CachedFile cached) {
        ByteBuffer bytes = cached.bytes();
        Part part = begin(exchange, cached.facts(), bytes.remaining());
        if (part.length == 0) {
            exchange.endExchange();
        } else {
            bytes.position((int) part.start).limit((int) (part.start + part.length));
            exchange.getResponseSender().send(bytes);
        }
    }

    /** Sends a file on the I/O thread of its exchange, and closes it. */
    static void send(HttpServerExchange exchange, FileFacts facts, FileChannel channel) {
        Part part = begin(exchange, facts, facts.size());
        if (part.length == 0 || exchange.getRequestMethod().equals(Methods.HEAD)) {
            IoUtils.safeClose(channel);
            exchange.endExchange();
        } else {
            FileTransfer.start(exchange, channel, part.start, part.length);
        }
    }

    /** Sets the status and the header, and says what is to be sent. */
    private static Part begin(HttpServerExchange exchange, FileFacts facts, long size) {
        HeaderMap headers = exchange.getResponseHeaders();
        headers.put(Headers.LAST_MODIFIED, facts.modifiedText());
        headers.put(Headers.ETAG, facts.etag().toString());
        Optional<Integer> early = Preconditions.check(exchange, facts);
        if (early.isPresent()) {
            exchange.setStatusCode(early.get());
            return NONE;
        }
        headers.put(Headers.ACCEPT_RANGES, "bytes");
        Part part = range(exchange, facts, size).orElseGet(() -> {
            exchange.setStatusCode(StatusCodes.OK);
            return new Part(0, size);
        });
        if (exchange.getStatusCode() != StatusCodes.REQUEST_RANGE_NOT_SATISFIABLE) {
            headers.put(Headers.CONTENT_TYPE, facts.contentType());
        }
        exchange.setResponseContentLength(part.length);
        return part;
    }

    private static Optional<Part> range(HttpServerExchange exchange, FileFacts facts, long size) {
        String asked = exchange.getRequestHeaders().getFirst(Headers.RANGE);
        if (asked == null || !exchange.getRequestMethod().equals(Methods.GET)) {
            return Optional.empty();
        }
        ByteRange range = ByteRange.parse(asked);
        if (range == null || range.getRanges() != 1) {
            return Optional.empty();
        }
        String onlyIf = exchange.getRequestHeaders().getFirst(Headers.IF_RANGE);
        ByteRange.RangeResponseResult result = range.getResponseResult(
                size, onlyIf, Date.from(facts.modified()), facts.etag().toString());
        if (result == null) {
            return Optional.empty();
        }
        exchange.setStatusCode(result.getStatusCode());
        exchange.getResponseHeaders().put(Headers.CONTENT_RANGE, result.getContentRange());
        boolean some = result.getStatusCode() == StatusCodes.PARTIAL_CONTENT;
        return Optional.of(some ? new Part(result.getStart(), result.getContentLength()) : NONE);
    }
}
