package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Joins values: texts in one go, the others by metamethods, from the right. For compiled code. */
public final class Concatenation {

    /** From this length on a result is checked against the budget before it is made. */
    private static final int LARGE = 16 * 1024;

    private Concatenation() {}

    /** {@code a .. b} */
    public static LuaValue join(LuaValue a, LuaValue b) {
        if (!Text.isText(a) || !Text.isText(b)) {
            return byMethod(a, b, 0);
        }
        LuaString x = Text.of(a);
        LuaString y = Text.of(b);
        byte[] bytes = allocate((long) x.m_length + y.m_length);
        copy(y, bytes, copy(x, bytes, 0));
        return Text.string(bytes);
    }

    /** {@code a .. b .. c} */
    public static LuaValue join(LuaValue a, LuaValue b, LuaValue c) {
        if (!Text.isText(a) || !Text.isText(b) || !Text.isText(c)) {
            return join(new LuaValue[] {a, b, c});
        }
        LuaString x = Text.of(a);
        LuaString y = Text.of(b);
        LuaString z = Text.of(c);
        byte[] bytes = allocate((long) x.m_length + y.m_length + z.m_length);
        copy(z, bytes, copy(y, bytes, copy(x, bytes, 0)));
        return Text.string(bytes);
    }

    /** All of them, in that order. */
    public static LuaValue join(LuaValue[] values) {
        LuaValue right = values[values.length - 1];
        int i = values.length - 1;
        while (i > 0) {
            if (!Text.isText(right) || !Text.isText(values[i - 1])) {
                right = byMethod(values[i - 1], right, i - 1);
                i--;
                continue;
            }
            int from = i - 1;
            while (from > 0 && Text.isText(values[from - 1])) {
                from--;
            }
            right = joinTexts(values, from, i - 1, Text.of(right));
            i = from;
        }
        return right;
    }

    private static LuaString joinTexts(LuaValue[] values, int from, int to, LuaString last) {
        LuaString[] parts = new LuaString[to - from + 1];
        long length = last.m_length;
        for (int i = from; i <= to; i++) {
            parts[i - from] = Text.of(values[i]);
            length += parts[i - from].m_length;
        }
        byte[] bytes = allocate(length);
        int at = 0;
        for (LuaString part : parts) {
            at = copy(part, bytes, at);
        }
        copy(last, bytes, at);
        return Text.string(bytes);
    }

    private static byte[] allocate(long length) {
        if (length >= LARGE) {
            LuaRun.currentBudget().reserve(length);
            if (length > Integer.MAX_VALUE - 16) {
                throw Faults.here("string length overflow");
            }
        }
        return new byte[(int) length];
    }

    private static int copy(LuaString part, byte[] into, int at) {
        ShortCopy.copy(part.m_bytes, part.m_offset, into, at, part.m_length);
        return at + part.m_length;
    }

    private static LuaValue byMethod(LuaValue a, LuaValue b, int position) {
        LuaValue method = Metamethods.of(a, b, LuaValue.CONCAT);
        if (method.isnil()) {
            throw Text.isText(a)
                    ? Faults.operand("concatenate", b, position + 1)
                    : Faults.operand("concatenate", a, position);
        }
        return Metamethods.call(method, a, b);
    }
}
