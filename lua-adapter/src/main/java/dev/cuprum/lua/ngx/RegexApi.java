package dev.cuprum.lua.ngx;

import dev.cuprum.lua.lib.ByteBuilder;
import dev.cuprum.lua.regex.RegexMatcher;
import dev.cuprum.lua.regex.Status;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Native;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Table;
import dev.cuprum.lua.runtime.Text;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code ngx.re}: regular expressions. What it does not have is nil, as what it may have has changed over the years. */
final class RegexApi {

    private static final LuaString POS = LuaString.valueOf("pos");

    private RegexApi() {}

    static ReadOnlyTable create() {
        return new ReadOnlyTable("ngx.re")
                .with("find", RegexApi::find)
                .with("gmatch", RegexMatches::of)
                .with("gsub", args -> replace(args, true))
                .with("match", new Match())
                .with("sub", args -> replace(args, false))
                .seal();
    }

    /** {@code ngx.re.match}. */
    private static final class Match extends Native {
        Match() {
            super("match", RegexApi::match);
        }

        @Override
        public Varargs invoke2(LuaValue subject, LuaValue expression) {
            return match(subject, expression, NIL, NIL, NIL);
        }

        @Override
        public Varargs invoke3(LuaValue subject, LuaValue expression, LuaValue options) {
            return match(subject, expression, options, NIL, NIL);
        }
    }

    private static Varargs match(Varargs args) {
        return match(args.arg(1), args.arg(2), args.arg(3), args.arg(4), args.arg(5));
    }

    private static Varargs match(
            LuaValue subjectValue, LuaValue expression, LuaValue options, LuaValue context, LuaValue into) {
        LuaString subject = text(subjectValue);
        KnownRegex known = KnownRegex.of(expression, options);
        if (known.fault() != null) {
            return LuaValue.varargsOf(LuaValue.NIL, known.fault());
        }
        LuaRun run = LuaRun.current();
        Matchers matchers = Matchers.of(run);
        RegexMatcher matcher = matchers.take(known, run);
        int status = search(matcher, subject, context);
        Varargs result;
        if (status < 0) {
            result = status == Status.NO_MATCH ? LuaValue.NIL : LuaValue.varargsOf(LuaValue.NIL, failed(status));
        } else {
            result = known.captures(matcher, subject, into);
        }
        matchers.give(known, matcher);
        return result;
    }

    private static Varargs find(Varargs args) {
        LuaString subject = text(args.arg(1));
        KnownRegex known = KnownRegex.of(args.arg(2), args.arg(3));
        if (known.fault() != null) {
            return LuaValue.varargsOf(LuaValue.NIL, LuaValue.NIL, known.fault());
        }
        LuaRun run = LuaRun.current();
        Matchers matchers = Matchers.of(run);
        RegexMatcher matcher = matchers.take(known, run);
        int status = search(matcher, subject, args.arg(4));
        Varargs result;
        if (status < 0) {
            result = status == Status.NO_MATCH
                    ? LuaValue.NIL
                    : LuaValue.varargsOf(LuaValue.NIL, LuaValue.NIL, failed(status));
        } else {
            result = found(matcher, status, args.arg(5));
        }
        matchers.give(known, matcher);
        return result;
    }

    private static Varargs found(RegexMatcher matcher, int groups, LuaValue which) {
        double wanted = which.toboolean() ? comparable(which) : 0;
        int group = (int) Math.max(0, Math.min(wanted, Integer.MAX_VALUE));
        if (Math.max(wanted, 0) > matcher.groups()) {
            return LuaValue.varargsOf(LuaValue.NIL, LuaValue.NIL, LuaString.valueOf("nth out of bound"));
        }
        if (group >= groups || matcher.start(group) < 0) {
            return LuaValue.varargsOf(LuaValue.NIL, LuaValue.NIL);
        }
        return LuaValue.varargsOf(Num.of(matcher.start(group) + 1), Num.of(matcher.end(group)));
    }

