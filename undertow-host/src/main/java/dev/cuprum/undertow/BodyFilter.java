package dev.cuprum.undertow;

import java.io.IOException;

/** Changes a response's body piece by piece. */
@FunctionalInterface
interface BodyFilter {

    /**
     * Changes one piece.
     *
     * @param bytes the piece; may be empty
     * @param last whether it is the last
     * @return what goes out in its place; may be empty
     * @throws IOException where the response must not be completed
     */
    byte[] filter(byte[] bytes, boolean last) throws IOException;

    /** Whether the filter has ended the body: what comes after is dropped. */
    default boolean ended() {
        return false;
    }
}
