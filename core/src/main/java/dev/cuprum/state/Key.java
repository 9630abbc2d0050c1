package dev.cuprum.state;

import java.util.Arrays;

/** The key of an item. Keys can be compared, so that a map finds them soon also where somebody chose them to collide. */
final class Key implements Comparable<Key> {

    final byte[] bytes;
    private final int hash;

    Key(byte[] bytes) {
        this.bytes = bytes;
        this.hash = Arrays.hashCode(bytes);
    }

    @Override
    public int compareTo(Key other) {
        return Arrays.compare(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key key && key.hash == hash && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
