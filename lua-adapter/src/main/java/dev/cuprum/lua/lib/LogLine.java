package dev.cuprum.lua.lib;

import dev.cuprum.lua.runtime.Text;
import org.luaj.vm2.LuaString;

/** A line for the log, put together piece by piece, and cut as nginx cuts a line of its error log. */
public final class LogLine {

    /** How many bytes a line has at most. */
    public static final int MAX_LENGTH = 2048;

    private final byte[] bytes = new byte[MAX_LENGTH];
    private int length;

    /** Adds as much of a string as there is room for. */
    public LogLine add(LuaString string) {
        int count = Math.min(string.m_length, MAX_LENGTH - length);
        System.arraycopy(string.m_bytes, string.m_offset, bytes, length, count);
        length += count;
        return this;
    }

    /** The line. */
    public String text() {
        return Text.utf8(Text.string(bytes, 0, length));
    }
}
