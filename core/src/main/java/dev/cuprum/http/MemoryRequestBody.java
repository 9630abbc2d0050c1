package dev.cuprum.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A body that was received whole, in memory or into a file. Not thread-safe. */
public final class MemoryRequestBody implements RequestBody {

    private final HeaderFields headers;
    private State state = State.UNREAD;
    private byte @Nullable [] bytes;
    private @Nullable Path file;
    private boolean deletes;

    /**
     * @param headers the request's, whose Content-Length follows the body
     */
    public MemoryRequestBody(HeaderFields headers) {
        this.headers = headers;
    }

    /** Takes what was received, before anybody has read it. */
    public void receive(byte[] received) {
        bytes = received;
    }

    /** Takes what was received into a file of the host's, which is deleted after the request. */
    public void receive(Path received) {
        file = received;
        deletes = true;
    }

    /** Whether it was received, and {@link #read} will do. */
    public boolean received() {
        return bytes != null || file != null;
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public void read() {
        if (state != State.UNREAD) {
            return;
        }
        if (!received()) {
            throw new IllegalStateException("the request's body was not received before the unit ran");
        }
        state = file == null ? State.MEMORY : State.FILE;
    }

    @Override
    public long length() {
        if (state == State.FILE) {
            try {
                return Files.size(file());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return state == State.MEMORY ? bytes().length : 0;
    }

    @Override
    public byte[] bytes() {
        byte[] found = bytes;
        if (state != State.MEMORY || found == null) {
            throw new IllegalStateException("the request's body is not in memory but " + state);
        }
        return found;
    }

    @Override
    public Path file() {
        Path found = file;
        if (state != State.FILE || found == null) {
            throw new IllegalStateException("the request's body is not in a file but " + state);
        }
        return found;
    }

    @Override
    public void replace(byte[] replacement) {
        drop();
        bytes = replacement;
        state = State.MEMORY;
        announce(replacement.length);
    }

    @Override
    public void replace(Path replacement, boolean delete) {
        long length;
        try {
            length = Files.size(replacement);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        drop();
        file = replacement;
        deletes = delete;
        state = State.FILE;
        announce(length);
    }

    @Override
    public void discard() {
        drop();
        state = State.DISCARDED;
    }

    private void announce(long length) {
        headers.remove("Transfer-Encoding");
        headers.set("Content-Length", Long.toString(length));
    }

    /** Gives back what it holds; a file that belongs to the request is deleted. */
    public void drop() {
        Path held = file;
        bytes = null;
        file = null;
        if (held != null && deletes) {
            try {
                Files.deleteIfExists(held);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        deletes = false;
    }
}
