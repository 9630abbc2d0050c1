package dev.cuprum.state;

import java.util.OptionalLong;

/** How long items live. Not thread-safe. */
final class Expiry {

    /** What a flushed item is given as its end: a moment that is past for every clock. */
    private static final long LONG_AGO = 1;

    private final Items items;

    Expiry(Items items) {
        this.items = items;
    }

    OptionalLong timeToLive(byte[] key, long now) {
        Item item = items.peek(key);
        if (item == null) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(item.expires == Item.NEVER ? 0 : item.expires - now);
    }

    boolean expire(byte[] key, long timeToLive, long now) {
        Item item = items.peek(key);
        if (item != null) {
            item.expires = Item.end(timeToLive, now);
        }
        return item != null;
    }

    void flushAll(long now) {
        for (Item item = items.oldest(); !items.isEnd(item); item = item.newer) {
            item.expires = LONG_AGO;
        }
        items.evict(now);
    }

    int flushExpired(int most, long now) {
        int flushed = 0;
        Item next;
        for (Item item = items.oldest(); !items.isEnd(item); item = next) {
            next = item.newer;
            if (item.removable(now)) {
                items.remove(item);
                flushed++;
                if (flushed == most) {
                    break;
                }
            }
        }
        return flushed;
    }
}
