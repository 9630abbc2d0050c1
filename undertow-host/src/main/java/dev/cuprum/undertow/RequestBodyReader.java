package dev.cuprum.undertow;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.Connectors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import org.xnio.channels.StreamSourceChannel;

/**
 * Reads the body of a request into memory, without holding a thread while it comes in, and puts it back so that the
 * application can read it too. Then goes on to the next handler.
 */
final class RequestBodyReader implements HttpHandler {

    private static final Logger LOG = System.getLogger(RequestBodyReader.class.getName());

    private final HttpHandler next;
    private final long maxBody;

    RequestBodyReader(HttpHandler next, long maxBody) {
        this.next = next;
        this.maxBody = maxBody;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (exchange.isRequestComplete()) {
            UndertowExchange.of(EdgeHandler.runOf(exchange)).request().body().receive(new byte[0]);
            next.handleRequest(exchange);
        } else if (exchange.getRequestContentLength() > maxBody) {
            refuse(exchange);
        } else if (HttpContinue.requiresContinueResponse(exchange)) {
            exchange.dispatch(() -> HttpContinue.sendContinueResponse(exchange, new AfterContinue()));
        } else {
            new Reading(exchange).start();
        }
    }

    /** Says that the body is too long. The rest of it is not read, so the connection cannot be used again. */
    private static void refuse(HttpServerExchange exchange) {
        exchange.setPersistent(false);
        exchange.setStatusCode(StatusCodes.REQUEST_ENTITY_TOO_LARGE);
        ResponseSender.send(
                exchange, UndertowExchange.of(EdgeHandler.runOf(exchange)).response());
    }

    private final class AfterContinue implements IoCallback {
        @Override
        public void onComplete(HttpServerExchange exchange, Sender sender) {
            Connectors.executeRootHandler(e -> new Reading(e).start(), exchange);
        }

        @Override
        public void onException(HttpServerExchange exchange, Sender sender, IOException exception) {
            exchange.endExchange();
        }
    }

    private final class Reading {
        private final HttpServerExchange exchange;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();

        Reading(HttpServerExchange exchange) {
            this.exchange = exchange;
        }

        void start() throws Exception {
            StreamSourceChannel channel = exchange.getRequestChannel();
            if (channel == null) {
                throw new IllegalStateException("something before the edge has taken the request's body");
            }
            try {
                if (read(channel)) {
                    next(exchange);
                    return;
                }
            } catch (RequestTooBigException e) {
                refuse(exchange);
                return;
            }
            channel.getReadSetter().set(this::onReadable);
            channel.resumeReads();
        }

        private void onReadable(StreamSourceChannel channel) {
            try {
                if (!read(channel)) {
                    return;
                }
                channel.getReadSetter().set(null);
                channel.suspendReads();
                Connectors.executeRootHandler(this::next, exchange);
            } catch (RequestTooBigException e) {
                // Somebody before the edge allows less than the edge does.
                channel.getReadSetter().set(null);
                channel.suspendReads();
                Connectors.executeRootHandler(RequestBodyReader::refuse, exchange);
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "a client went away while it sent its request's body", e);
                exchange.endExchange();
            }
        }

        /** Reads what there is; returns whether that was all, or too much. */
        private boolean read(StreamSourceChannel channel) throws IOException {
            try (PooledByteBuffer pooled =
                    exchange.getConnection().getByteBufferPool().allocate()) {
                ByteBuffer buffer = pooled.getBuffer();
                byte[] copy = new byte[buffer.capacity()];
                while (true) {
                    buffer.clear();
                    int count = channel.read(buffer);
                    if (count <= 0) {
                        return count < 0;
                    }
                    buffer.flip().get(copy, 0, count);
                    body.write(copy, 0, count);
                    if (body.size() > maxBody) {
                        return true;
                    }
                }
            }
        }

        private void next(HttpServerExchange exchange) throws Exception {
            if (body.size() > maxBody) {
                refuse(exchange);
                return;
            }
            byte[] bytes = body.toByteArray();
            exchange.getRequestHeaders().remove(Headers.TRANSFER_ENCODING);
            exchange.getRequestHeaders().put(Headers.CONTENT_LENGTH, bytes.length);
            Connectors.resetRequestChannel(exchange);
            if (bytes.length > 0) {
                Connectors.ungetRequestBytes(exchange, new HeapBuffer(ByteBuffer.wrap(bytes)));
            }
            UndertowExchange.of(EdgeHandler.runOf(exchange)).request().body().receive(bytes);
            next.handleRequest(exchange);
        }
    }

    /** A buffer of the heap where Undertow wants one of a pool. */
    private static final class HeapBuffer implements PooledByteBuffer {
        private final ByteBuffer buffer;
        private volatile boolean open = true;

        HeapBuffer(ByteBuffer buffer) {
            this.buffer = buffer;
        }

        @Override
        public ByteBuffer getBuffer() {
            return buffer;
        }

        @Override
        public void close() {
            open = false;
        }

        @Override
        public boolean isOpen() {
            return open;
        }
    }
}
