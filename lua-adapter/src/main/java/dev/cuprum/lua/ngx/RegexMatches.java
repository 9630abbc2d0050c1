package dev.cuprum.lua.ngx;

import dev.cuprum.lua.regex.RegexMatcher;
import dev.cuprum.lua.regex.Status;
import dev.cuprum.lua.runtime.ExecutionBound;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Native;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.Table;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.Varargs;

/** The iterator of {@code ngx.re.gmatch}: as there, a table that can be called. */
final class RegexMatches extends Table implements ExecutionBound {

    private static final Table CALLABLE = new ReadOnlyTable("the metatable of ngx.re.gmatch")
            .with("__call", new Native("gmatch", args -> args.arg1() instanceof RegexMatches all ? all.next() : NIL))
            .seal();

    private final KnownRegex known;
    private final LuaString subject;
    private final RegexMatcher matcher;
    private int next;

    private RegexMatches(KnownRegex known, LuaString subject, RegexMatcher matcher) {
        this.known = known;
        this.subject = subject;
        this.matcher = matcher;
        setmetatable(CALLABLE);
    }

    static Varargs of(Varargs args) {
        LuaString subject = RegexApi.text(args.arg(1));
        KnownRegex known = KnownRegex.of(args.arg(2), args.arg(3));
        if (known.fault() != null) {
            return varargsOf(NIL, known.fault());
        }
        return new RegexMatches(
                known, subject, known.regex().matcher(LuaRun.current().budget()));
    }

    @Override
    public String description() {
        return "an iterator of ngx.re.gmatch";
    }

    private Varargs next() {
        if (next > subject.m_length) {
            return NIL;
        }
        int status = matcher.search(subject.m_bytes, subject.m_offset, subject.m_length, next);
        if (status < 0) {
            next = Integer.MAX_VALUE;
            return status == Status.NO_MATCH ? NIL : varargsOf(NIL, RegexApi.failed(status));
        }
        int start = matcher.start(0);
        int end = matcher.end(0);
        next = end > start ? end : Math.max(end, start) + 1;
        return known.captures(matcher, subject, NIL);
    }
}
