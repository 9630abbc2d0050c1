package dev.cuprum.state;

/** A key with its value, and its place between the items that were used before and after it. */
final class Item {

    /** When an item ends that does not. */
    static final long NEVER = 0;

    final Key key;
    final int room;
    SharedValue value;
    int flags;

    /** The millisecond in which it ends. */
    long expires = NEVER;

    Item newer = this;
    Item older = this;

    Item(Key key, SharedValue value, int room) {
        this.key = key;
        this.value = value;
        this.room = room;
    }

    /** When something ends that lives for some time from now. */
    static long end(long timeToLive, long now) {
        return timeToLive <= 0 || now + timeToLive < now ? NEVER : now + timeToLive;
    }

    /** Whether it has ended for who asks for it. */
    boolean stale(long now) {
        return expires != NEVER && expires < now;
    }

    /** Whether it has ended for who clears up, which is a millisecond earlier. */
    boolean removable(long now) {
        return expires != NEVER && expires <= now;
    }
}
