package dev.cuprum.undertow.standalone.proxy;

import dev.cuprum.undertow.EdgeHandler;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/** Tells whether bytes of a request or of its response have moved. Used on one thread. */
final class ProgressMeter {

    private final HttpServerExchange exchange;
    private long received;
    private long before;

    ProgressMeter(HttpServerExchange exchange) {
        this.exchange = exchange;
        if (!exchange.isRequestComplete() && EdgeHandler.heldBody(exchange).isEmpty()) {
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

        private long count(long bytes) {
            if (bytes > 0) {
                received += bytes;
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
