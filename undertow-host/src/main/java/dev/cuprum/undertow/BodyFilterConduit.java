package dev.cuprum.undertow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSourceChannel;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.ConduitWritableByteChannel;
import org.xnio.conduits.StreamSinkConduit;

/**
 * Sends a response's body through a filter.
 *
 * <p>What a filter returns may be longer than what the channel takes at once, so it stays here as {@code pending}
 * until it is gone, and nothing new is accepted before: {@code write} then answers 0, and the writer waits for the
 * channel as it would have to anyway. The filter must see the last piece marked as such, which is known in three ways:
 * the declared length is reached, the writer says {@code writeFinal}, or the writer ends the body, upon which the
 * filter gets an empty last piece. An end that comes while bytes are pending is passed on by the {@code flush} that
 * sends the last of them.
 *
 * <p>Like every conduit, used by one thread at a time.
 */
final class BodyFilterConduit extends AbstractStreamSinkConduit<StreamSinkConduit> {

    /** The longest piece a filter is given, in bytes. */
    static final int LONGEST_PIECE = 64 * 1024;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final BodyFilter filter;
    private final long declared;
    private ByteBuffer pending = NOTHING;
    private long seen;
    private boolean lastSeen;
    private boolean ending;
    private boolean endPassedOn;

    /**
     * @param next where filtered bytes go
     * @param declared how many bytes the writer has said it will write; -1 where it has not
     * @param filter changes them
     */
    BodyFilterConduit(StreamSinkConduit next, long declared, BodyFilter filter) {
        super(next);
        this.declared = declared;
        this.filter = filter;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return (int) accept(new ByteBuffer[] {source}, 0, 1, false);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        return accept(sources, offset, length, false);
    }

    @Override
    public int writeFinal(ByteBuffer source) throws IOException {
        return (int) writeFinal(new ByteBuffer[] {source}, 0, 1);
    }

    @Override
    public long writeFinal(ByteBuffer[] sources, int offset, int length) throws IOException {
        long count = accept(sources, offset, length, true);
        if (remaining(sources, offset, length) == 0) {
            terminateWrites();
        }
        return count;
    }

    @Override
    public long transferFrom(FileChannel source, long position, long count) throws IOException {
        if (!drain()) {
            return 0;
        }
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(count, LONGEST_PIECE));
        int read = source.read(piece, position);
        if (read <= 0) {
            return read;
        }
        return write(piece.flip());
    }

    @Override
    public long transferFrom(StreamSourceChannel source, long count, ByteBuffer through) throws IOException {
        return IoUtils.transfer(source, count, through, new ConduitWritableByteChannel(this));
    }

    private long accept(ByteBuffer[] sources, int offset, int length, boolean isFinal) throws IOException {
        if (ending) {
            throw new ClosedChannelException();
        }
        long available = remaining(sources, offset, length);
        if (lastSeen) {
            return skip(sources, offset, length);
        }
        if (!drain() || (available == 0 && !isFinal)) {
            return 0;
        }
        int size = (int) Math.min(available, LONGEST_PIECE);
        byte[] piece = new byte[size];
        for (int i = offset, at = 0; at < size; i++) {
            int part = Math.min(sources[i].remaining(), size - at);
            sources[i].get(piece, at, part);
            at += part;
        }
        seen += size;
        pass(piece, seen == declared || (isFinal && size == available));
        drain();
        return size;
    }

    private void pass(byte[] piece, boolean last) throws IOException {
        lastSeen = last;
        try {
            pending = ByteBuffer.wrap(filter.filter(piece, last));
        } catch (IOException e) {
            next.truncateWrites();
            throw e;
        }
        lastSeen |= filter.ended();
    }

    private static long remaining(ByteBuffer[] sources, int offset, int length) {
        long sum = 0;
        for (int i = offset; i < offset + length; i++) {
            sum += sources[i].remaining();
        }
        return sum;
    }

    private static long skip(ByteBuffer[] sources, int offset, int length) {
        long skipped = remaining(sources, offset, length);
        for (int i = offset; i < offset + length; i++) {
            sources[i].position(sources[i].limit());
        }
        return skipped;
    }

    /** Sends what is pending; returns whether nothing is left. */
    private boolean drain() throws IOException {
        while (pending.hasRemaining()) {
            if (next.write(pending) == 0) {
                return false;
            }
        }
        pending = NOTHING;
        return true;
    }

    @Override
    public void terminateWrites() throws IOException {
        if (ending) {
            return;
        }
        if (!lastSeen) {
            ByteBuffer before = pending;
            pass(new byte[0], true);
            if (before.hasRemaining()) {
                ByteBuffer both = ByteBuffer.allocate(before.remaining() + pending.remaining());
                pending = both.put(before).put(pending).flip();
            }
        }
        ending = true;
        passEndOn();
    }

    private boolean passEndOn() throws IOException {
        if (!drain()) {
            return false;
        }
        if (ending && !endPassedOn) {
            endPassedOn = true;
            next.terminateWrites();
        }
        return true;
    }

    @Override
    public boolean flush() throws IOException {
        return passEndOn() && next.flush();
    }

    @Override
    public boolean isWriteShutdown() {
        return ending || next.isWriteShutdown();
    }

    @Override
    public void truncateWrites() throws IOException {
        ending = true;
        endPassedOn = true;
        pending = NOTHING;
        next.truncateWrites();
    }
}
