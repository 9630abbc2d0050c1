package dev.cuprum.lua.lib;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Native;
import dev.cuprum.lua.runtime.Num;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Searches strings: {@code find}, {@code match} and {@code gmatch}. */
final class StringSearch {

    private static final String SPECIAL = "^$*+?.([%-";

    private StringSearch() {}

    /** {@code string.find}, which tells where, or {@code string.match}. */
    static Varargs find(Varargs args, boolean where) {
        LuaString string = Args.string(args, 1);
        LuaString pattern = Args.string(args, 2);
        int start = Math.max(0, StringLib.position(Args.integer(args, 3, 1), string.m_length) - 1);
        start = Math.min(start, string.m_length);
        Budget budget = LuaRun.current().budget();
        if (where && (args.arg(4).toboolean() || isPlain(budget, pattern))) {
            int found = indexOf(budget, string, pattern, start);
            return found < 0 ? LuaValue.NIL : place(found, found + pattern.m_length, LuaValue.NONE);
        }
        boolean anchored = pattern.m_length > 0 && pattern.luaByte(0) == '^';
        Pattern matcher = new Pattern(budget, string, pattern);
        for (int s = start; s <= string.m_length; s++) {
            budget.poll();
            int end = matcher.match(s, anchored ? 1 : 0);
            if (end >= 0) {
                Varargs captures = matcher.allCaptures(s, end, !where);
                return where ? place(s, end, captures) : captures;
            }
            if (anchored) {
                break;
            }
        }
        return LuaValue.NIL;
    }

    private static Varargs place(int start, int end, Varargs captures) {
        return LuaValue.varargsOf(Num.of(start + 1), Num.of(end), captures);
    }

    private static boolean isPlain(Budget budget, LuaString pattern) {
        for (int i = 0; i < pattern.m_length; i++) {
            budget.poll();
            if (SPECIAL.indexOf(pattern.luaByte(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static int indexOf(Budget budget, LuaString string, LuaString part, int start) {
        int last = string.m_length - part.m_length;
        for (int s = start; s <= last; s++) {
            budget.poll();
            int i = 0;
            while (i < part.m_length && string.luaByte(s + i) == part.luaByte(i)) {
                budget.poll();
                i++;
            }
            if (i == part.m_length) {
                return s;
            }
        }
        return -1;
    }

    static Varargs gmatch(Varargs args) {
        LuaString string = Args.string(args, 1);
        LuaString pattern = Args.string(args, 2);
        return new Native("gmatch", new Matches(string, pattern));
    }

    /** The iterator of {@code gmatch}. */
    private static final class Matches implements Native.Body {
        private final LuaString string;
        private final LuaString pattern;
        private int next;

        Matches(LuaString string, LuaString pattern) {
            this.string = string;
            this.pattern = pattern;
        }

        @Override
        public Varargs invoke(Varargs none) {
            Budget budget = LuaRun.current().budget();
            Pattern matcher = new Pattern(budget, string, pattern);
            for (int s = next; s <= string.m_length; s++) {
                budget.poll();
                int end = matcher.match(s, 0);
                if (end >= 0) {
                    next = end == s ? end + 1 : end;
                    return matcher.allCaptures(s, end, true);
                }
            }
            next = string.m_length + 1;
            return LuaValue.NIL;
        }
    }
}
