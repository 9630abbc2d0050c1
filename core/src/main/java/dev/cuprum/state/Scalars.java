package dev.cuprum.state;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be done with values that are no lists. Not thread-safe. */
final class Scalars {

    private final Items items;

    Scalars(Items items) {
        this.items = items;
    }

    Optional<Found> get(byte[] key, long now) {
        items.removeEnded(now);
        Item item = items.use(key);
        return item == null || item.stale(now)
                ? Optional.empty()
                : Optional.of(new Found(item.value, item.flags, false));
    }

    Optional<Found> getStale(byte[] key, long now) {
        Item item = items.use(key);
        return item == null ? Optional.empty() : Optional.of(new Found(item.value, item.flags, item.stale(now)));
    }

    Change store(byte[] key, SharedValue value, long timeToLive, int flags, Storing how, long now) {
        items.removeEnded(now);
        Item item = items.use(key);
        boolean there = item != null && !item.stale(now);
        if (there && !how.replaces) {
            return Change.of(Result.EXISTS);
        }
        if (!there && !how.adds) {
            return Change.of(Result.NOT_FOUND);
        }
        return put(item, key, value, Item.end(timeToLive, now), flags, how.forces, now);
    }

    void remove(byte[] key, long now) {
        items.removeEnded(now);
        Item item = items.peek(key);
        if (item != null) {
            items.remove(item);
        }
    }

    Change increment(byte[] key, double by, long now) {
        items.removeEnded(now);
        Item item = items.use(key);
        return item == null || item.stale(now) ? Change.of(Result.NOT_FOUND) : sum(item, by);
    }

    Change increment(byte[] key, double by, double first, long timeToLive, long now) {
        items.removeEnded(now);
        Item item = items.use(key);
        if (item != null && !item.stale(now)) {
            return sum(item, by);
        }
        double sum = first + by;
        Change change = put(item, key, new SharedValue.Real(sum), Item.end(timeToLive, now), 0, true, now);
        return change.done() ? change.with(sum) : change;
    }

    private static Change sum(Item item, double by) {
        if (!(item.value instanceof SharedValue.Real number)) {
            return Change.of(Result.NOT_A_NUMBER);
        }
        double sum = number.value() + by;
        item.value = new SharedValue.Real(sum);
        return Change.done(sum);
    }

    /** Puts a value in the place of another of the same size, or in that of an item that it removes first. */
    private Change put(
            @Nullable Item old, byte[] key, SharedValue value, long expires, int flags, boolean forces, long now) {
        boolean forcible = false;
        Item item = old;
        if (item == null || item.value instanceof SharedList || item.value.size() != value.size()) {
            if (item != null) {
                items.remove(item);
            }
            item = items.add(key, value);
            if (item == null && forces) {
                forcible = !items.isEmpty();
                item = items.force(key, value, now);
            }
            if (item == null) {
                return Change.of(Result.NO_MEMORY, forcible);
            }
        }
        item.value = value;
        item.flags = flags;
        item.expires = expires;
        return Change.of(Result.DONE, forcible);
    }
}
