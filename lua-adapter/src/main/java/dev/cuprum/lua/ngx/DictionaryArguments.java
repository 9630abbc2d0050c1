package dev.cuprum.lua.ngx;

import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Table;
import dev.cuprum.lua.runtime.Text;
import dev.cuprum.state.SharedDictionary;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What the functions of a dictionary are called with. */
final class DictionaryArguments {

    /** What is longer is no time to live but for ever. */
    private static final double LONGEST_MILLIS = 0x1p63;

    private static final Varargs NO_KEY = refusal("nil key");
    private static final Varargs EMPTY_KEY = refusal("empty key");
    private static final Varargs LONG_KEY = refusal("key too long");

    private DictionaryArguments() {}

    /** What a function returns that refuses: nil and why. */
    static Varargs refusal(String why) {
        return LuaValue.varargsOf(LuaValue.NIL, LuaString.valueOf(why));
    }

    /** The dictionary a function is called for: the first argument. */
    static SharedDictionary dictionary(Varargs args) {
        SharedDictionary dictionary = args.arg(1) instanceof Table table ? in(table) : null;
        if (dictionary == null) {
            throw new ScriptError("bad \"zone\" argument");
        }
        return dictionary;
    }

    /** The dictionary a function is called for, where it complains in the other way of the two there are. */
    static SharedDictionary checked(Varargs args) {
        SharedDictionary dictionary = in(Args.table(args, 1));
        if (dictionary == null) {
            throw new ScriptError("bad user data for the ngx_shm_zone_t pointer");
        }
        return dictionary;
    }

    private static @Nullable SharedDictionary in(Table table) {
        boolean holds = table.rawget(DictionaryTable.DICTIONARY) instanceof LuaUserdata userdata
                && userdata.userdata() instanceof SharedDictionary;
        return holds ? (SharedDictionary) ((LuaUserdata) table.rawget(DictionaryTable.DICTIONARY)).userdata() : null;
    }

    /** The key, whatever it is as text; an empty one for nil. */
    static LuaString key(Varargs args) {
        LuaValue key = args.arg(2);
        if (key instanceof LuaString string) {
            return string;
        }
        if (key.isnil()) {
            return LuaValue.EMPTYSTRING;
        }
        LuaValue text = Text.tostring(key);
        if (text instanceof LuaString string) {
            return string;
        }
        throw new ScriptError("attempt to get length of local 'key' (a " + text.typename() + " value)");
    }

    /** The key, which must be a string or a number; an empty one for nil. */
    static LuaString strictKey(Varargs args) {
        return args.arg(2).isnil() ? LuaValue.EMPTYSTRING : Args.string(args, 2);
    }

    /** Whether it can be the key of an item. */
    static boolean usable(LuaString key) {
        return key.m_length > 0 && key.m_length <= SharedDictionary.LONGEST_KEY;
    }

    /** What a function returns to whom it is called with a key that is not usable. */
    static Varargs refused(Varargs args, LuaString key) {
        return key.m_length > 0 ? LONG_KEY : args.arg(2).isnil() ? NO_KEY : EMPTY_KEY;
    }

    /** A time in seconds as whole milliseconds; 0 where it is one that has no end. */
    static long millis(double seconds) {
        double millis = seconds * 1000;
        return millis < LONGEST_MILLIS ? (long) millis : 0;
    }

    /** The time to live of what is stored: none where there is none or it is false. */
    static long timeToLive(LuaValue seconds) {
        if (!seconds.toboolean()) {
            return 0;
        }
        if (!(seconds instanceof Num number)) {
            throw new ScriptError("attempt to compare " + seconds.typename() + " with number");
        }
        if (number.v < 0) {
            throw new ScriptError("bad \"exptime\" argument");
        }
        return millis(number.v);
    }

    /** The number that is stored beside a value. */
    static int flags(Varargs args) {
        LuaValue flags = args.arg(5);
        if (flags instanceof Num number) {
            return Args.integer(number.v);
        }
        if (flags.isnil() || flags.isboolean()) {
            return flags.toboolean() ? 1 : 0;
        }
        throw Args.wrongType(args, 5, "number");
    }
}
