package dev.cuprum.lua.lib;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Table;
import org.luaj.vm2.LuaBoolean;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Makes JSON of a value. */
final class JsonEncoder {

    /** A table that is an object and no array. */
    private static final double OBJECT = -1;

    private final JsonSettings settings;
    private final Budget budget;
    private final JsonWriter out;
    private int depth;

    private JsonEncoder(JsonSettings settings, Budget budget) {
        this.settings = settings;
        this.budget = budget;
        this.out = new JsonWriter(budget, settings.escapesSlash, settings.takeBuffer());
    }

    static LuaString encode(JsonSettings settings, Budget budget, LuaValue value) {
        JsonEncoder encoder = new JsonEncoder(settings, budget);
        encoder.value(value);
        LuaString text = encoder.out.text();
        settings.giveBuffer(encoder.out.buffer());
        return text;
    }

    private void value(LuaValue value) {
        if (value instanceof LuaString string) {
            out.string(string);
        } else if (value instanceof Num number) {
            number(number);
        } else if (value instanceof Table table) {
            table(table);
        } else if (value instanceof LuaBoolean) {
            out.add(value == LuaValue.TRUE ? "true" : "false");
        } else if (value == LuaValue.NIL || value == settings.jsonNull) {
            out.add("null");
        } else if (value == CjsonLib.EMPTY_ARRAY) {
            out.add("[]");
        } else {
            throw refused(value, "type not supported");
        }
    }

    private static ScriptError refused(LuaValue value, String reason) {
        return new ScriptError("Cannot serialise " + value.typename() + ": " + reason);
    }

    private void number(Num number) {
        double v = number.v;
        if (v - v == 0) {
            out.number(v, settings.precision);
            return;
        }
        switch (settings.encodesInvalidNumbers) {
            case REFUSED -> throw refused(number, "must not be NaN or Infinity");
            case WRITTEN -> out.add(v > 0 ? "Infinity" : v < 0 ? "-Infinity" : "NaN");
            case NULL -> out.add("null");
        }
    }

    private void table(Table table) {
        budget.poll();
        if (++depth > settings.encodeDepth) {
            throw new ScriptError("Cannot serialise, excessive nesting (" + depth + ")");
        }
        LuaValue mark = table.getmetatable();
        double size = mark == CjsonLib.ARRAY ? table.rawlen() : arraySize(table);
        if (size > 0 || mark == CjsonLib.ARRAY || size == 0 && !settings.emptyIsObject) {
            array(table, size);
        } else if (mark == CjsonLib.EMPTY_ARRAY_MARK) {
            out.add("[]");
        } else {
            object(table);
        }
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

    private void array(Table table, double size) {
        out.add('[');
        for (double i = 1; i <= size; i++) {
            budget.poll();
            if (i > 1) {
                out.add(',');
            }
            value(table.rawget(i));
        }
        out.add(']');
    }

    private void object(Table table) {
        out.add('{');
        boolean further = false;
        for (int at = table.following(0); at != 0; at = table.following(at)) {
            budget.poll();
            if (further) {
                out.add(',');
            }
            further = true;
            key(table.keyAt(at));
            value(table.valueAt(at));
        }
        out.add('}');
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
