package dev.cuprum.undertow.standalone;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.util.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Ends the reading of requests that are too long. Of itself, Undertow ends a chunked one by closing the connection; from
 * here the client can still be told why. A request that says its length is measured by that.
 */
final class BodyLimit implements HttpHandler {

    /**
     * How much more is read, and thrown away, of a request that was refused: a connection that is closed on unread bytes
     * takes the answer with it.
     */
    private static final long DRAINED = 1 << 20;

    private final long most;
    private final HttpHandler next;

    /** @param most the longest body, in bytes */
    BodyLimit(long most, HttpHandler next) {
        this.most = most;
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        exchange.setMaxEntitySize(most);
        if (!exchange.isRequestComplete() && !exchange.getRequestHeaders().contains(Headers.CONTENT_LENGTH)) {
            exchange.addRequestWrapper((factory, wrapped) -> new Limited(factory.create(), most));
        }
        next.handleRequest(exchange);
    }

    private static final class Limited extends AbstractStreamSourceConduit<StreamSourceConduit> {

        private final long most;
        private long received;
        private long tolerated;

        Limited(StreamSourceConduit next, long most) {
            super(next);
            this.most = most;
            tolerated = most;
        }

        private long count(long bytes) throws RequestTooBigException {
            received += Math.max(0, bytes);
            if (received > tolerated) {
                tolerated += DRAINED;
                throw new RequestTooBigException("the request's body is longer than " + most + " bytes");
            }
            return bytes;
        }

        @Override
        public int read(ByteBuffer buffer) throws IOException {
            return (int) count(super.read(buffer));
        }

        @Override
        public long read(ByteBuffer[] buffers, int offset, int length) throws IOException {
            return count(super.read(buffers, offset, length));
        }

        @Override
        public long transferTo(long position, long count, FileChannel target) throws IOException {
            return count(super.transferTo(position, count, target));
        }

        @Override
        public long transferTo(long count, ByteBuffer through, StreamSinkChannel target) throws IOException {
            long bytes = super.transferTo(count, through, target);
            count(Math.max(0, bytes) + through.remaining());
            return bytes;
        }
    }
}
