package dev.cuprum.lua.ngx;

import dev.cuprum.lua.lib.ByteBuilder;
import dev.cuprum.lua.regex.RegexMatcher;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ScriptError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What is put in the place of a match. */
interface RegexReplacement {

    /** Adds it, for the match that a matcher has just found. */
    void addTo(ByteBuilder result, KnownRegex known, RegexMatcher matcher, LuaString subject);

    /** What a function returns for the captures. */
    static RegexReplacement calling(LuaValue function) {
        return (result, known, matcher, subject) -> {
            LuaValue captures = known.captures(matcher, subject, LuaValue.NIL);
            Varargs returned = Calls.call(LuaRun.current(), function, captures);
            if (returned.narg() == 0) {
                throw new ScriptError("bad argument #1 to 'tostring' (value expected)");
            }
            result.add(RegexApi.text(returned.arg1()));
        };
    }
}
