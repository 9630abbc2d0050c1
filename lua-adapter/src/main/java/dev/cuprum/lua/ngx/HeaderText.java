package dev.cuprum.lua.ngx;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Table;
import dev.cuprum.lua.runtime.Text;
import java.util.ArrayList;
import java.util.List;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Names and values of headers as units write them: escaped, so that none can smuggle in another. */
final class HeaderText {

    /** How many bytes are looked at between two looks at the budget. */
    private static final int BETWEEN_POLLS = 4096;

    private static final String HEX = "0123456789ABCDEF";

    private static final boolean[] TOKEN = new boolean[256];

    static {
        String allowed = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        allowed.chars().forEach(c -> TOKEN[c] = true);
    }

    private HeaderText() {}

    /** Any value as text, as {@code tostring} has it. */
    static LuaString text(LuaValue value) {
        if (value instanceof LuaString string) {
            return string;
        }
        LuaValue text = Text.tostring(value);
        if (!Text.isText(text)) {
            throw new ScriptError("'tostring' must return a string");
        }
        return Text.of(text);
    }

    /** A name; what cannot be in one is escaped. */
    static String name(LuaString key) {
        Budget budget = LuaRun.current().budget();
        for (int i = 0; i < key.m_length; i++) {
            budget.poll();
            if (!TOKEN[key.luaByte(i)]) {
                return escaped(budget, key, true);
            }
        }
        return latin1(budget, key);
    }

    /**
     * The values that a value stands for: one for a text, some for a table, whose elements become texts as in OpenResty.
     */
    static List<String> values(LuaValue value) {
        return value instanceof Table table ? elements(table) : List.of(value(value));
    }

    private static List<String> elements(Table table) {
        int length = table.rawlen();
        List<String> values = new ArrayList<>(Math.min(length, 16));
        for (int i = 1; i <= length; i++) {
            LuaRun.current().budget().poll();
            LuaValue element = table.get(i);
            LuaString text = text(element);
            if (text != element) {
                table.set(i, text);
            }
            values.add(value(text));
        }
        return values;
    }

    /** One value; what cannot be in one is escaped. */
    static String value(LuaValue value) {
        LuaString text = text(value);
        Budget budget = LuaRun.current().budget();
        return hasControl(budget, text) ? escaped(budget, text, false) : latin1(budget, text);
    }

    private static String latin1(Budget budget, LuaString text) {
        budget.reserve(text.m_length);
        return Text.latin1(text);
    }

    private static boolean hasControl(Budget budget, LuaString text) {
        byte[] bytes = text.m_bytes;
        int end = text.m_offset + text.m_length;
        for (int start = text.m_offset; start < end; start += BETWEEN_POLLS) {
            budget.poll();
            for (int i = start; i < Math.min(end, start + BETWEEN_POLLS); i++) {
                if (isControl(bytes[i] & 0xff)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isControl(int c) {
        return (c < ' ' && c != '\t') || c == 127;
    }

    private static String escaped(Budget budget, LuaString text, boolean name) {
        budget.reserve(6L * text.m_length);
        StringBuilder escaped = new StringBuilder(text.m_length + 16);
        for (int i = 0; i < text.m_length; i++) {
            budget.poll();
            int c = text.luaByte(i);
            if (name ? !TOKEN[c] : isControl(c)) {
                escaped.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            } else {
                escaped.append((char) c);
            }
        }
        return escaped.toString();
    }
}
