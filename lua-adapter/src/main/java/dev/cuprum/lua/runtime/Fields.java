package dev.cuprum.lua.runtime;

import java.util.Arrays;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * What a table has, whatever its metatable says: the array part and the hash part, and how fields move between them.
 *
 * <p>Only a new key for which there is no node left makes the table change the sizes of its parts. It then counts all
 * of its integer keys, chooses the size of the array part by them, and makes a new hash part for the rest, as LuaJIT
 * does.
 */
@SuppressWarnings("ReferenceEquality") // There is one nil, and a table is equal to itself alone.
abstract class Fields extends Nodes {

    /** Stands for a top that is not known. */
    static final int SPARSE = Integer.MIN_VALUE;

    private static final LuaValue[] NO_SLOTS = new LuaValue[0];

    /** The array part: position i is at i. Null and NIL are both nil. */
    public LuaValue[] array = NO_SLOTS;

    /**
     * The position up to which, from 1, all of the array part has values, and from which on none has; {@link #SPARSE}
     * where that is not so, or not known.
     */
    public int top;

    /** The metamethods that this table, as a metatable, is known not to have. */
    byte absent;

    /** What is stored under a key. */
    final LuaValue find(LuaValue key) {
        if (key instanceof LuaString string) {
            int node = nodeOf(string);
            return node < 0 ? NIL : orNil(values[node]);
        }
        return key instanceof Num number ? find(number.v) : findOther(key);
    }

    final LuaValue find(double key) {
        int index = (int) key;
        LuaValue[] slots = array;
        if (index >= 0 && index < slots.length && index == key) {
            return orNil(slots[index]);
        }
        int node = hasNodes() ? nodeOf(key) : -1;
        return node < 0 ? NIL : orNil(values[node]);
    }

    private LuaValue findOther(LuaValue key) {
        int node = key == NIL ? -1 : nodeOfOther(key);
        return node < 0 ? NIL : orNil(values[node]);
    }

    static LuaValue orNil(LuaValue value) {
        return value == null ? NIL : value;
    }

    /** Stores a value under a key. */
    final void store(LuaValue key, LuaValue value) {
        if (key instanceof LuaString string) {
            store(string, value);
        } else if (key instanceof Num number) {
            store(number.v, value);
        } else {
            storeOther(key, value);
        }
    }

    final void store(LuaString key, LuaValue value) {
        int node = nodeOf(key);
        if (node >= 0) {
            values[node] = value;
            absent = 0;
        } else {
            insert(key, key.hashCode(), value);
        }
    }

    final void store(double key, LuaValue value) {
        int index = (int) key;
        if (index >= 0 && index < array.length && index == key) {
            storeSlot(index, value);
            return;
        }
        int node = nodeOf(key);
        if (node >= 0) {
            values[node] = value;
        } else if (Double.isNaN(key)) {
            throw new ScriptError("table index is NaN");
        } else {
            insert(index == key ? Num.of(index) : Num.of(key), hash(key), value);
        }
    }

    final void storeSlot(int index, LuaValue value) {
        array[index] = value;
        if (index == top + 1 && value != NIL) {
            top = index;
        } else if (index > top || value == NIL) {
            noteHole(index, value);
        }
    }

    private void noteHole(int index, LuaValue value) {
        if (index == 0) {
            return;
        }
        if (value == NIL && index >= top) {
            top = index == top ? index - 1 : top;
        } else {
            top = SPARSE;
        }
    }

    private void storeOther(LuaValue key, LuaValue value) {
        if (key == NIL) {
            throw new ScriptError("table index is nil");
        }
        int node = nodeOfOther(key);
        if (node >= 0) {
            values[node] = value;
        } else {
            insert(key, key.hashCode(), value);
        }
    }

    final void insert(LuaValue key, int hash, LuaValue value) {
        int node = take(key, hash);
        if (node >= 0) {
            values[node] = value;
            absent = 0;
        } else {
            rehash(key);
            store(key, value);
        }
    }

