package dev.cuprum.state;

import java.util.ArrayDeque;
import java.util.Deque;

/** A list in a dictionary. It is never handed out to be read or changed: its elements are pushed and popped. */
public final class SharedList implements SharedValue {

    /** What nginx keeps beside the value of each element. */
    private static final int ELEMENT_BYTES = 21;

    private record Element(SharedValue value, int room) {}

    private final Deque<Element> elements = new ArrayDeque<>();

    SharedList() {}

    /** How many elements it has. */
    int length() {
        return elements.size();
    }

    /** Adds a value, where there is room for it. */
    boolean push(SharedValue value, boolean left, Slab slab) {
        int room = slab.take(ELEMENT_BYTES + value.size());
        if (room == Slab.FULL) {
            return false;
        }
        Element element = new Element(value, room);
        if (left) {
            elements.addFirst(element);
        } else {
            elements.addLast(element);
        }
        return true;
    }

    /** Takes the value at an end; there must be one. */
    SharedValue pop(boolean left, Slab slab) {
        Element element = left ? elements.removeFirst() : elements.removeLast();
        slab.give(element.room());
        return element.value();
    }

    /** Removes all elements. */
    void clear(Slab slab) {
        elements.forEach(element -> slab.give(element.room()));
        elements.clear();
    }

    /** The size of what an empty list takes. */
    @Override
    public long size() {
        return 2 * Long.BYTES;
    }
}
