package dev.cuprum.lua.lib;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.runtime.ExecutionBound;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Text;
import java.util.Arrays;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;

/** A buffer of LuaJIT's: bytes that are added at its end and taken from its beginning. Used by one thread. */
final class StringBuffer extends LuaUserdata implements ExecutionBound {

    /** How many bytes a buffer has at most. */
    static final int LARGEST = 0x7fffff00;

    private static final int FIRST = 32;
    private static final int BETWEEN_POLLS = 16 * 1024;

    private byte[] bytes = {};
    private int start;
    private int end;

    StringBuffer(LuaValue metatable) {
        super(new Object());
        m_metatable = metatable;
    }

    @Override
    public String description() {
        return "a string buffer";
    }

    /** How many bytes there are. */
    int size() {
        return end - start;
    }

    void add(LuaString text) {
        room(text.m_length);
        Budget budget = LuaRun.current().budget();
        for (int done = 0; done < text.m_length; done += BETWEEN_POLLS) {
            int piece = Math.min(BETWEEN_POLLS, text.m_length - done);
            System.arraycopy(text.m_bytes, text.m_offset + done, bytes, end, piece);
            end += piece;
            budget.poll();
        }
    }

    private void room(int count) {
        if (count <= bytes.length - end) {
            return;
        }
        long needed = (long) size() + count;
        long capacity = Math.min(Math.max(Math.max(needed, 2L * size()), FIRST), LARGEST);
        LuaRun.current().budget().reserve(capacity);
        if (needed > LARGEST) {
            throw new ScriptError("buffer length overflow");
        }
        byte[] larger = new byte[(int) capacity];
        System.arraycopy(bytes, start, larger, 0, size());
        end -= start;
        start = 0;
        bytes = larger;
    }

    /** Takes so many bytes from the beginning, or all where there are fewer. */
    LuaString take(int count) {
        int taken = Math.min(count, size());
        LuaString text = copy(taken);
        skip(taken);
        return text;
    }

    /** Forgets so many bytes of the beginning, or all where there are fewer. */
    void skip(int count) {
        start += Math.min(count, size());
        if (start == end) {
            start = 0;
            end = 0;
        }
    }

    /** Forgets everything, the memory too. */
    void free() {
        bytes = new byte[0];
        start = 0;
        end = 0;
    }

    /** What it has. */
    LuaString text() {
        return copy(size());
    }

    private LuaString copy(int count) {
        LuaRun.current().budget().reserve(count);
        return Text.string(Arrays.copyOfRange(bytes, start, start + count));
    }
}