    /** Makes room for a new key, and moves what it now pays to move between the two parts. */
    private void rehash(LuaValue key) {
        int position = array.length == 0 ? 1 : array.length;
        if (key instanceof Num number && number.v == position && top == position - 1 && !hasNodes()) {
            growArray(ArraySize.beyond(position));
            return;
        }
        int fields = array.length == 0 && !(key instanceof Num) ? countFields() : -1;
        if (fields >= 0) {
            resize(0, bitsFor(fields + 1));
            return;
        }
        ArraySize size = new ArraySize();
        size.countArray(array);
        int total = 1 + size.candidates();
        for (int i = 0; i < keys.length; i++) {
            if (!isNil(values[i])) {
                size.count(keys[i]);
                total++;
            }
        }
        size.count(key);
        size.decide();
        resize(size.slots(), bitsFor(total - size.inArray()));
    }

    /** How many nodes have values; -1 where one of their keys is a number. */
    private int countFields() {
        int count = 0;
        for (int i = 0; i < keys.length; i++) {
            if (!isNil(values[i])) {
                if (keys[i] instanceof Num) {
                    return -1;
                }
                count++;
            }
        }
        return count;
    }

    private void resize(int slots, int bits) {
        LuaValue[] oldArray = array;
        LuaValue[] oldKeys = keys;
        LuaValue[] oldValues = values;
        int[] oldChains = chains;
        if (slots > oldArray.length) {
            reserveSlots(slots);
        }
        newNodes(bits);
        if (slots != oldArray.length) {
            array = slots == 0 ? NO_SLOTS : Arrays.copyOf(oldArray, slots);
        }
        for (int i = slots; i < oldArray.length; i++) {
            if (!isNil(oldArray[i])) {
                values[take(Num.of(i), hash(i))] = oldArray[i];
            }
        }
        for (int i = 0; i < oldKeys.length; i++) {
            if (!isNil(oldValues[i]) && !moveIn(oldKeys[i], oldValues[i])) {
                values[take(oldKeys[i], oldChains[2 * i])] = oldValues[i];
            }
        }
        if (top < 0 || top >= slots) {
            top = findTop();
        }
    }

    private int findTop() {
        LuaValue[] slots = array;
        int filled = 0;
        while (filled + 1 < slots.length && !isNil(slots[filled + 1])) {
            filled++;
        }
        for (int i = filled + 1; i < slots.length; i++) {
            if (!isNil(slots[i])) {
                return SPARSE;
            }
        }
        return filled;
    }

    /** Makes the hash part so large that about half of its nodes are free. */
    final void spread() {
        int count = 0;
        for (LuaValue value : values) {
            count += isNil(value) ? 0 : 1;
        }
        resize(array.length, bitsFor(2 * count));
    }

    /** Moves a field to the array part, where it now belongs there. */
    private boolean moveIn(LuaValue key, LuaValue value) {
        if (key instanceof Num number && number.v >= 0 && number.v < array.length && number.isInt()) {
            storeSlot((int) number.v, value);
            return true;
        }
        return false;
    }

    /** Makes the array part larger, and leaves the size of the hash part as it is. */
    final void growArray(int slots) {
        resize(slots, bits());
    }

    final int border(int last) {
        if (last > 0 && isNil(array[last])) {
            return borderWithin(last);
        }
        return hasNodes() ? borderBeyond(last) : last;
    }

    private int borderWithin(int end) {
        LuaValue[] slots = array;
        int low = 0;
        int high = end;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (isNil(slots[middle])) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return low;
    }

    private int borderBeyond(int last) {
        long low = last;
        long high = low + 1;
        while (find((double) high) != NIL) {
            low = high;
            high += high;
            if (high > Integer.MAX_VALUE - 2) {
                return borderStepByStep();
            }
        }
        while (high - low > 1) {
            long middle = (low + high) >>> 1;
            if (find((double) middle) == NIL) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return (int) low;
    }

    private int borderStepByStep() {
        int i = 1;
        while (find((double) i) != NIL) {
            i++;
            budget().poll();
        }
        return i - 1;
    }
}
