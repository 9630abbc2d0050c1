package dev.cuprum.undertow;

import dev.cuprum.http.MemoryRequestBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A body on its way in: kept in memory while it is short, and in a file from then on. Used by one thread at a time. */
final class BodySpill {

    private static final Logger LOG = System.getLogger(BodySpill.class.getName());

    private final long most;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private long length;
    private @Nullable Path file;
    private @Nullable FileChannel channel;

    /**
     * @param most how many bytes are kept in memory
     */
    BodySpill(long most) {
        this.most = most;
    }

    long length() {
        return length;
    }

    /** Takes what remains of a buffer. */
    void add(ByteBuffer bytes) throws IOException {
        length += bytes.remaining();
        if (channel == null && length <= most) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            memory.write(copy, 0, copy.length);
            return;
        }
        FileChannel into = spill();
        while (bytes.hasRemaining()) {
            into.write(bytes);
        }
    }

    private FileChannel spill() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            Path made = Files.createTempFile("cuprum-body-", "");
            file = made;
            open = FileChannel.open(made, StandardOpenOption.WRITE);
            channel = open;
            ByteBuffer before = ByteBuffer.wrap(memory.toByteArray());
            while (before.hasRemaining()) {
                open.write(before);
            }
            memory.reset();
        }
        return open;
    }

    /** Hands over what has come in, which is not this object's any more. */
    void handTo(MemoryRequestBody body) throws IOException {
        Path held = file;
        if (held == null) {
            body.receive(memory.toByteArray());
        } else {
            close();
            file = null;
            body.receive(held);
        }
    }

    private void close() throws IOException {
        FileChannel open = channel;
        if (open != null) {
            open.close();
            channel = null;
        }
    }

    /** Throws away what has come in, where it was not handed over. */
    void discard() {
        Path held = file;
        if (held == null) {
            return;
        }
        file = null;
        try {
            close();
            Files.deleteIfExists(held);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the file " + held + " of a request's body could not be deleted", e);
        }
    }
}
