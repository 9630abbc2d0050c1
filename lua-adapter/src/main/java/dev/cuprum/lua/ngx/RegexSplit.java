package dev.cuprum.lua.ngx;

import dev.cuprum.lua.lib.Slices;
import dev.cuprum.lua.regex.RegexMatcher;
import dev.cuprum.lua.regex.Status;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Table;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The module {@code ngx.re}, above all its {@code split}. One object splits one subject; its steps are those of
 * lua-resty-core, which decide where empty matches and empty ends are left out. Indexes count from 1.
 */
final class RegexSplit {

    private static final LuaString POS = LuaString.valueOf("pos");
    private static final LuaString JIT_STACK_SIZE = LuaString.valueOf("jit_stack_size");

    private final RegexMatcher matcher;
    private final LuaString subject;
    private final Table pieces;

    /** From where the next match is searched, counted from 0. */
    private double next;

    private int count;
    private int start;
    private int lastEmpty;

    private RegexSplit(RegexMatcher matcher, LuaString subject, Table pieces, int start) {
        this.matcher = matcher;
        this.subject = subject;
        this.pieces = pieces;
        this.start = start;
        this.next = start - 1.0;
    }

    static ReadOnlyTable module() {
        return new ReadOnlyTable("the module ngx.re")
                .with("opt", RegexSplit::opt)
                .with("split", RegexSplit::split)
                .with("version", Modules.VERSION)
                .seal();
    }

    /** There is no stack to be set: a match needs none. */
    private static Varargs opt(Varargs args) {
        if (!args.arg1().raweq(JIT_STACK_SIZE)) {
            throw new ScriptError("unrecognized option name");
        }
        if (!(args.arg(2) instanceof Num)) {
            throw new ScriptError("bad argument #1 to 'ngx_lua_ffi_set_jit_stack_size' (cannot convert '"
                    + args.arg(2).typename() + "' to 'int')");
        }
        return Calls.NOTHING;
    }

    private static Varargs split(Varargs args) {
        LuaString subject = RegexApi.text(args.arg(1));
        Table context = context(args.arg(4));
        double start = context == null ? 1 : position(context);
        double most = args.arg(5).toboolean() ? number(args.arg(5)) : 0;
        Table pieces = pieces(args.arg(6));
        if (start > subject.m_length) {
            pieces.set(1, LuaValue.NIL);
            return pieces;
        }
        KnownRegex known = KnownRegex.of(args.arg(2), args.arg(3));
        if (known.fault() != null) {
            return LuaValue.varargsOf(LuaValue.NIL, known.fault());
        }
        RegexMatcher matcher = known.regex().matcher(LuaRun.current().budget());
        RegexSplit split = new RegexSplit(matcher, subject, pieces, (int) start);
        int status = split.run(most);
        if (context != null) {
            context.set(POS, Num.of(split.next));
        }
        return status < 0 ? LuaValue.varargsOf(LuaValue.NIL, RegexApi.failed(status)) : pieces;
    }

    private static @Nullable Table context(LuaValue value) {
        if (!value.toboolean()) {
            return null;
        }
        if (value instanceof Table table) {
            return table;
        }
        throw new ScriptError("attempt to index local 'ctx' (a " + value.typename() + " value)");
    }

    private static double position(Table context) {
        LuaValue pos = context.get(POS);
        if (pos.toboolean()) {
            return number(pos);
        }
        context.set(POS, Num.of(1));
        return 1;
    }

    /** A number; the error that comparing one with it raises where it is none. */
    private static double number(LuaValue value) {
        if (value instanceof Num number) {
            return number.v;
        }
        throw new ScriptError("attempt to compare number with " + value.typename());
    }

    private static Table pieces(LuaValue into) {
        if (!into.toboolean()) {
            return new Table();
        }
        if (into instanceof Table table) {
            return table;
        }
        throw new ScriptError("res is not a table");
    }

    /** Fills the table; gives a negative status where a search fails. */
    private int run(double most) {
        int parts = 1;
        while (most <= 0 || parts < most) {
            LuaRun.current().budget().poll();
            int status = search();
            if (status == Status.NO_MATCH) {
                break;
            }
            if (status < 0) {
                return status;
            }
            if (take(status)) {
                parts++;
                if (start > subject.m_length) {
                    break;
                }
            }
        }
        finish(most);
        return 0;
    }

    private int search() {
        int from = (int) Math.max(next, 0);
        int status = matcher.search(subject.m_bytes, subject.m_offset, subject.m_length, from);
        if (status > 0) {
            boolean empty = matcher.start(0) == matcher.end(0);
            next = matcher.end(0) + (empty ? 1 : 0);
        }
        return status;
    }

    /** Takes what is before a match, and its first group; false where there is nothing before an empty match. */
    private boolean take(int groups) {
        int from = matcher.start(0) + 1;
        int to = matcher.end(0) + 1;
        if (lastEmpty > 0) {
            start = lastEmpty;
        }
        if (from == to) {
            lastEmpty = from;
        }
        if (from <= start && lastEmpty > 0) {
            return false;
        }
        pieces.set(++count, part(start, from - 1));
        if (groups > 1) {
            pieces.set(++count, part(matcher.start(1) + 1, matcher.end(1)));
        }
        start = to;
        return true;
    }

    /** Adds what is after the last match, or leaves empty pieces at the end out. */
    private void finish(double most) {
        if (most > 0 || start <= subject.m_length) {
            pieces.set(++count, part(start, -1));
        } else {
            int last = count;
            while (last > 0 && pieces.get(last).raweq(LuaValue.EMPTYSTRING)) {
                pieces.set(last--, LuaValue.NIL);
            }
            count = last > 0 ? last : count;
        }
        pieces.set(count + 1, LuaValue.NIL);
    }

    /** As {@code string.sub} has it: negative indexes count from the end. */
    private LuaString part(int first, int last) {
        int length = subject.m_length;
        int from = Math.max(1, first < 0 ? first + length + 1 : first);
        int to = Math.min(last < 0 ? last + length + 1 : last, length);
        return Slices.of(subject, from - 1, to);
    }
}