    /** A number; the error that comparing it with one raises where it is none. */
    private static double comparable(LuaValue value) {
        if (value instanceof Num number) {
            return number.v;
        }
        throw new ScriptError("attempt to compare " + value.typename() + " with number");
    }

    /** Searches from where a context says, and tells it where to go on. */
    private static int search(RegexMatcher matcher, LuaString subject, LuaValue context) {
        if (!context.toboolean()) {
            return matcher.search(subject.m_bytes, subject.m_offset, subject.m_length, 0);
        }
        if (!(context instanceof Table table)) {
            throw new ScriptError("attempt to index local 'ctx' (a " + context.typename() + " value)");
        }
        LuaValue pos = table.get(POS);
        double start = pos.toboolean() ? comparable(pos) - 1 : 0;
        int from = start >= 0 && start < Integer.MAX_VALUE ? (int) start : start < 0 ? 0 : -1;
        int status = matcher.search(subject.m_bytes, subject.m_offset, subject.m_length, from);
        if (status >= 0) {
            table.set(POS, Num.of(matcher.end(0) + 1));
        }
        return status;
    }

    /** Any value as a string, as {@code tostring} has it. */
    static LuaString text(LuaValue value) {
        return value instanceof LuaString string ? string : Text.of(Text.tostring(value));
    }

    /** What is said of a match that could not be made. */
    static LuaString failed(int status) {
        return LuaString.valueOf("pcre_exec() failed: " + status);
    }

    private static Varargs replace(Varargs args, boolean all) {
        LuaValue with = args.arg(3);
        boolean calls = with instanceof LuaFunction;
        LuaString template = calls ? LuaValue.EMPTYSTRING : text(with);
        KnownRegex known = KnownRegex.of(args.arg(2), args.arg(4));
        if (known.fault() != null) {
            return LuaValue.varargsOf(LuaValue.NIL, LuaValue.NIL, known.fault());
        }
        RegexReplacement replacement;
        if (calls) {
            replacement = RegexReplacement.calling(with);
        } else {
            RegexTemplate parts = RegexTemplate.of(template);
            if (parts == null) {
                return LuaValue.varargsOf(
                        LuaValue.NIL, LuaValue.NIL, LuaString.valueOf("failed to compile the replacement template"));
            }
            replacement = parts;
        }
        return replace(known, text(args.arg(1)), replacement, all);
    }

    private static Varargs replace(KnownRegex known, LuaString subject, RegexReplacement replacement, boolean all) {
        LuaRun run = LuaRun.current();
        Matchers matchers = Matchers.of(run);
        RegexMatcher matcher = matchers.take(known, run);
        ByteBuilder result = null;
        int copied = 0;
        int count = 0;
        int next = 0;
        do {
            run.budget().poll();
            int status = matcher.search(subject.m_bytes, subject.m_offset, subject.m_length, next);
            if (status == Status.NO_MATCH) {
                break;
            }
            if (status < 0) {
                return LuaValue.varargsOf(LuaValue.NIL, LuaValue.NIL, failed(status));
            }
            count++;
            if (result == null) {
                result = new ByteBuilder(run.budget(), Math.min(subject.m_length + 32L, 8192));
            }
            int start = Math.max(matcher.start(0), copied);
            int end = Math.max(matcher.end(0), start);
            result.add(subject.m_bytes, subject.m_offset + copied, start - copied);
            replacement.addTo(result, known, matcher, subject);
            copied = end;
            next = end > start ? end : end + 1;
        } while (all && next <= subject.m_length);
        matchers.give(known, matcher);
        if (result == null) {
            return LuaValue.varargsOf(subject, Num.ZERO);
        }
        result.add(subject.m_bytes, subject.m_offset + copied, subject.m_length - copied);
        return LuaValue.varargsOf(result.string(), Num.of(count));
    }
}
