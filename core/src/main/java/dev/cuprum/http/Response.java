package dev.cuprum.http;

import java.util.Optional;

/** The response of an exchange. Status and headers can be changed until it has {@link #started}. */
public interface Response {

    /** The status code; 200 where nobody has set one. */
    int status();

    /** Whether somebody has set the status. */
    boolean statusSet();

    /**
     * Sets the status code.
     *
     * @param status 100 to 999
     * @throws IllegalArgumentException outside that range
     */
    void setStatus(int status);

    /** The header fields. */
    HeaderFields headers();

    /** Whether status and headers are on their way to the client, so that nothing can be changed any more. */
    boolean started();

    /**
     * Adds to the body that the units make.
     *
     * @param bytes what to add; not to be changed afterwards
     * @throws IllegalStateException where the response has started
     */
    void write(byte[] bytes);

    /** How many bytes units have written so far. */
    long written();

    /** What a response was at a moment: its status and how much had been written. */
    interface Mark {}

    /** The response as it is now, to be able to return to it. */
    Mark mark();

    /**
     * Returns to what the response was, as is done when a unit has failed half-way: its status and its output are taken
     * back. Headers stay as they are.
     *
     * @param mark what {@link #mark} of this response returned before
     */
    void rewind(Mark mark);

    /** Takes back all that units have written. */
    void clear();

    /** The piece of the body that body_filter units are looking at; empty in every other phase. */
    Optional<BodyChunk> chunk();
}
