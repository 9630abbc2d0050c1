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

    private static final boolean[] TOKEN = new boolean[256];

    static {
        String allowed = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        allowed.chars().forEach(c -> TOKEN[c] = true);
    }

    private HeaderText() {}

    /** A name; what cannot be in one is escaped. */
    static String name(LuaValue key) {
        if (!Text.isText(key)) {
            throw new ScriptError("a header's name is a string, and this is a " + key.typename());
        }
        Budget budget = LuaRun.current().budget();
        String name = latin1(budget, Text.of(key));
        for (int i = 0; i < name.length(); i++) {
            budget.poll();
            if (!TOKEN[name.charAt(i)]) {
                return escaped(budget, name, true);
            }
        }
        return name;
    }

    /** A name to be written, which is not empty. */
    static String notEmpty(String name) {
        if (name.isEmpty()) {
            throw new ScriptError("a header's name is empty");
        }
        return name;
    }

    /** The values that a value stands for: none for nil, one for a text, some for a table. */
    static List<String> values(LuaValue value) {
        if (value instanceof Table table) {
            List<String> values = new ArrayList<>();
            int length = table.rawlen();
            for (int i = 1; i <= length; i++) {
                LuaRun.current().budget().poll();
                values.add(value(table.rawget(i)));
            }
            return values;
        }
        return value.isnil() ? List.of() : List.of(value(value));
    }

    private static String value(LuaValue value) {
        if (!Text.isText(value)) {
            throw new ScriptError("a header's value is a string or a number, and this is a " + value.typename());
        }
        Budget budget = LuaRun.current().budget();
        String text = latin1(budget, Text.of(value));
        for (int i = 0; i < text.length(); i++) {
            budget.poll();
            if (isControl(text.charAt(i))) {
                return escaped(budget, text, false);
            }
        }
        return text;
    }

    private static String latin1(Budget budget, LuaString text) {
        budget.reserve(text.m_length);
        return Text.latin1(text);
    }

    private static boolean isControl(char c) {
        return (c < ' ' && c != '\t') || c == 127;
    }

    private static String escaped(Budget budget, String text, boolean name) {
        budget.reserve(3L * text.length());
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            budget.poll();
            char c = text.charAt(i);
            if (name ? !TOKEN[c] : isControl(c)) {
                escaped.append(String.format("%%%02X", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
