package dev.cuprum.lua.lib;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Native;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.Numbers;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code tonumber}. */
final class ToNumber extends Native {

    private static final int MIN_BASE = 2;
    private static final int MAX_BASE = 36;
    private static final int BETWEEN_POLLS = 1024;
    private static final double TWO_TO_64 = 0x1p64;

    ToNumber() {
        super("tonumber", ToNumber::tonumber);
    }

    @Override
    public Varargs invoke1(LuaValue value) {
        return Numbers.toNumber(value);
    }

    private static Varargs tonumber(Varargs args) {
        int base = Args.integer(args, 2, 10);
        if (base == 10) {
            return Numbers.toNumber(Args.any(args, 1));
        }
        LuaString text = Args.string(args, 1);
        if (base < MIN_BASE || base > MAX_BASE) {
            throw Args.wrong(2, "base out of range");
        }
        return digits(text, base);
    }

    /** As C's strtoul reads it: up to a zero byte, and nothing above the largest long without a sign. */
    private static LuaValue digits(LuaString text, int base) {
        Budget budget = LuaRun.current().budget();
        int start = skipSpaces(budget, text, 0);
        boolean negative = at(text, start) == '-';
        start += negative || at(text, start) == '+' ? 1 : 0;
        if (base == 16
                && at(text, start) == '0'
                && (at(text, start + 1) | 0x20) == 'x'
                && digit(text, start + 2, 16) >= 0) {
            start += 2;
        }
        long value = 0;
        boolean full = false;
        int i = start;
        for (int digit = digit(text, i, base); digit >= 0; digit = digit(text, i, base)) {
            full |= Long.compareUnsigned(value, Long.divideUnsigned(-1 - digit, base)) > 0;
            value = value * base + digit;
            if (++i % BETWEEN_POLLS == 0) {
                budget.poll();
            }
        }
        if (i == start || at(text, skipSpaces(budget, text, i)) != 0) {
            return LuaValue.NIL;
        }
        double number = full ? TWO_TO_64 : value >= 0 ? value : value + TWO_TO_64;
        return Num.of(negative ? -number : number);
    }

    private static int at(LuaString text, int i) {
        return i < text.m_length ? text.luaByte(i) : 0;
    }

    private static int digit(LuaString text, int i, int base) {
        int c = at(text, i);
        return c < 128 ? Character.digit(c, base) : -1;
    }

    private static int skipSpaces(Budget budget, LuaString text, int from) {
        int i = from;
        while (at(text, i) == ' ' || (at(text, i) >= '\t' && at(text, i) <= '\r')) {
            if (++i % BETWEEN_POLLS == 0) {
                budget.poll();
            }
        }
        return i;
    }
}
