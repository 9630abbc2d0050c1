package dev.cuprum.lua.lib;

import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Table;
import dev.cuprum.lua.runtime.Text;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Replaces in strings: one call of {@code gsub}. */
final class StringReplace {

    private static final int BETWEEN_POLLS = 64;

    private final LuaRun run = LuaRun.current();
    private final LuaString string;
    private final Matcher matcher;
    private final LuaValue with;
    /** Whether what is put in is a text without captures. */
    private final boolean verbatim;

    private StringReplace(LuaString string, Pattern pattern, LuaValue with) {
        this.string = string;
        this.matcher = new Matcher(string, pattern);
        this.with = with;
        this.verbatim = with instanceof LuaString text && text.indexOf((byte) '%', 0) < 0;
    }

    static Varargs gsub(Varargs args) {
        LuaString string = Args.string(args, 1);
        LuaString text = Args.string(args, 2);
        LuaValue with = args.arg(3);
        // LuaJIT takes it as a long first, and keeps the lower half of that.
        int most = args.arg(4).isnil() ? string.m_length + 1 : (int) longOf(Args.number(args, 4));
        if (!Text.isText(with) && !(with instanceof Table) && !(with instanceof LuaFunction)) {
            throw Args.wrong(3, "string/function/table expected");
        }
        Pattern pattern = Pattern.of(text);
        LuaValue by = with instanceof Num ? Text.of(with) : with;
        return new StringReplace(string, pattern, by).replace(most, pattern.anchored);
    }

    private static long longOf(double number) {
        return number >= -0x1p63 && number < 0x1p63 ? (long) number : Long.MIN_VALUE;
    }

    private Varargs replace(int most, boolean anchored) {
        ByteBuilder result = null;
        int begin = string.m_offset;
        int end = begin + string.m_length;
        int copied = begin;
        int s = begin;
        int count = 0;
        while (count < most) {
            if (count % BETWEEN_POLLS == 0) {
                run.budget().poll();
            }
            int stop = anchored ? matcher.at(s) : matcher.search(s);
            if (stop == Matcher.NO_MATCH) {
                break;
            }
            count++;
            if (result == null) {
                result = new ByteBuilder(run.budget(), Math.min(string.m_length + 32L, 8192));
            }
            result.add(string.m_bytes, copied, matcher.start - copied);
            put(result, stop);
            copied = stop;
            s = stop > matcher.start ? stop : stop + 1;
            if (s > end || anchored) {
                break;
            }
        }
        if (result == null) {
            return LuaValue.varargsOf(string, Num.ZERO);
        }
        result.add(string.m_bytes, copied, end - copied);
        return LuaValue.varargsOf(result.string(), Num.of(count));
    }

    private void put(ByteBuilder result, int stop) {
        if (with instanceof LuaString template) {
            if (verbatim) {
                result.add(template);
            } else {
                expand(result, template, stop);
            }
            return;
        }
        LuaValue value = with instanceof Table
                ? with.get(matcher.capture(0, stop))
                : Calls.call(run, with, matcher.captures(stop)).arg1();
        if (!value.toboolean()) {
            result.add(string.m_bytes, matcher.start, stop - matcher.start);
        } else if (Text.isText(value)) {
            result.addText(value);
        } else {
            throw new ScriptError("invalid replacement value (a " + value.typename() + ")");
        }
    }

    private void expand(ByteBuilder result, LuaString template, int stop) {
        int i = 0;
        while (i < template.m_length) {
            int c = template.luaByte(i++);
            if (c != '%') {
                result.add(c);
                continue;
            }
            run.budget().poll();
            int next = i < template.m_length ? template.luaByte(i++) : 0;
            if (next == '0') {
                result.add(string.m_bytes, matcher.start, stop - matcher.start);
            } else if (next >= '1' && next <= '9') {
                matcher.addCapture(next - '1', stop, result);
            } else {
                result.add(next);
            }
        }
    }
}
