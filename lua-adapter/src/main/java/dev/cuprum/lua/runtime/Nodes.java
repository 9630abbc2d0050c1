package dev.cuprum.lua.runtime;

import dev.cuprum.engine.Budget;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;

/**
 * The hash part of a table: nodes in chains, as LuaJIT lays them out, since the border that {@code #} finds in a table
 * with holes, and the order of a traversal, depend on it.
 *
 * <p>A node is an index into three arrays of the same length, a power of two. A key belongs to the node that its hash
 * names, its main node. A new key whose main node is taken by a key that belongs there goes to a free node and is linked
 * behind it; a key that does not belong there has to leave (Brent's variation). Free nodes are taken from the end
 * downwards and never given back: a removed field keeps its key, so that a traversal can go on from it, until the nodes
 * run out and the table makes a new hash part.
 *
 * <p>Keys and links can be shared with other tables of the same {@link Shape}, or values with them with the
 * {@link Environment}s of other executions; whoever changes shared arrays copies them first. Used by one thread, except
 * that what nobody changes any more can be read by any.
 */
abstract class Nodes extends LuaValue {

    private static final LuaValue[] NO_KEYS = new LuaValue[1];
    private static final LuaValue[] NO_VALUES = new LuaValue[1];
    private static final int[] NO_LINKS = new int[1];

    /** After so many steps along a chain the budget is asked: units can choose strings that collide. */
    private static final int LONG_CHAIN = 63;

    private static final int REFERENCE_BYTES = 4;
    private static final int NODE_BYTES = 2 * REFERENCE_BYTES + Integer.BYTES;
    private static final int LARGE_BYTES = 64 * 1024;
    private static final int MAX_BITS = 26;

    /** Null where no key has ever been. One node without a key is no hash part at all: it can never be taken. */
    LuaValue[] keys = NO_KEYS;

    /** Null or NIL where a key has no value. */
    LuaValue[] values = NO_VALUES;

    /** The node that follows in the chain, plus one; 0 at the end. */
    int[] links = NO_LINKS;

    /** Nodes from here on have been taken. */
    int free;

    /** Whether keys and links belong to others too. */
    boolean sharesKeys;

    static boolean isNil(@SuppressWarnings("NullableProblems") LuaValue value) {
        return value == null || value == NIL;
    }

    /** How many bits of a hash choose among nodes for so many keys; 0 for no nodes at all. */
    static int bitsFor(int size) {
        return size <= 1 ? size : Integer.SIZE - Integer.numberOfLeadingZeros(size - 1);
    }

    final boolean hasNodes() {
        return keys.length > 1;
    }

    /** Starts with nodes of which none is taken. */
    final void newNodes(int bits) {
        if (bits > MAX_BITS) {
            throw new ScriptError("table overflow");
        }
        if (bits == 0) {
            keys = NO_KEYS;
            values = NO_VALUES;
            links = NO_LINKS;
            free = 0;
        } else {
            int size = 1 << bits;
            reserve((long) size * NODE_BYTES);
            keys = new LuaValue[size];
            values = new LuaValue[size];
            links = new int[size];
            free = size;
        }
        sharesKeys = false;
    }

    /** Reserves memory for an array of values, where it is large. */
    static void reserveSlots(long slots) {
        reserve(slots * REFERENCE_BYTES);
    }

    private static void reserve(long bytes) {
        if (bytes >= LARGE_BYTES) {
            budget().reserve(bytes);
        }
    }

    static Budget budget() {
        return LuaRun.current().budget();
    }

    private static void step(int steps) {
        if ((steps & LONG_CHAIN) == 0) {
            budget().poll();
        }
    }

    /** The node of a string; -1 where it has none. */
    final int nodeOf(LuaString key) {
        int node = key.hashCode() & (keys.length - 1);
        return keys[node] == key ? node : search(key, node);
    }

    private int search(LuaString key, int first) {
        int hash = key.hashCode();
        int node = first;
        for (int steps = 1; ; steps++) {
            LuaValue other = keys[node];
            if (other == key || other instanceof LuaString s && s.hashCode() == hash && s.raweq(key)) {
                return node;
            }
            node = links[node] - 1;
            if (node < 0) {
                return -1;
            }
            step(steps);
        }
    }

