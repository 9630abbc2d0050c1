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

/** Replaces in strings: {@code gsub}. */
final class StringReplace {

    private StringReplace() {}

    static Varargs gsub(Varargs args) {
        LuaRun run = LuaRun.current();
        LuaString string = Args.string(args, 1);
        LuaString pattern = Args.string(args, 2);
        LuaValue with = args.arg(3);
        if (!Text.isText(with) && !(with instanceof Table) && !(with instanceof LuaFunction)) {
            throw Args.wrongType(args, 3, "string/function/table");
        }
        double most = Args.number(args, 4, string.m_length + 1.0);
        boolean anchored = pattern.m_length > 0 && pattern.luaByte(0) == '^';
        Pattern matcher = new Pattern(run.budget(), string, pattern);
        ByteBuilder result = new ByteBuilder(run.budget());
        int s = 0;
        int count = 0;
        while (count < most) {
            run.budget().poll();
            int end = matcher.match(s, anchored ? 1 : 0);
            if (end >= 0) {
                count++;
                replace(run, result, matcher, with, string, s, end);
            }
            if (end > s) {
                s = end;
            } else if (s < string.m_length) {
                result.add(string.luaByte(s++));
            } else {
                break;
            }
            if (anchored) {
                break;
            }
        }
        if (s < string.m_length) {
            result.add(string.m_bytes, string.m_offset + s, string.m_length - s);
        }
        return LuaValue.varargsOf(result.string(), Num.of(count));
    }

    private static void replace(
            LuaRun run, ByteBuilder result, Pattern matcher, LuaValue with, LuaString string, int start, int end) {
        if (Text.isText(with)) {
            expand(run, result, matcher, Text.of(with), start, end);
            return;
        }
        LuaValue value = with instanceof Table
                ? with.get(matcher.capture(0, start, end))
                : Calls.call(run, with, matcher.allCaptures(start, end, true)).arg1();
        if (!value.toboolean()) {
            result.add(string.m_bytes, string.m_offset + start, end - start);
        } else if (Text.isText(value)) {
            result.add(Text.of(value));
        } else {
            throw new ScriptError("invalid replacement value (a " + value.typename() + ")");
        }
    }

    private static void expand(
            LuaRun run, ByteBuilder result, Pattern matcher, LuaString template, int start, int end) {
        int i = 0;
        while (i < template.m_length) {
            run.budget().poll();
            int c = template.luaByte(i++);
            if (c != '%') {
                result.add(c);
                continue;
            }
            int next = i < template.m_length ? template.luaByte(i++) : 0;
            if (next == '0') {
                result.add(matcher.whole(start, end));
            } else if (next >= '1' && next <= '9') {
                result.add(Text.of(matcher.capture(next - '1', start, end)));
            } else {
                result.add(next);
            }
        }
    }
}
