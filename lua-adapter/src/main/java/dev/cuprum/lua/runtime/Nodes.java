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
 * <p>Keys and chains can be shared with other tables of the same {@link Shape}, and values with the
 * {@link View}s of other executions; whoever changes shared arrays copies them first. Used by one thread, except
 * that what nobody changes any more can be read by any.
 */
@SuppressWarnings("ReferenceEquality") // There is one nil, and a table is equal to itself alone.
abstract class Nodes extends LuaValue {

    private static final LuaValue[] NO_KEYS = new LuaValue[1];
    private static final LuaValue[] NO_VALUES = new LuaValue[1];
    private static final int[] NO_CHAINS = new int[3];

    /** After so many steps along a chain the budget is asked: units can choose strings that collide. */
    private static final int LONG_CHAIN = 63;

    /** Tables with more nodes do not grow alike. */
    private static final int MOST_COMMON = 16;

    private static final int REFERENCE_BYTES = 4;
    private static final int NODE_BYTES = 2 * REFERENCE_BYTES + 2 * Integer.BYTES;
    private static final int LARGE_BYTES = 64 * 1024;
    private static final int MAX_BITS = 26;
    private static final long MAX_SLOTS = (1L << 27) + 1;

    /** Null where no key has ever been. One node without a key is no hash part at all: it can never be taken. */
    public LuaValue[] keys = NO_KEYS;

    /** Null or NIL where a key has no value. */
    public LuaValue[] values = NO_VALUES;

    /**
     * For each node the hash of its key, and the node that follows in the chain, plus one, or 0 at the end. After them
     * the node from which on all have been taken.
     */
    int[] chains = NO_CHAINS;

    /** Whether keys and chains belong to others too. */
    private boolean shares;

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

    /** How many bits of a hash choose among these nodes. */
    final int bits() {
        return hasNodes() ? bitsFor(keys.length) : 0;
    }

    /** Starts with nodes of which none is taken. */
    final void newNodes(int bits) {
        if (bits == 0) {
            shares = false;
            keys = NO_KEYS;
            values = NO_VALUES;
            chains = NO_CHAINS;
            return;
        }
        if (bits > MAX_BITS) {
            throw new ScriptError("table overflow");
        }
        int size = 1 << bits;
        reserve((long) size * NODE_BYTES);
        keys = new LuaValue[size];
        values = new LuaValue[size];
        chains = new int[2 * size + 1];
        chains[2 * size] = size;
        shares = false;
    }

    /** Takes over the keys of a shape and copies its values. */
    final void share(Shape shape) {
        keys = shape.keys;
        chains = shape.chains;
        values = shape.keys.length == 1 ? NO_VALUES : shape.values.clone();
        shares = true;
    }

    /** Takes over the keys of a shape, and values as they are. */
    final void share(Shape shape, LuaValue[] own) {
        keys = shape.keys;
        chains = shape.chains;
        values = own;
        shares = true;
    }

    /** Takes another's keys and values, the values as they are: to be copied before they are changed. */
    final void borrow(Nodes other) {
        keys = other.keys;
        chains = other.chains;
        values = other.values;
        shares = true;
    }

    /** Takes over nodes with one more key, and its value. */
    final void adopt(Growth growth, LuaValue value) {
        LuaValue[] own = values;
        int[] moved = growth.moved();
        if (moved != null) {
            own = new LuaValue[growth.keys().length];
            for (int i = 0; i < moved.length; i++) {
                own[moved[i]] = values[i];
            }
        }
        own[growth.node()] = value;
        values = own;
        keys = growth.keys();
        chains = growth.chains();
        shares = true;
    }

    /** Whether other tables can come by the same nodes: they are few, belong to nobody alone, and all have values. */
    final boolean isCommon() {
        return hasNodes() ? shares && keys.length <= MOST_COMMON && isFilled() : true;
    }

    /** Whether all keys have values. */
    final boolean isFilled() {
        LuaValue[] own = values;
        for (int i = 0; i < own.length; i++) {
            if (isNil(own[i]) && keys[i] != null) {
                return false;
            }
        }
        return true;
    }

    /** How these nodes, which have just been made, came from others; they are common from here on. */
    final Growth share(LuaValue[] before, LuaString added, int times) {
        shares = true;
        boolean stay = before.length == keys.length;
        int[] moved = new int[before.length];
        for (int i = 0; i < before.length; i++) {
            // A node that was free goes anywhere where it is still free, or is overwritten: to the new key.
            moved[i] = before[i] == null ? nodeOf(added) : nodeOfAny(before[i]);
            stay &= before[i] == null || moved[i] == i;
        }
        return new Growth(before, keys, chains, stay ? null : moved, nodeOf(added), times);
    }

    private int nodeOfAny(LuaValue key) {
        return key instanceof LuaString string
                ? nodeOf(string)
                : key instanceof Num number ? nodeOf(number.v) : nodeOfOther(key);
    }

    private void ownKeys() {
        if (shares) {
            keys = keys.clone();
            chains = chains.clone();
            shares = false;
        }
    }

