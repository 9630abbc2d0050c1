package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;

/** Reads and writes fields, and measures. For compiled code. */
public final class Access {

    /** As in Lua. */
    private static final int MAX_INDEXES = 99;

    private static final int NODE_BITS = 16;

    /** The bits of a node in what a place has learned. */
    public static final int NODE = (1 << NODE_BITS) - 1;

    /** A place where tables of many kinds come along is not worth more lessons. */
    private static final int MOST_LESSONS = 15;

    private Access() {}

    /**
     * What a place in the code that has not found a key where it expected it expects from now on.
     *
     * @param before what it expected: the node, and above it how often it has learned
     */
    public static int learn(int before, LuaValue from, LuaString key) {
        int times = before >>> NODE_BITS;
        if (times == MOST_LESSONS || !(from instanceof Table table)) {
            return before;
        }
        int node = table.nodeOf(key);
        boolean found = node >= 0 && node <= NODE;
        return (times + 1) << NODE_BITS | (found ? node : before & NODE);
    }

    /** {@code from.key} */
    public static LuaValue get(LuaValue from, LuaString key) {
        return from instanceof Table table ? table.get(key) : other(from, key);
    }

    /** {@code from[key]} */
    public static LuaValue get(LuaValue from, LuaValue key) {
        return from instanceof Table table ? table.get(key) : other(from, key);
    }

    /** {@code from[key]} */
    public static LuaValue get(LuaValue from, double key) {
        return from instanceof Table table ? table.get(key) : other(from, Num.of(key));
    }

    /** {@code from[key]} */
    public static LuaValue get(LuaValue from, int key) {
        return from instanceof Table table ? table.get(key) : other(from, Num.of(key));
    }

    /** {@code from[key]} */
    public static LuaValue get(LuaValue from, long key) {
        if (from instanceof Table table) {
            return (int) key == key ? table.get((int) key) : table.get((double) key);
        }
        return other(from, Num.of(key));
    }

    private static LuaValue other(LuaValue from, LuaValue key) {
        if (from instanceof LuaString) {
            return LuaRun.current().strings().index(from, key);
        }
        LuaValue index = Metamethods.of(from, LuaValue.INDEX);
        if (index.isnil()) {
            throw Faults.operand("index", from, 0);
        }
        return index instanceof Function function ? function.call(from, key) : follow(index, key);
    }

    /** What a table's metatable gives for a key that it has not itself. */
    static LuaValue inherit(Table table, LuaString key) {
        Table metatable = table.getmetatable();
        if (metatable == null) {
            return LuaValue.NIL;
        }
        LuaValue index = metatable.rawget(LuaValue.INDEX);
        if (index instanceof Table parent && parent.getmetatable() == null) {
            return parent.get(key);
        }
        return inherit(table, (LuaValue) key);
    }

    /** What a table's metatable gives for a key that it has not itself. */
    static LuaValue inherit(Table table, LuaValue key) {
        LuaValue index = Metamethods.of(table, LuaValue.INDEX);
        if (index.isnil()) {
            return LuaValue.NIL;
        }
        return index instanceof Function function ? function.call(table, key) : follow(index, key);
    }

    private static LuaValue follow(LuaValue start, LuaValue key) {
        LuaValue from = start;
        for (int i = 0; i < MAX_INDEXES; i++) {
            LuaValue index;
            if (from instanceof Table table) {
                LuaValue metatable = table.getmetatable();
                if (metatable == null) {
                    // Not raw: a shared table may compute or refuse.
                    return table.get(key);
                }
                LuaValue value = table.rawget(key);
                index = value.isnil() ? metatable.rawget(LuaValue.INDEX) : LuaValue.NIL;
                if (index.isnil()) {
                    return value;
                }
            } else if (from instanceof LuaString) {
                return LuaRun.current().strings().index(from, key);
            } else {
                index = Metamethods.of(from, LuaValue.INDEX);
                if (index.isnil()) {
                    throw Faults.unnamed("index", from);
                }
            }
            if (index instanceof Function function) {
                return function.call(from, key);
            }
            from = index;
        }
        throw Faults.here("loop in gettable");
    }

    /** {@code into.key = value} */
    public static void set(LuaValue into, LuaString key, LuaValue value) {
        if (into instanceof Table table) {
            table.set(key, value);
        } else {
            setOther(into, key, value);
        }
    }

    /** {@code into[key] = value} */
    public static void set(LuaValue into, LuaValue key, LuaValue value) {
        if (into instanceof Table table) {
            table.set(key, value);
        } else {
            setOther(into, key, value);
        }
    }

    /** {@code into[key] = value} */
    public static void set(LuaValue into, double key, LuaValue value) {
        if (into instanceof Table table) {
            table.set(key, value);
        } else {
            setOther(into, Num.of(key), value);
        }
    }

    /** {@code into[key] = value} */
    public static void set(LuaValue into, int key, LuaValue value) {
        if (into instanceof Table table) {
            table.set(key, value);
        } else {
            setOther(into, Num.of(key), value);
        }
    }

    /** {@code into[key] = value} */
    public static void set(LuaValue into, long key, LuaValue value) {
        if (into instanceof Table table && (int) key == key) {
            table.set((int) key, value);
        } else {
            set(into, (double) key, value);
        }
    }

    private static void setOther(LuaValue into, LuaValue key, LuaValue value) {
        LuaValue method = Metamethods.of(into, LuaValue.NEWINDEX);
        if (method.isnil()) {
            throw Faults.operand("index", into, 0);
        }
        assign(into, method, key, value, 0);
    }

    /** Sets a key that a table with a metatable has not yet. */
    static void newIndex(Table table, LuaValue key, LuaValue value) {
        LuaValue method = Metamethods.of(table, LuaValue.NEWINDEX);
        if (method.isnil()) {
            table.rawset(key, value);
        } else {
            assign(table, method, key, value, 0);
        }
    }

    private static void assign(LuaValue into, LuaValue method, LuaValue key, LuaValue value, int indexes) {
        if (method instanceof Function function) {
            function.call(into, key, value);
        } else if (indexes >= MAX_INDEXES) {
            throw Faults.here("loop in settable");
        } else if (method instanceof Table table) {
            LuaValue next = table.rawget(key).isnil() ? Metamethods.of(table, LuaValue.NEWINDEX) : LuaValue.NIL;
            if (next.isnil()) {
                table.rawset(key, value);
            } else {
                assign(table, next, key, value, indexes + 1);
            }
        } else {
            LuaValue next = Metamethods.of(method, LuaValue.NEWINDEX);
            if (next.isnil()) {
                throw Faults.unnamed("index", method);
            }
            assign(method, next, key, value, indexes + 1);
        }
    }

    /** The method of a name: what {@code from:key()} calls. */
    public static LuaValue method(LuaValue from, LuaString key) {
        return from instanceof Table table ? table.get(key) : other(from, key);
    }

    /** {@code #of} */
    public static double length(LuaValue of) {
        if (of instanceof Table table) {
            return table.rawlen();
        }
        if (of instanceof LuaString string) {
            return string.m_length;
        }
        LuaValue method = of instanceof LuaUserdata ? Metamethods.of(of, LuaValue.LEN) : LuaValue.NIL;
        if (method.isnil()) {
            throw Faults.operand("get length of", of, 0);
        }
        if (method.call(of) instanceof Num length) {
            return length.v;
        }
        throw Faults.here("'__len' must return a number");
    }
}
