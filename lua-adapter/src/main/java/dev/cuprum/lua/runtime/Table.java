package dev.cuprum.lua.runtime;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A table: an array part for the positions from 0 up, and a hash part for all other keys. Laid out as LuaJIT lays out
 * its tables, so that the border found by {@code #} is the one that LuaJIT finds, also where there are holes.
 *
 * <p>The methods are written to be inlined: each asks the most likely place and leaves the rest to another method.
 * A subclass that is not {@linkplain #Table(boolean) plain} decides about every change, and about every reading of what
 * is not among its own fields: it overrides the methods that take a {@link LuaValue} as the key, and all others come to
 * them. What is among its own fields is read without asking it.
 *
 * <p>Used by one thread, except that a table nobody changes any more can be read by any.
 */
@SuppressWarnings("ReferenceEquality") // There is one nil, and a table is equal to itself alone.
public class Table extends Fields {

    /** Bits of the metamethods whose absence a metatable remembers. */
    static final int INDEX_BIT = 1;

    static final int NEWINDEX_BIT = 2;
    static final int EQ_BIT = 4;
    static final int LEN_BIT = 8;
    static final int CALL_BIT = 16;

    /** Whether none of its methods is overridden; not final for the same reason as a number's field. */
    private boolean plain;

    /** Whether a value can be stored under a key it has without asking anybody. */
    public boolean direct;

    private @Nullable Table metatable;

    /** An empty table, as {@code {}} makes it. */
    public Table() {
        this(true);
    }

    /**
     * A table of a kind of its own.
     *
     * @param plain whether the subclass overrides no method that takes a key
     */
    protected Table(boolean plain) {
        this.plain = plain;
        this.direct = plain;
    }

    /**
     * An empty table with room.
     *
     * @param arraySlots for how many values at the positions from 1 up; LuaJIT's size of the array part is one more,
     *     for position 0, where this is not 0
     * @param hashSlots for how many other fields
     */
    public Table(int arraySlots, int hashSlots) {
        this(true);
        if (arraySlots > 0) {
            reserveSlots(arraySlots + 1L);
            array = new LuaValue[arraySlots + 1];
        }
        if (hashSlots > 0) {
            newNodes(bitsFor(hashSlots));
        }
    }

    /**
     * A table with values at the positions from 0 up.
     *
     * @param values what becomes its own
     * @param filled how many of them, from position 1 on, are not nil; there is nothing behind them
     * @param hashSlots for how many other fields there is room
     */
    public Table(LuaValue[] values, int filled, int hashSlots) {
        this(true);
        array = values;
        top = filled;
        if (hashSlots > 0) {
            newNodes(bitsFor(hashSlots));
        }
    }

    /** A table with the keys of a shape, the constant values of its constructor, and nil for the others as yet. */
    public Table(Shape shape) {
        this(true);
        share(shape);
        LuaValue[] slots = shape.array;
        array = slots.length == 0 ? slots : slots.clone();
        top = shape.top;
    }

    /**
     * A table with the keys of a shape, the constant values of its constructor, and nil for the others as yet.
     *
     * @param arraySlots for how many values at the positions from 1 up, whatever the shape says
     */
    public Table(Shape shape, int arraySlots) {
        this(true);
        share(shape);
        if (arraySlots > 0) {
            array = new LuaValue[arraySlots + 1];
        }
    }

    /**
     * A table with the keys of a shape that has no positions.
     *
     * @param values the values by slots, which become the table's own
     */
    public Table(Shape shape, LuaValue[] values) {
        this(true);
        share(shape, values);
    }

    /** An empty table with an array part of so many slots, that of position 0 included. */
    static Table ofSizes(int slots, int bits) {
        Table table = new Table();
        if (slots > 0) {
            table.array = new LuaValue[slots];
        }
        table.newNodes(bits);
        return table;
    }

    /** Gives a key of the shape its value, where no other key has been added since. */
    public final void initialise(int slot, LuaValue value) {
        values[slot] = value;
    }

    /** Stores what a constructor has at a position: in their order, and before anything else is done with the table. */
    public final void append(int index, LuaValue value) {
        LuaValue[] slots = array;
        if (index >= slots.length) {
            store((double) index, value);
            return;
        }
        slots[index] = value;
        if (index != top + 1 || value == NIL) {
            top = SPARSE;
        } else {
            int filled = index;
            while (filled + 1 < slots.length && !isNil(slots[filled + 1])) {
                filled++;
            }
            top = filled;
        }
    }

    /** Stores the values that a constructor ends with, from a position on. */
    public final void appendAll(int start, Varargs more) {
        int count = more.narg();
        if (count > 0) {
            if (start + count > array.length) {
                growArray(start + count + 1);
            }
            for (int i = 0; i < count; i++) {
                storeSlot(start + i, more.arg(i + 1));
            }
        }
    }

    // Reading.

    /** The value of a field, by {@code __index} where the table has none. */
    @Override
    public LuaValue get(LuaValue key) {
        LuaValue value = find(key);
        return value != NIL || metatable == null ? value : Access.inherit(this, key);
    }

    /** The value of a field, by {@code __index} where the table has none. */
    public final LuaValue get(LuaString key) {
        int node = key.hashCode() & (keys.length - 1);
        if (keys[node] == key) {
            LuaValue value = values[node];
            if (!isNil(value)) {
                return value;
            }
        }
        return getFurther(key);
    }

    private LuaValue getFurther(LuaString key) {
        int node = nodeOf(key);
        LuaValue value = node < 0 ? NIL : values[node];
        return value == null && !plain ? unmade(key, node) : isNil(value) ? miss(key) : value;
    }

    /** The value of a field that has a node and as yet no value, not even nil. */
    LuaValue unmade(LuaString key, int node) {
        return miss(key);
    }

    private LuaValue miss(LuaString key) {
        if (plain) {
            return metatable == null ? NIL : Access.inherit(this, key);
        }
        return get((LuaValue) key);
    }

    private LuaValue miss(LuaValue key) {
        if (plain) {
            return metatable == null ? NIL : Access.inherit(this, key);
        }
        return get(key);
    }

    /** The value at a position, by {@code __index} where the table has none. */
    @Override
    public final LuaValue get(int key) {
        LuaValue[] slots = array;
        if (key >= 0 && key < slots.length) {
            LuaValue value = slots[key];
            if (!isNil(value)) {
                return value;
            }
        }
        return getFurther(key);
    }

    /** The value of a field, by {@code __index} where the table has none. */
    public final LuaValue get(double key) {
        int index = (int) key;
        return index == key ? get(index) : getFurther(key);
    }

    private LuaValue getFurther(double key) {
        LuaValue value = find(key);
        if (value != NIL || (plain && metatable == null)) {
            return value;
        }
        return miss(Num.of(key));
    }

    /** The value of a field that the table itself has. */
    @Override
    public LuaValue rawget(LuaValue key) {
        return find(key);
    }

    /** The value of a field that the table itself has. */
    public final LuaValue rawget(LuaString key) {
        int node = nodeOf(key);
        LuaValue value = node < 0 ? NIL : values[node];
        return !isNil(value) ? value : plain ? NIL : rawget((LuaValue) key);
    }

    /** The value at a position of the table itself. */
    @Override
    public final LuaValue rawget(int key) {
        LuaValue[] slots = array;
        if (key >= 0 && key < slots.length) {
            LuaValue value = slots[key];
            if (!isNil(value)) {
                return value;
            }
        }
        return rawget((double) key);
    }

    /** The value of a field that the table itself has. */
    public final LuaValue rawget(double key) {
        LuaValue value = find(key);
        return value != NIL || plain ? value : rawget(Num.of(key));
    }

    // Writing.

    /** Sets a field, or has {@code __newindex} do it where the table has no such field. */
    @Override
    public void set(LuaValue key, LuaValue value) {
        if (metatable == null || metamethod(NEWINDEX_BIT, NEWINDEX) == NIL || rawget(key) != NIL) {
            rawset(key, value);
        } else {
            Access.newIndex(this, key, value);
        }
    }

    /** Sets a field, or has {@code __newindex} do it where the table has no such field. */
    public final void set(LuaString key, LuaValue value) {
        int node = key.hashCode() & (keys.length - 1);
        if (direct && keys[node] == key) {
            values[node] = value;
            absent = 0;
        } else {
            setFurther(key, value);
        }
    }

    private void setFurther(LuaString key, LuaValue value) {
        if (plain) {
            int node = nodeOf(key);
            if (node >= 0 && (direct || !isNil(values[node]))) {
                values[node] = value;
                absent = 0;
                return;
            }
            if (direct) {
                insert(key, key.hashCode(), value);
                return;
            }
        }
        set((LuaValue) key, value);
    }

    /** Adds a field as another table that had the same nodes; returns whether that is possible. */
    final boolean grow(Growth growth, LuaValue value) {
        boolean possible = canGrow(value) && isFilled();
        if (possible) {
            adopt(growth, value);
        }
        return possible;
    }

    /** Adds a field in a way that other tables can repeat; null where that is not possible. */
    final @Nullable Growth growAlike(LuaString key, LuaValue value, int times) {
        if (!canGrow(value) || !isCommon() || nodeOf(key) >= 0) {
            return null;
        }
        LuaValue[] before = keys;
        insert(key, key.hashCode(), value);
        return share(before, key, times);
    }

    /** What there is at positions would have a say in how it grows. */
    private boolean canGrow(LuaValue value) {
        return plain && direct && array.length == 0 && value != NIL;
    }

    /** Sets the value at a position, or has {@code __newindex} do it where the table has none there. */
    @Override
    public final void set(int key, LuaValue value) {
        if (direct && key > 0 && key <= top && value != NIL) {
            array[key] = value;
        } else {
            setFurther(key, value);
        }
    }

    private void setFurther(int key, LuaValue value) {
        if (direct && key >= 0 && key < array.length) {
            storeSlot(key, value);
        } else {
            setFurther((double) key, value);
        }
    }

    /** Sets a field, or has {@code __newindex} do it where the table has no such field. */
    public final void set(double key, LuaValue value) {
        int index = (int) key;
        if (index == key) {
            set(index, value);
        } else {
            setFurther(key, value);
        }
    }

    private void setFurther(double key, LuaValue value) {
        if (plain && (direct || find(key) != NIL)) {
            store(key, value);
        } else {
            set(Num.of(key), value);
        }
    }

    /** Sets a field of the table itself. */
    @Override
    public void rawset(LuaValue key, LuaValue value) {
        store(key, value);
    }

    /** Sets a field of the table itself. */
    public final void rawset(LuaString key, LuaValue value) {
        if (plain) {
            store(key, value);
        } else {
            rawset((LuaValue) key, value);
        }
    }

    /** Sets the value at a position of the table itself. */
    @Override
    public final void rawset(int key, LuaValue value) {
        if (plain) {
            store((double) key, value);
        } else {
            rawset(Num.of(key), value);
        }
    }

    /** Sets a field of the table itself. */
    public final void rawset(double key, LuaValue value) {
        if (plain) {
            store(key, value);
        } else {
            rawset(Num.of(key), value);
        }
    }

    /** Adds a value at the end of the list. */
    public final void push(LuaValue value) {
        LuaValue[] slots = array;
        int next = top + 1;
        if (plain && next > 0 && next < slots.length && value != NIL) {
            slots[next] = value;
            top = next;
        } else {
            rawset(rawlen() + 1, value);
        }
    }

    // Measuring and traversing.

    /** A border, as {@code #} finds it: a position with a value that is followed by one without; 0 where there is none. */
    @Override
    public int rawlen() {
        int last = array.length - 1;
        return top < last && top >= 0 ? top : border(Math.max(last, 0));
    }

    @Override
    public final LuaValue len() {
        return Num.of(rawlen());
    }

    @Override
    public final int length() {
        return rawlen();
    }

    /**
     * The field that follows in a traversal. A subclass that decides about reading and shows more than its own fields
     * overrides this, {@link #keyAt}, {@link #valueAt} and {@link #positionOf}.
     *
     * @param position of a field; 0 to begin
     * @return the position of the next one; 0 where there is none
     */
    public int following(int position) {
        LuaValue[] slots = array;
        int i = position;
        for (; i < slots.length; i++) {
            if (!isNil(slots[i])) {
                return i + 1;
            }
        }
        for (int node = i - slots.length; node < values.length; node++) {
            if (!isNil(values[node])) {
                return slots.length + node + 1;
            }
        }
        return 0;
    }

    /** The key of the field at a position that {@link #following} has told. */
    public LuaValue keyAt(int position) {
        int i = position - 1;
        return i < array.length ? Num.of(i) : keys[i - array.length];
    }

    /** The value of the field at a position that {@link #following} has told. */
    public LuaValue valueAt(int position) {
        int i = position - 1;
        return orNil(i < array.length ? array[i] : values[i - array.length]);
    }

    /** The position of a field that is there or has been removed; 0 for nil, -1 where there is no such field. */
    protected int positionOf(LuaValue key) {
        if (key instanceof Num number && number.v >= 0 && number.v < array.length && number.isInt()) {
            return (int) number.v + 1;
        }
        if (key == NIL) {
            return 0;
        }
        int node = key instanceof LuaString string
                ? nodeOf(string)
                : key instanceof Num number ? nodeOf(number.v) : nodeOfOther(key);
        return node < 0 ? -1 : array.length + node + 1;
    }

    /**
     * The field that follows in a traversal.
     *
     * @param key of a field; nil to begin
     * @return its key and its value; nil where there is none
     * @throws ScriptError where there is no such key
     */
    @Override
    public Varargs next(LuaValue key) {
        int position = positionOf(key);
        if (position < 0) {
            // Without a position, as in LuaJIT.
            throw new ScriptError(LuaString.valueOf("invalid key to 'next'"), 0);
        }
        int next = following(position);
        return next == 0 ? NIL : varargsOf(keyAt(next), valueAt(next));
    }

    // Metatables.

    @Override
    public @Nullable Table getmetatable() {
        return metatable;
    }

    /** Gives the table a metatable, or, for nil, none. */
    @Override
    public LuaValue setmetatable(LuaValue metatable) {
        this.metatable = metatable instanceof Table table ? table : null;
        direct = plain && this.metatable == null;
        return this;
    }

    @Override
    public LuaValue metatag(LuaValue tag) {
        Table from = metatable;
        return from == null ? NIL : from.rawget(tag);
    }

    /** One of the metatable's metamethods, by its bit and its name; nil where there is none. */
    final LuaValue metamethod(int bit, LuaString name) {
        Table from = metatable;
        return from == null || (from.absent & bit) != 0 ? NIL : from.offered(bit, name);
    }

    private LuaValue offered(int bit, LuaString name) {
        LuaValue method = rawget(name);
        if (method == NIL) {
            absent |= (byte) bit;
        }
        return method;
    }

    // What every value tells of itself.

    @Override
    public final int type() {
        return TTABLE;
    }

    @Override
    public final String typename() {
        return "table";
    }

    @Override
    public final boolean istable() {
        return true;
    }

    @Override
    public final LuaValue eq(LuaValue other) {
        return eq_b(other) ? TRUE : FALSE;
    }

    @Override
    public final boolean eq_b(LuaValue other) {
        if (this == other || metatable == null || !(other instanceof Table table) || table.metatable == null) {
            return this == other;
        }
        return eqmtcall(this, metatable, table, table.metatable);
    }
}
