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

    /**
     * Takes back what was written beyond a mark, as is done with the output of a unit that failed half-way.
     *
     * @param mark what {@link #written} said before
     */
    void rewind(long mark);

    /** The piece of the body that body_filter units are looking at; empty in every other phase. */
    Optional<BodyChunk> chunk();
}
