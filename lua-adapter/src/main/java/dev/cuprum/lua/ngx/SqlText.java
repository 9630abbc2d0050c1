package dev.cuprum.lua.ngx;

import dev.cuprum.lua.lib.ByteBuilder;
import dev.cuprum.lua.runtime.LuaRun;
import org.luaj.vm2.LuaString;

/** Strings as literals of MySQL. */
final class SqlText {

    /** What follows the backslash for each byte; 0 where the byte stands for itself. */
    private static final byte[] ESCAPES = new byte[256];

    static {
        String escaped = "\0\b\t\n\r\032\"'\\";
        String letters = "0btnrZ\"'\\";
        for (int i = 0; i < escaped.length(); i++) {
            ESCAPES[escaped.charAt(i)] = (byte) letters.charAt(i);
        }
    }

    private SqlText() {}

    static LuaString quote(LuaString text) {
        ByteBuilder quoted = new ByteBuilder(LuaRun.current().budget(), text.m_length + 2L);
        quoted.add('\'');
        for (int i = 0; i < text.m_length; i++) {
            int c = text.luaByte(i);
            if (ESCAPES[c] == 0) {
                quoted.add(c);
            } else {
                quoted.add('\\').add(ESCAPES[c]);
            }
        }
        return quoted.add('\'').string();
    }
}
