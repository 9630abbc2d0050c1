package dev.cuprum.http;

import java.nio.file.Path;

/**
 * The body of a request. A host receives it before a unit runs whose compiled form asks for it; for units it is there
 * from {@link #read} on, in memory or, where it is long, in a file. Used by one thread at a time.
 */
public interface RequestBody {

    /** Where a body is. */
    enum State {
        /** Nobody has read it yet. */
        UNREAD,
        /** In memory; an empty body is. */
        MEMORY,
        /** In a file. */
        FILE,
        /** It was thrown away. */
        DISCARDED
    }

    /** Where it is. */
    State state();

    /**
     * Makes the body available, where it is {@link State#UNREAD}; does nothing otherwise.
     *
     * @throws IllegalStateException where the host did not receive it before the unit ran
     */
    void read();

    /** How many bytes it has; 0 where it is unread or was thrown away. */
    long length();

    /**
     * The body in memory; not to be changed in place.
     *
     * @throws IllegalStateException where its state is not {@link State#MEMORY}
     */
    byte[] bytes();

    /**
     * The file that holds the body and nothing else. It goes with the request, unless a unit has named it.
     *
     * @throws IllegalStateException where its state is not {@link State#FILE}
     */
    Path file();

    /** Puts another body in its place, which is what later units and the origin see, and adapts Content-Length to it. */
    void replace(byte[] bytes);

    /**
     * Puts a file in its place, and adapts Content-Length to it.
     *
     * @param delete whether the file is deleted after the request
     * @throws java.io.UncheckedIOException where it cannot be read
     */
    void replace(Path file, boolean delete);

    /** Throws the body away: later units and the origin see none. */
    void discard();
}
