package dev.cuprum.http;

/** A piece of a response's body that is in memory. Not thread-safe. */
public final class MemoryBodyChunk implements BodyChunk {

    private byte[] bytes;
    private boolean last;

    /**
     * @param bytes the bytes; not to be changed afterwards
     * @param last whether it is the last piece
     */
    public MemoryBodyChunk(byte[] bytes, boolean last) {
        this.bytes = bytes;
        this.last = last;
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public void replace(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public boolean last() {
        return last;
    }

    @Override
    public void endHere() {
        last = true;
    }
}
