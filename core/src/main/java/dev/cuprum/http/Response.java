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

    /**
     * Whether status and headers are settled, so that nothing can be changed any more: they are on their way to the
     * client, or a unit has begun to write, and they will be as they are now whatever is done later.
     */
    boolean started();

    /** Settles status and headers, as the first {@link #write} does. Does nothing where they are. */
    void sendHeaders();

    /**
     * Adds to the body that the units make. Each call is one piece for body_filter units.
     *
     * @param bytes what to add; not to be changed afterwards
     * @throws IllegalStateException where somebody else is sending the response, or it is {@linkplain #finished over}
     */
    void write(byte[] bytes);

    /** Asks the host to send what was written so far without waiting for more; a unit that fails takes none of it back. */
    void flush();

    /** Ends the body that the units make: nothing can be written any more. */
    void finish();

    /** Whether the body has come to its end. */
    boolean finished();

    /**
     * Cuts the response off where it is: what was written is sent, and the connection closed without the end of the
     * body, so that the client sees that something is missing.
     */
    void abort();

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
