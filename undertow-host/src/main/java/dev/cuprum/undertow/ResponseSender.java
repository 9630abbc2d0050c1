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
import java.util.List;
import org.xnio.IoUtils;

/** Sends the response that units have made. */
final class ResponseSender {

    /** nginx's own status: close the connection and say nothing. */
    private static final int CLOSE = 444;

    private final PhaseRunner runner;

    ResponseSender(PhaseRunner runner) {
        this.runner = runner;
    }

    void send(HttpServerExchange exchange) {
        RequestRun run = EdgeHandler.runOf(exchange);
        UndertowExchange seen = UndertowExchange.of(run);
        UndertowResponse response = seen.response();
        int status = exchange.getStatusCode();
        if (status == CLOSE || (response.aborted() && !response.settled())) {
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
        HeaderMap headers = exchange.getResponseHeaders();
        if (!headers.contains(Headers.CONTENT_TYPE)) {
            headers.put(Headers.CONTENT_TYPE, seen.route().defaultType());
        }
        long written = response.written();
        boolean complete = !response.aborted() && frame(exchange, written);
        boolean filters = run.selection().has(Phase.BODY_FILTER)
                && !exchange.getRequestMethod().equals(Methods.HEAD);
        if (complete && !filters) {
            sendWhole(exchange, response.takeBody());
            return;
        }
        List<byte[]> pieces = response.takePieces();
        response.filtersItself();
        BodyFilter filter = filters ? new UnitBodyFilter(runner, run, response) : (bytes, last) -> bytes;
        new PieceSender(exchange, pieces, complete).start(filter);
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
     * chunks in HTTP/1.1 and by the length in HTTP/1.0.
     *
     * @return whether the body is as long as a unit has declared
     */
    private static boolean frame(HttpServerExchange exchange, long written) {
        HeaderMap headers = exchange.getResponseHeaders();
        if (headers.contains(Headers.CONTENT_LENGTH)) {
            return exchange.getResponseContentLength() == written
                    || exchange.getRequestMethod().equals(Methods.HEAD);
        }
        boolean chunks = exchange.getProtocol().equals(Protocols.HTTP_1_1)
                && !exchange.getRequestMethod().equals(Methods.HEAD)
                && written > 0;
        if (chunks) {
            headers.put(Headers.TRANSFER_ENCODING, Headers.CHUNKED.toString());
        } else {
            exchange.setResponseContentLength(written);
        }
        return true;
    }
}
