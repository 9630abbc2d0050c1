package dev.cuprum.undertow.standalone.proxy;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Counts the bytes of a request and of its response: to tell whether any have moved, and to end a request that is too
 * long. Undertow itself ends a chunked one by closing the connection; from here the client can still be told why. Used
 * on one thread.
 */
final class BodyMeter {

    /**
     * How much more is read, and thrown away, of a request that was refused: a connection that is closed on unread bytes
     * takes the answer with it.
     */
    private static final long DRAINED = 1 << 20;

    private final HttpServerExchange exchange;
    private final long most;
    private long received;
    private long tolerated;
    private long before;

    BodyMeter(HttpServerExchange exchange) {
        this.exchange = exchange;
        most = exchange.getMaxEntitySize();
        if (!exchange.isRequestComplete()) {
            exchange.setMaxEntitySize(Long.MAX_VALUE);
            exchange.addRequestWrapper((factory, wrapped) -> new Counting(factory.create()));
        }
    }

    /** Whether anything has moved since this was last asked. */
    boolean moved() {
        long now = received + exchange.getResponseBytesSent();
        boolean moved = now != before;
        before = now;
        return moved;
    }

    private final class Counting extends AbstractStreamSourceConduit<StreamSourceConduit> {

        Counting(StreamSourceConduit next) {
            super(next);
        }

        private long count(long bytes) throws RequestTooBigException {
            if (bytes > 0) {
                received += bytes;
            }
            if (most > 0 && received > most + tolerated) {
                tolerated += DRAINED;
                throw new RequestTooBigException("the request's body is longer than " + most + " bytes");
            }
            return bytes;
        }

        @Override
        public int read(ByteBuffer buffer) throws IOException {
            int bytes = super.read(buffer);
            count(bytes);
            return bytes;
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
            count(bytes + through.remaining());
            return bytes;
        }
    }
}
