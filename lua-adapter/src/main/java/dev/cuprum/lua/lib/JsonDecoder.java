package dev.cuprum.lua.lib;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.runtime.Table;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * Makes a value of JSON. What belongs to arrays and objects that are not complete is kept on a stack of its own, so that
 * nesting takes none of the thread's, and so that each table is made when its size is known.
 */
final class JsonDecoder {

    private static final String VALUE = "value";
    private static final String KEY = "object key string";
    private static final String OBJECT_NEXT = "comma or object end";
    private static final String ARRAY_NEXT = "comma or array end";

    private final JsonSettings settings;
    private final Budget budget;
    private final JsonText text;
    private final JsonNumberReader numbers;

    /** Values, and before each value of an object its key. */
    private LuaValue[] pending = new LuaValue[16];

    private int count;

    /** Where on the stack each table that is not complete begins; one's complement for an object. */
    private int[] begins = new int[8];

    private int depth;

    private JsonDecoder(JsonSettings settings, Budget budget, LuaString text) {
        this.settings = settings;
        this.budget = budget;
        this.text = new JsonText(text, budget);
        this.numbers = new JsonNumberReader(this.text, settings.decodesInvalidNumbers);
    }

    static LuaValue decode(JsonSettings settings, Budget budget, LuaString text) {
        if (text.m_length >= 2 && (text.luaByte(0) == 0 || text.luaByte(1) == 0)) {
            throw new JsonFault("JSON parser does not support UTF-16 or UTF-32");
        }
        return new JsonDecoder(settings, budget, text).all();
    }

    private LuaValue all() {
        LuaValue value = value();
        if (text.peek() != 0) {
            throw unexpected("the end");
        }
        return value;
    }

    private LuaValue value() {
        while (true) {
            LuaValue value;
            switch (text.peek()) {
                case '"' -> value = text.string(VALUE);
                case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> value = numbers.read(VALUE);
                case '[' -> {
                    text.at++;
                    begin(count);
                    if (text.peek() != ']') {
                        continue;
                    }
                    text.at++;
                    value = array();
                }
                case '{' -> {
                    text.at++;
                    begin(~count);
                    if (text.peek() != '}') {
                        key();
                        continue;
                    }
                    text.at++;
                    value = object();
                }
                default -> value = word();
            }
            value = completed(value);
            if (value != null) {
                return value;
            }
        }
    }

    /** Adds a value to the table it belongs to; null where there is more to read. */
    private @Nullable LuaValue completed(LuaValue value) {
        LuaValue last = value;
        while (depth > 0) {
            push(last);
            int c = text.peek();
            boolean object = begins[depth - 1] < 0;
            if (c == ',') {
                text.at++;
                if (object) {
                    key();
                }
                return null;
            }
            if (c != (object ? '}' : ']')) {
                throw unexpected(object ? OBJECT_NEXT : ARRAY_NEXT);
            }
            text.at++;
            last = object ? object() : array();
        }
        return last;
    }

    private void key() {
        if (text.peek() != '"') {
            throw unexpected(KEY);
        }
        push(text.key(KEY));
        if (text.peek() != ':') {
            throw unexpected("colon");
        }
        text.at++;
    }

    private void begin(int at) {
        if (depth >= settings.decodeDepth) {
            throw new JsonFault(
                    "Found too many nested data structures (" + (depth + 1) + ") at character " + text.read());
        }
        if (depth == begins.length) {
            budget.reserve(2L * Integer.BYTES * depth);
            begins = Arrays.copyOf(begins, 2 * depth);
        }
        begins[depth++] = at;
    }

    private void push(LuaValue value) {
        if (count == pending.length) {
            budget.reserve(16L * count);
            pending = Arrays.copyOf(pending, 2 * count);
        }
        pending[count++] = value;
    }

    private Table array() {
        int from = begins[--depth];
        int size = count - from;
        Table table = new Table(size, 0);
        for (int i = 0; i < size; i++) {
            table.rawset(i + 1, pending[from + i]);
        }
        count = from;
        if (settings.marksArrays) {
            table.setmetatable(CjsonLib.ARRAY);
        }
        return table;
    }

    private Table object() {
        int from = ~begins[--depth];
        Table table = new Table(0, (count - from) / 2);
        for (int i = from; i < count; i += 2) {
            table.rawset((LuaString) pending[i], pending[i + 1]);
        }
        count = from;
        return table;
    }

    private LuaValue word() {
        int c = text.peek();
        if (c == 't' && text.passes("true")) {
            return LuaValue.TRUE;
        }
        if (c == 'f' && text.passes("false")) {
            return LuaValue.FALSE;
        }
        if (c == 'n' && text.passes("null")) {
            return settings.jsonNull;
        }
        if (settings.decodesInvalidNumbers && numbers.beginsOddOne()) {
            return numbers.read(VALUE);
        }
        throw unexpected(VALUE);
    }

    /** The error of the token that is next, which may be none at all. */
    private JsonFault unexpected(String expected) {
        int c = text.peek();
        int where = text.at;
        String found =
                switch (c) {
                    case 0 -> "T_END";
                    case '{' -> "T_OBJ_BEGIN";
                    case '}' -> "T_OBJ_END";
                    case '[' -> "T_ARR_BEGIN";
                    case ']' -> "T_ARR_END";
                    case ',' -> "T_COMMA";
                    case ':' -> "T_COLON";
                    case '"' -> {
                        text.string(expected);
                        yield "T_STRING";
                    }
                    default -> longToken(c, expected);
                };
        return text.unexpected(expected, found, where);
    }

    private String longToken(int c, String expected) {
        if (c == '-' || c >= '0' && c <= '9') {
            numbers.read(expected);
            return "T_NUMBER";
        }
        if (text.passes("true") || text.passes("false")) {
            return "T_BOOLEAN";
        }
        if (text.passes("null")) {
            return "T_NULL";
        }
        if (settings.decodesInvalidNumbers && numbers.beginsOddOne()) {
            numbers.read(expected);
            return "T_NUMBER";
        }
        return "invalid token";
    }
}
