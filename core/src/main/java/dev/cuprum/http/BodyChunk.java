package dev.cuprum.http;

/** One piece of a response's body on its way to the client, as body_filter units see and change it. */
public interface BodyChunk {

    /** The bytes; not to be changed in place. */
    byte[] bytes();

    /** Puts other bytes in their place; an empty array sends nothing of this piece. */
    void replace(byte[] bytes);

    /** Whether this is the last piece. */
    boolean last();

    /** Ends the body with this piece: what the origin still sends is dropped. */
    void endHere();
}
