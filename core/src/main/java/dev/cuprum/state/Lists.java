package dev.cuprum.state;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be done with values that are lists. Old items do not make room for them. Not thread-safe. */
final class Lists {

    private final Items items;

    Lists(Items items) {
        this.items = items;
    }

    Change push(byte[] key, SharedValue value, boolean left, long now) {
        items.removeEnded(now);
        Item item = current(key, now);
        if (item != null && !(item.value instanceof SharedList)) {
            return Change.of(Result.NOT_A_LIST);
        }
        if (item == null) {
            item = items.add(key, new SharedList());
            if (item == null) {
                return Change.of(Result.NO_MEMORY);
            }
        }
        SharedList list = (SharedList) item.value;
        if (list.push(value, left, items.slab)) {
            return Change.done(list.length());
        }
        if (list.length() == 0) {
            items.remove(item);
        }
        return Change.of(Result.LIST_FULL);
    }

    /** The item of a key; where it has ended, an empty list that has not, if it was a list, and none otherwise. */
    private @Nullable Item current(byte[] key, long now) {
        Item item = items.use(key);
        if (item == null || !item.stale(now)) {
            return item;
        }
        if (item.value instanceof SharedList list) {
            list.clear(items.slab);
            item.expires = Item.NEVER;
            return item;
        }
        items.remove(item);
        return null;
    }

    Popped pop(byte[] key, boolean left, long now) {
        items.removeEnded(now);
        Item item = items.use(key);
        if (item == null || item.stale(now)) {
            return Popped.NOTHING;
        }
        if (!(item.value instanceof SharedList list)) {
            return Popped.NOT_A_LIST;
        }
        SharedValue value = list.pop(left, items.slab);
        if (list.length() == 0) {
            items.remove(item);
        }
        return new Popped(true, Optional.of(value));
    }

    Change length(byte[] key, long now) {
        items.removeEnded(now);
        Item item = items.use(key);
        if (item == null || item.stale(now)) {
            return Change.done(0);
        }
        return item.value instanceof SharedList list ? Change.done(list.length()) : Change.of(Result.NOT_A_LIST);
    }
}
