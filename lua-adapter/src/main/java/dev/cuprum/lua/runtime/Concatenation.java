package dev.cuprum.lua.runtime;

import dev.cuprum.engine.Budget;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Joins values: texts in one go, the others by metamethods, from the right. */
final class Concatenation {

    private Concatenation() {}

    /** Joins the values {@code stack[first]} to {@code stack[last]}. */
    static LuaValue join(Budget budget, LuaValue[] stack, int first, int last) {
        LuaValue right = stack[last];
        int i = last;
        while (i > first) {
            if (!Text.isText(right) || !Text.isText(stack[i - 1])) {
                right = byMethod(stack[i - 1], right);
                i--;
                continue;
            }
            int from = i - 1;
            while (from > first && Text.isText(stack[from - 1])) {
                from--;
            }
            right = joinTexts(budget, stack, from, i - 1, Text.of(right));
            i = from;
        }
        return right;
    }

    private static LuaString joinTexts(Budget budget, LuaValue[] stack, int from, int to, LuaString last) {
        LuaString[] parts = new LuaString[to - from + 1];
        long length = last.m_length;
        for (int i = from; i <= to; i++) {
            parts[i - from] = Text.of(stack[i]);
            length += parts[i - from].m_length;
        }
        budget.reserve(length);
        if (length > Integer.MAX_VALUE - 16) {
            throw new ScriptError("string length overflow");
        }
        byte[] bytes = new byte[(int) length];
        int at = 0;
        for (LuaString part : parts) {
            at = copy(part, bytes, at);
        }
        copy(last, bytes, at);
        return LuaString.valueUsing(bytes);
    }

    private static int copy(LuaString part, byte[] into, int at) {
        System.arraycopy(part.m_bytes, part.m_offset, into, at, part.m_length);
        return at + part.m_length;
    }

    private static LuaValue byMethod(LuaValue a, LuaValue b) {
        LuaValue method = a.metatag(LuaValue.CONCAT);
        if (method.isnil()) {
            method = b.metatag(LuaValue.CONCAT);
        }
        if (method.isnil()) {
            throw new OperandError("concatenate", Text.isText(a) ? b : a);
        }
        return method.call(a, b);
    }
}
