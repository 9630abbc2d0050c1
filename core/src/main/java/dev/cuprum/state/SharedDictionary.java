package dev.cuprum.state;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A dictionary that all units of a node share: keys and values of bytes, bounded in the memory they take. Where it is
 * full, the items that were not used for the longest time make room for new ones. All of this is as in nginx's
 * {@code lua_shared_dict}, to the byte. On the heap small items take up to two thirds more than that, and lists of small
 * texts up to two and a half times as much.
 *
 * <p>Safe for use by several threads: one lock is held for each call, and nothing waits while it is. Times to live are in
 * milliseconds; 0 or less stands for an item that does not end. Arrays are handed through, not copied: nobody may
 * change one that was handed in or out.
 */
public final class SharedDictionary {

    /** The smallest size a dictionary can have. */
    public static final long LEAST_BYTES = 12 * 1024;

    /** The largest size a dictionary can have. */
    public static final long MOST_BYTES = 64L << 30;

    /** The longest key. */
    public static final int LONGEST_KEY = 65_535;

    private final String name;
    private final long capacity;
    private final LongSupplier millis;
    private final ReentrantLock lock = new ReentrantLock();
    private final Items items;
    private final Scalars scalars;
    private final Lists lists;
    private final Expiry expiry;

    /**
     * @param name what units call it
     * @param capacity the memory its items may take, in bytes
     * @param millis the clock: milliseconds since some moment long ago, which never go back
     * @throws IllegalArgumentException where the size is below {@link #LEAST_BYTES} or above {@link #MOST_BYTES}
     */
    public SharedDictionary(String name, long capacity, LongSupplier millis) {
        if (capacity < LEAST_BYTES || capacity > MOST_BYTES) {
            throw new IllegalArgumentException("the shared dictionary '" + name + "' cannot have " + capacity
                    + " bytes; it can have " + LEAST_BYTES + " to " + MOST_BYTES);
        }
        this.name = name;
        this.capacity = capacity;
        this.millis = millis;
        items = new Items(name.getBytes(StandardCharsets.UTF_8).length, capacity);
        scalars = new Scalars(items);
        lists = new Lists(items);
        expiry = new Expiry(items);
    }

    /** What units call it. */
    public String name() {
        return name;
    }

    /** The memory its items may take, in bytes. */
    public long capacity() {
        return capacity;
    }

    /** The memory that lies in pages of which nothing is used, in bytes. */
    public long freeSpace() {
        lock.lock();
        try {
            return items.slab.freeBytes();
        } finally {
            lock.unlock();
        }
    }

    /** The item of a key; empty where there is none or it has ended. */
    public Optional<Found> get(byte[] key) {
        lock.lock();
        try {
            return scalars.get(key, millis.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /** The item of a key, also where it has ended but has not been removed yet. */
    public Optional<Found> getStale(byte[] key) {
        lock.lock();
        try {
            return scalars.getStale(key, millis.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Stores a value.
     *
     * @param value not a list
     * @param timeToLive in milliseconds
     * @param flags a number to be kept with it
     * @return {@link Result#DONE}, {@link Result#EXISTS}, {@link Result#NOT_FOUND} or {@link Result#NO_MEMORY}
     */
    public Change store(byte[] key, SharedValue value, long timeToLive, int flags, Storing how) {
        lock.lock();
        try {
            return scalars.store(key, value, timeToLive, flags, how, millis.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /** Removes the item of a key, if there is one. */
    public void remove(byte[] key) {
        lock.lock();
        try {
            scalars.remove(key, millis.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Adds to a number.
     *
     * @return the sum; or {@link Result#NOT_FOUND} or {@link Result#NOT_A_NUMBER}
     */
    public Change increment(byte[] key, double by) {
        lock.lock();
        try {
            return scalars.increment(key, by, millis.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Adds to a number; where the key is not there, to one that it begins with.
     *
     * @param timeToLive of an item that begins with this, in milliseconds
     * @return the sum; or {@link Result#NOT_A_NUMBER} or {@link Result#NO_MEMORY}
     */
    public Change increment(byte[] key, double by, double first, long timeToLive) {
        lock.lock();
        try {
            return scalars.increment(key, by, first, timeToLive, millis.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Adds an element to a list; where the key is not there, to a new one.
     *
     * @param value bytes or a number
     * @param left whether it becomes the first, not the last
     * @return the length; or {@link Result#NOT_A_LIST}, {@link Result#NO_MEMORY} where there is no room for a new
     *     list, or {@link Result#LIST_FULL} where there is none for one more element
     */
    public Change push(byte[] key, SharedValue value, boolean left) {
        lock.lock();
        try {
            return lists.push(key, value, left, millis.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes an element from a list. A list that is empty is not there any more.
     *
     * @param left whether the first, not the last
     */
    public Popped pop(byte[] key, boolean left) {
        lock.lock();
        try {
            return lists.pop(key, left, millis.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /** The length of a list, 0 where the key is not there; or {@link Result#NOT_A_LIST}. */
    public Change length(byte[] key) {
        lock.lock();
        try {
            return lists.length(key, millis.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /**
     * How long an item has still to live, in milliseconds: 0 where it does not end, negative where it has ended but
     * has not been removed yet; empty where the key is not there.
     */
    public OptionalLong timeToLive(byte[] key) {
        lock.lock();
        try {
            return expiry.timeToLive(key, millis.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Has an item live for some time from now, also one that has ended but has not been removed yet.
     *
     * @return whether the key is there
     */
    public boolean expire(byte[] key, long timeToLive) {
        lock.lock();
        try {
            return expiry.expire(key, timeToLive, millis.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /** Ends all items. Their memory is given back one by one, when they are looked at or their room is needed. */
    public void flushAll() {
        lock.lock();
        try {
            expiry.flushAll(millis.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Removes items that have ended, and begins with those that were not used for the longest time.
     *
     * @param most how many at most; 0 or less for all
     * @return how many
     */
    public int flushExpired(int most) {
        lock.lock();
        try {
            return expiry.flushExpired(most, millis.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Shows the keys of items that have not ended, and begins with those that were not used for the longest time.
     *
     * @param most how many at most; 0 or less for all
     * @param each sees the keys; must be brief, and not come back to this dictionary
     */
    public void keys(int most, Consumer<byte[]> each) {
        lock.lock();
        try {
            items.keys(most, each, millis.getAsLong());
        } finally {
            lock.unlock();
        }
    }
}