    /** The node of a number; -1 where it has none. */
    final int nodeOf(double key) {
        int node = hash(key) & (keys.length - 1);
        for (int steps = 1; ; steps++) {
            if (keys[node] instanceof Num other && other.v == key) {
                return node;
            }
            node = links[node] - 1;
            if (node < 0) {
                return -1;
            }
            step(steps);
        }
    }

    /** The node of a key that is neither a string nor a number; -1 where it has none. */
    final int nodeOfOther(LuaValue key) {
        int node = mainNode(key);
        for (int steps = 1; ; steps++) {
            LuaValue other = keys[node];
            if (other == key || other instanceof LuaUserdata && other.raweq(key)) {
                return node;
            }
            node = links[node] - 1;
            if (node < 0) {
                return -1;
            }
            step(steps);
        }
    }

    private int mainNode(LuaValue key) {
        int hash = key instanceof Num number ? hash(number.v) : key.hashCode();
        return hash & (keys.length - 1);
    }

    /** LuaJIT's hash of a number, which does not tell 0 from -0. */
    private static int hash(double number) {
        long bits = Double.doubleToRawLongBits(number);
        int high = (int) (bits >>> Integer.SIZE) << 1;
        int low = (int) bits ^ high;
        high = Integer.rotateLeft(high, 14);
        low -= high;
        high = Integer.rotateLeft(high, 5);
        return (high ^ low) - Integer.rotateLeft(low, 13);
    }

    /**
     * Takes a node for a key that has none.
     *
     * @return the node, whose value is nil; -1 where none is free
     */
    final int take(LuaValue key) {
        int node = mainNode(key);
        if (!isNil(values[node]) || keys.length == 1) {
            int spare = free;
            do {
                if (spare == 0) {
                    return -1;
                }
                spare--;
            } while (keys[spare] != null);
            free = spare;
            ownKeys();
            node = makeRoom(node, spare);
        } else {
            ownKeys();
        }
        keys[node] = key;
        return node;
    }

    private void ownKeys() {
        if (sharesKeys) {
            keys = keys.clone();
            links = links.clone();
            sharesKeys = false;
        }
    }

    /** Which of two nodes a new key gets: its main node, which is taken, or a spare one. */
    private int makeRoom(int main, int spare) {
        int owner = mainNode(keys[main]);
        if (owner == main) {
            links[spare] = links[main];
            links[main] = spare + 1;
            return spare;
        }
        int before = owner;
        for (int steps = 1; links[before] != main + 1; steps++) {
            before = links[before] - 1;
            step(steps);
        }
        links[before] = spare + 1;
        keys[spare] = keys[main];
        values[spare] = values[main];
        links[spare] = links[main];
        links[main] = 0;
        values[main] = NIL;
        rechain(main, spare);
        return main;
    }

    /** Brings back to its main node what was chained behind another's key while its own had been removed there. */
    private void rechain(int main, int moved) {
        int node = moved;
        boolean found = false;
        for (int steps = 1; links[node] != 0; steps++) {
            int next = links[node] - 1;
            int target = isNil(values[next]) ? node : mainNode(keys[next]);
            if (found ? target != node && target != next : target == main) {
                links[node] = links[next];
                links[next] = links[target];
                links[target] = next + 1;
                found = true;
            } else {
                node = next;
            }
            step(steps);
        }
    }

    /** Takes over the keys of a shape and copies its values. */
    final void share(Shape shape) {
        keys = shape.keys;
        links = shape.links;
        free = shape.free;
        values = shape.keys.length == 1 ? NO_VALUES : shape.values.clone();
        sharesKeys = true;
    }

    /** Takes another's keys and values, the values as they are: to be copied before they are changed. */
    final void borrow(Nodes other) {
        keys = other.keys;
        links = other.links;
        free = other.free;
        values = other.values;
        sharesKeys = true;
    }
}
