package dev.cuprum.undertow.standalone.files;

import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;

/**
 * Sends a part of a file as fast as the client takes it, on the I/O thread of its exchange.
 *
 * <p>The first piece goes through a buffer: until the header of the response is out, Undertow's {@code transferFrom}
 * looks neither at the position nor at the count it is given.
 */
final class FileTransfer implements ChannelListener<StreamSinkChannel> {

    private static final Logger LOG = System.getLogger("dev.cuprum.files");

    private static final int FIRST_PIECE = 8 << 10;

    private final HttpServerExchange exchange;
    private final FileChannel file;
    private final ByteBuffer first;
    private long position;
    private long remaining;
    private boolean begun;

    private FileTransfer(HttpServerExchange exchange, FileChannel file, long position, long remaining) {
        this.exchange = exchange;
        this.file = file;
        this.position = position;
        this.remaining = remaining;
        first = ByteBuffer.allocate((int) Math.min(remaining, FIRST_PIECE)).limit(0);
    }

    static void start(HttpServerExchange exchange, FileChannel file, long position, long length) {
        exchange.addExchangeCompleteListener((ended, next) -> {
            try {
                IoUtils.safeClose(file);
            } finally {
                next.proceed();
            }
        });
        StreamSinkChannel sink = exchange.getResponseChannel();
        sink.getWriteSetter().set(new FileTransfer(exchange, file, position, length));
        sink.resumeWrites();
    }

    @Override
    public void handleEvent(StreamSinkChannel sink) {
        try {
            while (remaining > 0) {
                long sent = begun ? sink.transferFrom(file, position, remaining) : sendFirst(sink);
                if (sent <= 0) {
                    failIfShorter();
                    return;
                }
                begun = true;
                position += sent;
                remaining -= sent;
            }
            sink.shutdownWrites();
            if (sink.flush()) {
                sink.suspendWrites();
                exchange.endExchange();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a file was not sent to its end", e);
            sink.suspendWrites();
            IoUtils.safeClose(file, exchange.getConnection());
        }
    }

    private int sendFirst(StreamSinkChannel sink) throws IOException {
        if (!first.hasRemaining()) {
            first.clear();
            if (file.read(first, position) < 0) {
                return 0;
            }
            first.flip();
        }
        return sink.write(first);
    }

    private void failIfShorter() throws IOException {
        if (position >= file.size()) {
            throw new IOException("the file became shorter while it was sent");
        }
    }
}
