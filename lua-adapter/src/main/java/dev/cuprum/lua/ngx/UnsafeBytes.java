package dev.cuprum.lua.ngx;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.lib.ByteBuilder;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ScriptError;
import org.luaj.vm2.LuaString;

/** Bytes that would end a line or a header, so that no URI may have them as they are. */
final class UnsafeBytes {

    private static final String HEX = "0123456789ABCDEF";

    private UnsafeBytes() {}

    /**
     * Refuses a text that has one.
     *
     * @param what what the text is
     * @param advice what is told behind it
     */
    static void refuse(LuaString text, String what, String advice) {
        Budget budget = LuaRun.current().budget();
        for (int i = 0; i < text.m_length; i++) {
            budget.poll();
            int c = text.luaByte(i);
            if (isUnsafe(c)) {
                ByteBuilder message = new ByteBuilder(budget, text.m_length + 64L);
                message.add(String.format("unsafe byte \"0x%02x\" in %s \"", c, what));
                show(message, text);
                throw new ScriptError(message.add('"').add(advice).string(), 1);
            }
        }
    }

    private static boolean isUnsafe(int c) {
        return c < ' ' || c == 127;
    }

    /** As nginx writes a text to its log. */
    private static void show(ByteBuilder message, LuaString text) {
        for (int i = 0; i < text.m_length; i++) {
            int c = text.luaByte(i);
            if (isUnsafe(c) || c > 127 || c == '"' || c == '\\') {
                message.add('\\').add('x').add(HEX.charAt(c >> 4)).add(HEX.charAt(c & 15));
            } else {
                message.add(c);
            }
        }
    }

    /** A text in which they, and spaces, are escaped. */
    static LuaString escaped(LuaString text) {
        return escaped(text, true);
    }

    /** A text in which they are escaped. */
    static LuaString escapedControls(LuaString text) {
        return escaped(text, false);
    }

    private static LuaString escaped(LuaString text, boolean spaces) {
        Budget budget = LuaRun.current().budget();
        for (int i = 0; i < text.m_length; i++) {
            budget.poll();
            if (isEscaped(text.luaByte(i), spaces)) {
                return escapedFrom(budget, text, i, spaces);
            }
        }
        return text;
    }

    private static boolean isEscaped(int c, boolean spaces) {
        return isUnsafe(c) || (spaces && c == ' ');
    }

    private static LuaString escapedFrom(Budget budget, LuaString text, int start, boolean spaces) {
        ByteBuilder result = new ByteBuilder(budget, text.m_length + 16L).add(text.m_bytes, text.m_offset, start);
        for (int i = start; i < text.m_length; i++) {
            int c = text.luaByte(i);
            if (isEscaped(c, spaces)) {
                result.add('%').add(HEX.charAt(c >> 4)).add(HEX.charAt(c & 15));
            } else {
                result.add(c);
            }
        }
        return result.string();
    }
}
