package dev.cuprum.lua.ngx;

import dev.cuprum.lua.lib.ByteBuilder;
import dev.cuprum.lua.runtime.LuaRun;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Bytes as hexadecimal digits. */
final class HexText {

    private static final String DIGITS = "0123456789abcdef";

    private HexText() {}

    static LuaString encode(LuaString text) {
        ByteBuilder digits = new ByteBuilder(LuaRun.current().budget(), 2L * text.m_length);
        for (int i = 0; i < text.m_length; i++) {
            int c = text.luaByte(i);
            digits.add(DIGITS.charAt(c >> 4)).add(DIGITS.charAt(c & 15));
        }
        return digits.string();
    }

    /** The bytes; nothing where it is not all digits, in pairs. */
    static LuaString decode(LuaString text) {
        ByteBuilder bytes = new ByteBuilder(LuaRun.current().budget(), text.m_length / 2 + 1L);
        for (int i = 0; i + 1 < text.m_length; i += 2) {
            int high = Character.digit(text.luaByte(i), 16);
            int low = Character.digit(text.luaByte(i + 1), 16);
            if (high < 0 || low < 0) {
                return LuaValue.EMPTYSTRING;
            }
            bytes.add(high * 16 + low);
        }
        return text.m_length % 2 == 0 ? bytes.string() : LuaValue.EMPTYSTRING;
    }
}
