package dev.cuprum.undertow;

import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;

/** Writes what units have made piece by piece, through the body filters, and ends the response or cuts it off. */
final class PieceSender implements ChannelListener<StreamSinkChannel> {

    private static final Logger LOG = System.getLogger(PieceSender.class.getName());

    private final HttpServerExchange exchange;
    private final List<byte[]> pieces;
    private final boolean complete;
    private ByteBuffer[] buffers = {};
    private boolean ended;

    /**
     * @param complete whether the body is all there; where not, the client is to see that
     */
    PieceSender(HttpServerExchange exchange, List<byte[]> pieces, boolean complete) {
        this.exchange = exchange;
        this.pieces = pieces;
        this.complete = complete;
    }

    /**
     * Sends.
     *
     * @param filter what the body passes once the headers are settled
     */
    void start(BodyFilter filter) {
        StreamSinkChannel channel = exchange.getResponseChannel();
        if (channel == null) {
            throw new IllegalStateException("somebody has taken the response's channel before the units' response");
        }
        boolean whole = complete;
        boolean failed = false;
        List<ByteBuffer> out = new ArrayList<>();
        try {
            for (int i = 0; i < pieces.size() && !filter.ended(); i++) {
                add(out, filter.filter(pieces.get(i), false));
            }
            if (complete && !filter.ended()) {
                add(out, filter.filter(new byte[0], true));
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a response was cut off", e);
            whole = false;
            failed = true;
        }
        buffers = out.toArray(new ByteBuffer[0]);
        ended = whole;
        long ready = out.stream().mapToLong(ByteBuffer::remaining).sum();
        if (failed && ready < ResponseSender.POSTPONED) {
            cut();
        } else {
            handleEvent(channel);
        }
    }

    private static void add(List<ByteBuffer> out, byte[] bytes) {
        if (bytes.length > 0) {
            out.add(ByteBuffer.wrap(bytes));
        }
    }

    @Override
    public void handleEvent(StreamSinkChannel channel) {
        try {
            for (ByteBuffer buffer : buffers) {
                while (buffer.hasRemaining()) {
                    if (channel.write(buffer) == 0) {
                        await(channel);
                        return;
                    }
                }
            }
            if (ended) {
                channel.suspendWrites();
                exchange.endExchange();
            } else if (channel.flush()) {
                cut();
            } else {
                await(channel);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a client went away while its response was sent", e);
            cut();
        }
    }

    private void await(StreamSinkChannel channel) {
        channel.getWriteSetter().set(this);
        channel.resumeWrites();
    }

    private void cut() {
        IoUtils.safeClose(exchange.getConnection());
        exchange.endExchange();
    }
}
