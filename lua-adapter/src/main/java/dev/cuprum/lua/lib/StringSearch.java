package dev.cuprum.lua.lib;

import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.ExecutionBound;
import dev.cuprum.lua.runtime.Function;
import dev.cuprum.lua.runtime.Native;
import dev.cuprum.lua.runtime.Num;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Searches strings: {@code find}, {@code match} and {@code gmatch}. */
final class StringSearch {

    private static final boolean[] SPECIAL = new boolean[256];

    static {
        "^$*+?.([%-".chars().forEach(c -> SPECIAL[c] = true);
    }

    private StringSearch() {}

    /** {@code string.find}, which tells where. */
    static final class Find extends Native {
        Find() {
            super("find", args -> find(args, true));
        }

        @Override
        public Varargs invoke2(LuaValue string, LuaValue pattern) {
            return string instanceof LuaString text && pattern instanceof LuaString wanted
                    ? find(text, wanted, 0, false)
                    : super.invoke2(string, pattern);
        }

        @Override
        public Varargs invoke3(LuaValue string, LuaValue pattern, LuaValue start) {
            return string instanceof LuaString text && pattern instanceof LuaString wanted && start instanceof Num from
                    ? find(text, wanted, index(Args.integer(from.v), text), false)
                    : super.invoke3(string, pattern, start);
        }
    }

    /** {@code string.match}. */
    static final class Match extends Native {
        Match() {
            super("match", args -> find(args, false));
        }

        @Override
        public Varargs invoke2(LuaValue string, LuaValue pattern) {
            return string instanceof LuaString text && pattern instanceof LuaString wanted
                    ? match(text, wanted, 0)
                    : super.invoke2(string, pattern);
        }
    }

    private static Varargs find(Varargs args, boolean where) {
        LuaString string = Args.string(args, 1);
        LuaString pattern = Args.string(args, 2);
        int start = index(Args.integer(args, 3, 1), string);
        return where ? find(string, pattern, start, args.arg(4).toboolean()) : match(string, pattern, start);
    }

    /** A position counted from 1, or from the end where negative, as an index that is not out of range. */
    private static int index(int position, LuaString string) {
        int start = position < 0 ? position + string.m_length : position - 1;
        return Math.max(0, Math.min(start, string.m_length));
    }

    private static Varargs find(LuaString string, LuaString text, int start, boolean plain) {
        if (plain || !isPattern(text)) {
            int found = PlainSearch.indexOf(string, text, start);
            return found < 0 ? LuaValue.NIL : LuaValue.varargsOf(Num.of(found + 1), Num.of(found + text.m_length));
        }
        Pattern pattern = Pattern.of(text);
        Matcher matcher = new Matcher(string, pattern);
        int from = string.m_offset + start;
        int stop = pattern.anchored ? matcher.at(from) : matcher.search(from);
        if (stop == Matcher.NO_MATCH) {
            return LuaValue.NIL;
        }
        Num first = Num.of(matcher.start - string.m_offset + 1);
        Num last = Num.of(stop - string.m_offset);
        Varargs captured = matcher.captured(stop);
        return captured == LuaValue.NONE ? LuaValue.varargsOf(first, last) : LuaValue.varargsOf(first, last, captured);
    }

    private static Varargs match(LuaString string, LuaString text, int start) {
        Pattern pattern = Pattern.of(text);
        Matcher matcher = new Matcher(string, pattern);
        int from = string.m_offset + start;
        int stop = pattern.anchored ? matcher.at(from) : matcher.search(from);
        return stop == Matcher.NO_MATCH ? LuaValue.NIL : matcher.captures(stop);
    }

    private static boolean isPattern(LuaString text) {
        int end = text.m_offset + text.m_length;
        for (int i = text.m_offset; i < end; i++) {
            if (SPECIAL[text.m_bytes[i] & 0xff]) {
                return true;
            }
        }
        return false;
    }

    static Varargs gmatch(Varargs args) {
        return new Matches(Args.string(args, 1), Pattern.withoutAnchor(Args.string(args, 2)));
    }

    /** The iterator of {@code gmatch}. */
    private static final class Matches extends Function implements ExecutionBound {
        private final Matcher matcher;
        private final int end;
        private int next;

        Matches(LuaString string, Pattern pattern) {
            matcher = new Matcher(string, pattern);
            next = string.m_offset;
            end = string.m_offset + string.m_length;
        }

        @Override
        public Varargs invoke0() {
            int stop = next > end ? Matcher.NO_MATCH : matcher.search(next);
            if (stop == Matcher.NO_MATCH) {
                return Calls.NOTHING;
            }
            next = stop == matcher.start ? stop + 1 : stop;
            return matcher.captures(stop);
        }

        @Override
        public Varargs invoke1(LuaValue a) {
            return invoke0();
        }

        @Override
        public Varargs invoke2(LuaValue a, LuaValue b) {
            return invoke0();
        }

        @Override
        public Varargs invoke3(LuaValue a, LuaValue b, LuaValue c) {
            return invoke0();
        }

        @Override
        public Varargs invokeAll(Varargs args) {
            return invoke0();
        }

        @Override
        public String description() {
            return "an iterator of string.gmatch";
        }
    }
}
