package dev.cuprum.state;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The items of a dictionary, in the order of their last use, and the memory they take. Not thread-safe. */
final class Items {

    /** What nginx keeps beside key and value of each item. */
    private static final int ITEM_BYTES = 68;

    /** What nginx takes of the memory before there is an item. */
    private static final int ROOT_BYTES = 80;

    private static final int NAME_BYTES = 28;

    /** How many times old items make room before a new one is refused. */
    private static final int ATTEMPTS = 30;

    /** How many items are removed at most each time. */
    private static final int REMOVED_AT_ONCE = 3;

    final Slab slab;
    private final Map<Key, Item> byKey = new HashMap<>();

    /** The end of the order: what is older than it was used last, what is newer was not used for the longest time. */
    private final Item end = new Item(new Key(new byte[0]), new SharedValue.Real(0), 0);

    /**
     * @param nameLength the length of the dictionary's name, in bytes
     * @param bytes the size of the memory
     * @throws IllegalArgumentException where nginx could not even begin in so little
     */
    Items(int nameLength, long bytes) {
        slab = new Slab(bytes);
        if (slab.take(ROOT_BYTES) == Slab.FULL || slab.take(NAME_BYTES + (long) nameLength) == Slab.FULL) {
            throw new IllegalArgumentException(bytes + " bytes are too few for a shared dictionary with such a name");
        }
    }

    /** The item of a key, which is the one used last from here on; also one that has ended. */
    @Nullable
    Item use(byte[] key) {
        Item item = peek(key);
        if (item != null) {
            touch(item);
        }
        return item;
    }

    /** The item of a key, also one that has ended; where it stands in the order stays as it is. */
    @Nullable
    Item peek(byte[] key) {
        return byKey.get(new Key(key));
    }

    /** Makes an item the one used last. */
    void touch(Item item) {
        if (end.older != item) {
            unlink(item);
            link(item);
        }
    }

    /** Adds an item where there is room; null where there is none. The key must not be there. */
    @Nullable
    Item add(byte[] key, SharedValue value) {
        int room = slab.take(bytesOf(key, value));
        return room == Slab.FULL ? null : insert(key, value, room);
    }

    /**
     * Adds an item, and removes those that were not used for the longest time until there is room.
     *
     * @return null where there is no room even so
     */
    @Nullable
    Item force(byte[] key, SharedValue value, long now) {
        long bytes = bytesOf(key, value);
        for (int i = 0; i < ATTEMPTS && evict(now); i++) {
            int room = slab.take(bytes);
            if (room != Slab.FULL) {
                return insert(key, value, room);
            }
        }
        return null;
    }

    private static long bytesOf(byte[] key, SharedValue value) {
        long bytes = ITEM_BYTES + key.length + value.size();
        return value instanceof SharedList ? (bytes + Long.BYTES - 1) & -Long.BYTES : bytes;
    }

    private Item insert(byte[] key, SharedValue value, int room) {
        Item item = new Item(new Key(key), value, room);
        byKey.put(item.key, item);
        link(item);
        return item;
    }

    /** Removes an item. */
    void remove(Item item) {
        if (item.value instanceof SharedList list) {
            list.clear(slab);
        }
        byKey.remove(item.key);
        unlink(item);
        slab.give(item.room);
    }

    /** Whether there are none. */
    boolean isEmpty() {
        return byKey.isEmpty();
    }

    /** The item that was not used for the longest time; the end of the order where there are none. */
    Item oldest() {
        return end.newer;
    }

    /** Whether there is no such item: the order ends here. */
    boolean isEnd(Item item) {
        return item.equals(end);
    }

    /** Removes what has ended of the two items that were not used for the longest time. */
    void removeEnded(long now) {
        removeEnded(now, REMOVED_AT_ONCE - 1);
    }

    /** Removes the item that was not used for the longest time, and what has ended of the two after it. */
    boolean evict(long now) {
        if (isEmpty()) {
            return false;
        }
        remove(oldest());
        removeEnded(now);
        return true;
    }

    private void removeEnded(long now, int most) {
        for (int i = 0; i < most && !isEmpty() && oldest().removable(now); i++) {
            remove(oldest());
        }
    }

    /** Shows keys, as {@link SharedDictionary#keys} does. */
    void keys(int most, Consumer<byte[]> each, long now) {
        int shown = 0;
        for (Item item = oldest(); !isEnd(item) && (most <= 0 || shown < most); item = item.newer) {
            if (!item.removable(now)) {
                each.accept(item.key.bytes);
                shown++;
            }
        }
    }

    private void link(Item item) {
        Item last = end.older;
        item.older = last;
        item.newer = end;
        last.newer = item;
        end.older = item;
    }

    private static void unlink(Item item) {
        item.older.newer = item.newer;
        item.newer.older = item.older;
    }
}
