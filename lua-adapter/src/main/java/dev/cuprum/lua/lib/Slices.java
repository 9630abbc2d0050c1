package dev.cuprum.lua.lib;

import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Text;
import java.util.Arrays;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Parts of strings. */
public final class Slices {

    /** A part that is this part of its array, or more, uses it too; a smaller one would keep too much alive. */
    private static final int SHARES = 4;

    private static final int LARGE = 32 * 1024;
    private static final LuaString[] ONE_BYTE = new LuaString[256];

    static {
        for (int i = 0; i < ONE_BYTE.length; i++) {
            ONE_BYTE[i] = Text.string(new byte[] {(byte) i});
        }
    }

    private Slices() {}

    /** The string of one byte. */
    static LuaString of(int b) {
        return ONE_BYTE[b & 0xff];
    }

    /** The bytes from one index, counted from 0, to before another. */
    public static LuaString of(LuaString string, int start, int end) {
        if (end <= start) {
            return LuaValue.EMPTYSTRING;
        }
        int length = end - start;
        if (length == 1) {
            return ONE_BYTE[string.m_bytes[string.m_offset + start] & 0xff];
        }
        if (length == string.m_length) {
            return string;
        }
        int from = string.m_offset + start;
        if (length >= string.m_bytes.length / SHARES) {
            return Text.string(string.m_bytes, from, length);
        }
        if (length >= LARGE) {
            LuaRun.current().budget().reserve(length);
        }
        return Text.string(Arrays.copyOfRange(string.m_bytes, from, from + length));
    }
}
