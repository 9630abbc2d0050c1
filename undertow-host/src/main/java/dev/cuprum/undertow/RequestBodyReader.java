package dev.cuprum.undertow;

import dev.cuprum.engine.LogLevel;
import dev.cuprum.http.MemoryRequestBody;
import dev.cuprum.http.RequestBody;
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
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.xnio.channels.StreamSourceChannel;

/**
 * Receives the body of a request, without holding a thread while it comes in: into memory, or into a file where it is
 * long. Then goes on to the next handler. What units have left of it is {@linkplain #putBack put back} for the
 * application to read.
 */
final class RequestBodyReader {

    private static final Logger LOG = System.getLogger(RequestBodyReader.class.getName());

    private final EdgeOptions options;
    private final ResponseSender sender;

    RequestBodyReader(EdgeOptions options, ResponseSender sender) {
        this.options = options;
        this.sender = sender;
    }

    void receive(HttpServerExchange exchange, UndertowExchange seen, HttpHandler next) throws Exception {
        MemoryRequestBody body = seen.request().body();
        if (body.received() || body.state() != RequestBody.State.UNREAD) {
            next.handleRequest(exchange);
        } else if (exchange.isRequestComplete()) {
            body.receive(new byte[0]);
            next.handleRequest(exchange);
        } else if (exchange.getRequestContentLength() > options.maxBody()) {
            refuse(exchange);
        } else if (HttpContinue.requiresContinueResponse(exchange)) {
            exchange.dispatch(() -> HttpContinue.sendContinueResponse(exchange, new AfterContinue(body, next)));
        } else {
            new Reading(exchange, body, next).start();
        }
    }

    /** Says that the body is too long. The rest of it is not read, so the connection cannot be used again. */
    private void refuse(HttpServerExchange exchange) {
        RequestLog.write(
                exchange,
                LogLevel.ERR,
                "client intended to send too large body: " + exchange.getRequestContentLength() + " bytes");
        exchange.setPersistent(false);
        exchange.setStatusCode(StatusCodes.REQUEST_ENTITY_TOO_LARGE);
        sender.send(exchange);
    }

    /** Puts a body back where the application reads it. */
    static void putBack(HttpServerExchange exchange, MemoryRequestBody body) throws IOException {
        ByteBuffer bytes = bytesOf(body);
        exchange.getRequestHeaders().remove(Headers.TRANSFER_ENCODING);
        exchange.getRequestHeaders().put(Headers.CONTENT_LENGTH, bytes.remaining());
        Connectors.resetRequestChannel(exchange);
        if (bytes.hasRemaining()) {
            Connectors.ungetRequestBytes(exchange, new HeapBuffer(bytes));
        }
    }

    private static ByteBuffer bytesOf(MemoryRequestBody body) throws IOException {
        body.read();
        return switch (body.state()) {
            case MEMORY -> ByteBuffer.wrap(body.bytes());
            case FILE -> {
                try (FileChannel file = FileChannel.open(body.file(), StandardOpenOption.READ)) {
                    yield file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
                }
            }
            case UNREAD, DISCARDED -> ByteBuffer.allocate(0);
        };
    }

    private final class AfterContinue implements IoCallback {
        private final MemoryRequestBody body;
        private final HttpHandler next;

        AfterContinue(MemoryRequestBody body, HttpHandler next) {
            this.body = body;
            this.next = next;
        }

        @Override
        public void onComplete(HttpServerExchange exchange, Sender sender) {
            Connectors.executeRootHandler(e -> new Reading(e, body, next).start(), exchange);
        }

        @Override
        public void onException(HttpServerExchange exchange, Sender sender, IOException exception) {
            exchange.endExchange();
        }
    }

    private final class Reading {
        private final HttpServerExchange exchange;
        private final MemoryRequestBody body;
        private final HttpHandler next;
        private final BodySpill received;

        Reading(HttpServerExchange exchange, MemoryRequestBody body, HttpHandler next) {
            this.exchange = exchange;
            this.body = body;
            this.next = next;
            this.received = new BodySpill(options.bodyBuffer());
        }

        void start() throws Exception {
            StreamSourceChannel channel = exchange.getRequestChannel();
            if (channel == null) {
                throw new IllegalStateException("something before the edge has taken the request's body");
            }
            // A client that goes away midway leaves nothing behind.
            exchange.addExchangeCompleteListener((ended, listener) -> {
                try {
                    received.discard();
                    body.drop();
                } finally {
                    listener.proceed();
                }
            });
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
                Connectors.executeRootHandler(RequestBodyReader.this::refuse, exchange);
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
                while (true) {
                    buffer.clear();
                    int count = channel.read(buffer);
                    if (count <= 0) {
                        return count < 0;
                    }
                    received.add(buffer.flip());
                    if (received.length() > options.maxBody()) {
                        return true;
                    }
                }
            }
        }

        private void next(HttpServerExchange exchange) throws Exception {
            if (received.length() > options.maxBody()) {
                received.discard();
                refuse(exchange);
                return;
            }
            received.handTo(body);
            next.handleRequest(exchange);
        }
    }

    /** A buffer of the heap, or of a file, where Undertow wants one of a pool. */
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
