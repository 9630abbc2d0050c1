package dev.cuprum.undertow;

import dev.cuprum.exec.PhaseRunner;
import dev.cuprum.exec.RequestRun;
import dev.cuprum.unit.Phase;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.Protocols;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.xnio.IoUtils;

/** Sends the response that units have made. */
final class ResponseSender {

    /** Statuses with which nginx closes the connection and says nothing. */
    private static final Set<Integer> CLOSE = Set.of(408, 444, 499);

    /** So many bytes nginx keeps back before it sends anything (postpone_output); a failure before that shows nothing. */
    static final int POSTPONED = 1460;

    private final PhaseRunner runner;

    ResponseSender(PhaseRunner runner) {
        this.runner = runner;
    }

    void send(HttpServerExchange exchange) {
        RequestRun run = EdgeHandler.runOf(exchange);
        UndertowExchange seen = UndertowExchange.of(run);
        UndertowResponse response = seen.response();
        int status = exchange.getStatusCode();
        seen.ownsStatus();
        if (CLOSE.contains(status) || (response.aborted() && !response.hasSent(POSTPONED))) {
            IoUtils.safeClose(exchange.getConnection());
            exchange.endExchange();
        } else if (!response.settled() && ErrorPage.isFor(status)) {
            ErrorPage.send(exchange, status);
        } else if (!Connectors.isEntityBodyAllowed(status)) {
            exchange.endExchange();
        } else {
            sendPieces(exchange, run, seen);
        }
    }

    private void sendPieces(HttpServerExchange exchange, RequestRun run, UndertowExchange seen) {
        UndertowResponse response = seen.response();
        response.addDefaultType();
        long written = response.written();
        boolean complete = frame(exchange, written, !response.aborted());
        boolean filters = run.selection().has(Phase.BODY_FILTER)
                && !exchange.getRequestMethod().equals(Methods.HEAD);
        long declared = exchange.getResponseContentLength();
        if (complete && exchange.getRequestMethod().equals(Methods.HEAD)) {
            new PieceSender(exchange, List.of(), true).start((bytes, last) -> bytes);
            return;
        }
        if (complete && !filters && (declared < 0 || declared == written)) {
            sendWhole(exchange, response.takeBody());
            return;
        }
        List<byte[]> pieces = filters ? response.takePieces() : upTo(exchange, response.takePieces());
        response.filtersItself();
        BodyFilter filter = filters ? new UnitBodyFilter(runner, run, response) : (bytes, last) -> bytes;
        new PieceSender(exchange, pieces, complete).start(filter);
    }

    /** No more than the unit has declared, as the client would take the rest for another response. */
    private static List<byte[]> upTo(HttpServerExchange exchange, List<byte[]> pieces) {
        long left = exchange.getResponseContentLength();
        if (left < 0) {
            return pieces;
        }
        List<byte[]> kept = new ArrayList<>();
        for (byte[] piece : pieces) {
            if (left > 0) {
                kept.add(piece.length <= left ? piece : Arrays.copyOf(piece, (int) left));
                left -= piece.length;
            }
        }
        return kept;
    }

    private static void sendWhole(HttpServerExchange exchange, byte[] body) {
        if (body.length == 0) {
            exchange.endExchange();
        } else {
            exchange.getResponseSender().send(ByteBuffer.wrap(body));
        }
    }

    /**
     * Settles how the client finds the end of the body: by the length that a unit has declared, else as nginx does, by
     * chunks in HTTP/1.1 and by the length in HTTP/1.0. To HEAD nothing is said of a length that nobody has declared, as
     * what is written after the headers does not count.
     *
     * @param complete whether the body is all there
     * @return whether it is, and as long as a unit has declared
     */
    private static boolean frame(HttpServerExchange exchange, long written, boolean complete) {
        HeaderMap headers = exchange.getResponseHeaders();
        if (headers.contains(Headers.CONTENT_LENGTH)) {
            boolean enough = exchange.getResponseContentLength() <= written
                    || exchange.getRequestMethod().equals(Methods.HEAD);
            return complete && enough;
        }
        boolean chunks = exchange.getProtocol().equals(Protocols.HTTP_1_1)
                && !exchange.getRequestMethod().equals(Methods.HEAD)
                && written > 0;
        if (chunks) {
            headers.put(Headers.TRANSFER_ENCODING, Headers.CHUNKED.toString());
        } else if (complete && !exchange.getRequestMethod().equals(Methods.HEAD)) {
            exchange.setResponseContentLength(written);
        }
        return complete;
    }
}
