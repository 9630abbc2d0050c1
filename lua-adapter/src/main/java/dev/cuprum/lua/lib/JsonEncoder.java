package dev.cuprum.lua.lib;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.Table;
import java.util.Arrays;
import org.luaj.vm2.LuaBoolean;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Makes JSON of a value; nested tables take none of the thread's stack. */
final class JsonEncoder {

    /** A table that is an object and no array. */
    private static final double OBJECT = -1;

    private final JsonSettings settings;
    private final Budget budget;
    private final JsonWriter out;
    /** The tables that are open, how far each has been written, and how long it is where it is an array. */
    private Table[] tables = new Table[8];

    private double[] reached = new double[8];
    private double[] sizes = new double[8];
    private int depth;

    private JsonEncoder(JsonSettings settings, Budget budget) {
        this.settings = settings;
        this.budget = budget;
        this.out = new JsonWriter(budget, settings.escapesSlash, settings.takeBuffer());
    }

    static LuaString encode(JsonSettings settings, Budget budget, LuaValue value) {
        JsonEncoder encoder = new JsonEncoder(settings, budget);
        encoder.value(value);
        while (encoder.depth > 0) {
            encoder.goOn();
        }
        LuaString text = encoder.out.text();
        settings.giveBuffer(encoder.out.buffer());
        return text;
    }

    /** Goes on with the innermost table, until another one opens in it or it closes. */
    private void goOn() {
        if (sizes[depth - 1] == OBJECT) {
            object();
        } else {
            array();
        }
    }

    /** Writes a value; of a table, the beginning. Returns whether it did: what JSON does not have can be left out. */
    private boolean value(LuaValue value) {
        if (value instanceof LuaString string) {
            out.string(string);
        } else if (value instanceof Num number) {
            number(number);
        } else if (value instanceof Table table) {
            open(table);
        } else if (value instanceof LuaBoolean) {
            out.add(value == LuaValue.TRUE ? "true" : "false");
        } else if (value == LuaValue.NIL || value == settings.jsonNull) {
            out.add("null");
        } else if (value == CjsonLib.EMPTY_ARRAY) {
            out.add("[]");
        } else if (settings.skipsUnsupported) {
            return false;
        } else {
            throw refused(value, "type not supported");
        }
        return true;
    }

    private static JsonFault refused(LuaValue value, String reason) {
        return new JsonFault("Cannot serialise " + value.typename() + ": " + reason);
    }

    private void number(Num number) {
        double v = number.v;
        if (Double.isFinite(v)) {
            out.number(v, settings.precision);
            return;
        }
        switch (settings.encodesInvalidNumbers) {
            case REFUSED -> throw refused(number, "must not be NaN or Infinity");
            case WRITTEN -> out.add(v > 0 ? "Infinity" : v < 0 ? "-Infinity" : "NaN");
            case NULL -> out.add("null");
        }
    }

    private void open(Table table) {
        budget.poll();
        if (depth >= settings.encodeDepth) {
            throw new JsonFault("Cannot serialise, excessive nesting (" + (depth + 1) + ")");
        }
        LuaValue mark = table.getmetatable();
        double size = mark == CjsonLib.ARRAY ? table.rawlen() : arraySize(table);
        if (size == 0 && mark != CjsonLib.ARRAY && settings.emptyIsObject) {
            size = OBJECT;
        }
        if (size == OBJECT && mark == CjsonLib.EMPTY_ARRAY_MARK) {
            size = 0;
        }
        if (depth == tables.length) {
            grow();
        }
        tables[depth] = table;
        reached[depth] = 0;
        sizes[depth++] = size;
        out.add(size == OBJECT ? '{' : '[');
    }

    private void grow() {
        budget.reserve(64L * depth);
        tables = Arrays.copyOf(tables, 2 * depth);
        reached = Arrays.copyOf(reached, 2 * depth);
        sizes = Arrays.copyOf(sizes, 2 * depth);
    }

    private void close(char bracket) {
        out.add(bracket);
        depth--;
    }

    /** The largest index; {@link #OBJECT} for a table that has other keys, or too few for so large an index. */
    private double arraySize(Table table) {
        int first = table.following(0);
        if (first == 0) {
            return 0;
        }
        if (table.rawget(1) != LuaValue.NIL) {
            int size = table.rawlen();
            if (isDense(table, size, first)) {
                return size;
            }
        }
        return sparseSize(table, first);
    }

    /** Whether the positions up to that one are all that there is. */
    private boolean isDense(Table table, int size, int first) {
        int fields = 0;
        for (int at = first; at != 0 && fields <= size; at = table.following(at)) {
            budget.poll();
            fields++;
        }
        if (fields != size) {
            return false;
        }
        for (int i = 1; i <= size; i++) {
            budget.poll();
            if (table.rawget(i) == LuaValue.NIL) {
                return false;
            }
        }
        return true;
    }

    private double sparseSize(Table table, int first) {
        double most = 0;
        double fields = 0;
        for (int at = first; at != 0; at = table.following(at)) {
            budget.poll();
            if (!(table.keyAt(at) instanceof Num key) || !(key.v >= 1) || key.v != Math.floor(key.v)) {
                return OBJECT;
            }
            most = Math.max(most, key.v);
            fields++;
        }
        if (settings.sparseRatio > 0 && most > fields * settings.sparseRatio && most > settings.sparseSafe) {
            if (!settings.sparseAsObject) {
                throw refused(table, "excessively sparse array");
            }
            return OBJECT;
        }
        return most;
    }

    private void array() {
        int level = depth;
        Table table = tables[level - 1];
        double size = sizes[level - 1];
        for (double i = reached[level - 1] + 1; i <= size; i++) {
            budget.poll();
            int before = out.length();
            out.separate();
            if (!value(table.rawget(i))) {
                out.length(before);
            }
            if (depth > level) {
                reached[level - 1] = i;
                return;
            }
        }
        close(']');
    }

    private void object() {
        int level = depth;
        Table table = tables[level - 1];
        for (int at = table.following((int) reached[level - 1]); at != 0; at = table.following(at)) {
            budget.poll();
            int before = out.length();
            out.separate();
            key(table.keyAt(at));
            if (!value(table.valueAt(at))) {
                out.length(before);
            }
            if (depth > level) {
                reached[level - 1] = at;
                return;
            }
        }
        close('}');
    }

    private void key(LuaValue key) {
        if (key instanceof LuaString string) {
            out.string(string);
        } else if (key instanceof Num number) {
            out.add('"');
            number(number);
            out.add('"');
        } else {
            throw refused(key, "table key must be a number or string");
        }
        out.add(':');
    }
}