    /** Reserves memory for an array of values, where it is large. */
    static void reserveSlots(long slots) {
        if (slots > MAX_SLOTS) {
            throw new ScriptError("table overflow");
        }
        reserve(slots * REFERENCE_BYTES);
    }

    private static void reserve(long bytes) {
        if (bytes >= LARGE_BYTES) {
            budget().reserve(bytes);
        }
    }

    static Budget budget() {
        return LuaRun.currentBudget();
    }

    /** The node that follows in a chain, after so many others; -1 at the end. */
    private int after(int node, int steps) {
        if ((steps & LONG_CHAIN) == 0) {
            budget().poll();
        }
        return chains[2 * node + 1] - 1;
    }

    /** The node of a string; -1 where it has none. */
    final int nodeOf(LuaString key) {
        int node = key.hashCode() & (keys.length - 1);
        return keys[node] == key ? node : search(key, node);
    }

    private int search(LuaString key, int first) {
        int hash = key.hashCode();
        int node = first;
        for (int steps = 1; node >= 0; steps++) {
            if (chains[2 * node] == hash && isSame(keys[node], key)) {
                return node;
            }
            node = after(node, steps);
        }
        return -1;
    }

    private static boolean isSame(LuaValue key, LuaString string) {
        return key == string || (key instanceof LuaString other && other.raweq(string));
    }

    /** The node of a number; -1 where it has none. */
    final int nodeOf(double key) {
        int hash = hash(key);
        int node = hash & (keys.length - 1);
        for (int steps = 1; node >= 0; steps++) {
            if (chains[2 * node] == hash && keys[node] instanceof Num other && other.v == key) {
                return node;
            }
            node = after(node, steps);
        }
        return -1;
    }

    /** The node of a key that is neither a string nor a number; -1 where it has none. */
    final int nodeOfOther(LuaValue key) {
        int hash = key.hashCode();
        int node = hash & (keys.length - 1);
        for (int steps = 1; node >= 0; steps++) {
            LuaValue other = keys[node];
            if (other == key || (chains[2 * node] == hash && other instanceof LuaUserdata && other.raweq(key))) {
                return node;
            }
            node = after(node, steps);
        }
        return -1;
    }

    /** LuaJIT's hash of a number, which does not tell 0 from -0. */
    static int hash(double number) {
        long bits = Double.doubleToRawLongBits(number);
        int high = (int) (bits >>> Integer.SIZE) << 1;
        int low = (int) bits ^ high;
        high = Integer.rotateLeft(high, 14);
        low -= high;
        high = Integer.rotateLeft(high, 5);
        return (high ^ low) - Integer.rotateLeft(low, 13);
    }

    /** Where a taken node's key belongs. */
    private int mainNode(int node) {
        return chains[2 * node] & (keys.length - 1);
    }

    /**
     * Takes a node for a key that has none.
     *
     * @return the node, whose value is nil; -1 where none is free
     */
    final int take(LuaValue key, int hash) {
        int node = hash & (keys.length - 1);
        if (!isNil(values[node]) || !hasNodes()) {
            int spare = spare();
            if (spare < 0) {
                return -1;
            }
            ownKeys();
            chains[2 * keys.length] = spare;
            node = makeRoom(node, spare);
        } else {
            ownKeys();
        }
        keys[node] = key;
        chains[2 * node] = hash;
        return node;
    }

    /** Whether one more key can get a node. */
    final boolean hasSpare() {
        return hasNodes() && spare() >= 0;
    }

    /** The last node that has never been taken; -1 where there is none. */
    private int spare() {
        int node = chains[2 * keys.length];
        do {
            node--;
        } while (node >= 0 && keys[node] != null);
        return node;
    }

    /** Which of two nodes a new key gets: its main node, which is taken, or a spare one. */
    private int makeRoom(int main, int spare) {
        int owner = mainNode(main);
        if (owner == main) {
            link(spare, chains[2 * main + 1]);
            link(main, spare + 1);
            return spare;
        }
        int before = owner;
        int next = after(before, 1);
        for (int steps = 2; next != main; steps++) {
            before = next;
            next = after(before, steps);
        }
        link(before, spare + 1);
        keys[spare] = keys[main];
        values[spare] = values[main];
        chains[2 * spare] = chains[2 * main];
        link(spare, chains[2 * main + 1]);
        link(main, 0);
        values[main] = NIL;
        rechain(main, spare);
        return main;
    }

    private void link(int node, int next) {
        chains[2 * node + 1] = next;
    }

    /** Brings back to its main node what was chained behind another's key while its own had been removed there. */
    private void rechain(int main, int moved) {
        int node = moved;
        boolean found = false;
        int next = after(node, 1);
        for (int steps = 2; next >= 0; steps++) {
            int target = isNil(values[next]) ? node : mainNode(next);
            if (found ? target != node && target != next : target == main) {
                link(node, chains[2 * next + 1]);
                link(next, chains[2 * target + 1]);
                link(target, next + 1);
                found = true;
            } else {
                node = next;
            }
            next = after(node, steps);
        }
    }
}
