package dev.cuprum.lua.ngx;

import static org.luaj.vm2.LuaValue.FALSE;
import static org.luaj.vm2.LuaValue.NIL;
import static org.luaj.vm2.LuaValue.TRUE;

import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.Numbers;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Text;
import dev.cuprum.state.Change;
import dev.cuprum.state.Found;
import dev.cuprum.state.Result;
import dev.cuprum.state.SharedDictionary;
import dev.cuprum.state.SharedList;
import dev.cuprum.state.SharedValue;
import dev.cuprum.state.Storing;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaBoolean;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The functions of a dictionary for values that are no lists. */
final class DictionaryValues {

    private static final Varargs A_LIST = DictionaryArguments.refusal("value is a list");
    private static final Varargs BAD_TYPE = DictionaryArguments.refusal("bad value type");
    private static final Varargs STORED = LuaValue.varargsOf(TRUE, NIL, FALSE);
    private static final Varargs STORED_BY_FORCE = LuaValue.varargsOf(TRUE, NIL, TRUE);
    private static final Varargs NOTHING_TO_STORE = notStored("attempt to add or replace nil values", false);

    private DictionaryValues() {}

    static void addTo(ReadOnlyTable functions) {
        functions
                .with("get", DictionaryValues::get)
                .with("get_stale", DictionaryValues::getStale)
                .with("set", args -> store(args, Storing.SET))
                .with("safe_set", args -> store(args, Storing.SAFE_SET))
                .with("add", args -> store(args, Storing.ADD))
                .with("safe_add", args -> store(args, Storing.SAFE_ADD))
                .with("replace", args -> store(args, Storing.REPLACE))
                .with("delete", DictionaryValues::delete)
                .with("incr", DictionaryValues::increment);
    }

    private static Varargs get(Varargs args) {
        SharedDictionary dictionary = DictionaryArguments.dictionary(args);
        LuaString key = DictionaryArguments.key(args);
        if (!DictionaryArguments.usable(key)) {
            return DictionaryArguments.refused(args, key);
        }
        Optional<Found> found = dictionary.get(Text.bytes(key));
        if (found.isEmpty()) {
            return NIL;
        }
        Found item = found.get();
        if (item.value() instanceof SharedList) {
            return A_LIST;
        }
        LuaValue value = lua(item.value());
        return item.flags() == 0 ? value : LuaValue.varargsOf(value, Num.of(item.flags()));
    }

    private static Varargs getStale(Varargs args) {
        SharedDictionary dictionary = DictionaryArguments.dictionary(args);
        LuaString key = DictionaryArguments.key(args);
        if (!DictionaryArguments.usable(key)) {
            return DictionaryArguments.refused(args, key);
        }
        Optional<Found> found = dictionary.getStale(Text.bytes(key));
        if (found.isEmpty()) {
            return NIL;
        }
        Found item = found.get();
        if (item.value() instanceof SharedList) {
            return A_LIST;
        }
        LuaValue flags = item.flags() == 0 ? NIL : Num.of(item.flags());
        return LuaValue.varargsOf(lua(item.value()), flags, LuaBoolean.valueOf(item.stale()));
    }

    /** A value that is no list, for a unit. */
    static LuaValue lua(SharedValue value) {
        if (value instanceof SharedValue.Bytes bytes) {
            return Text.string(bytes.bytes());
        }
        if (value instanceof SharedValue.Real number) {
            return Num.of(number.value());
        }
        return LuaBoolean.valueOf(value == SharedValue.Flag.TRUE);
    }

    /** A string or a number of a unit; null for anything else. */
    static @Nullable SharedValue shared(LuaValue value) {
        if (value instanceof LuaString string) {
            return new SharedValue.Bytes(Text.bytes(string));
        }
        return value instanceof Num number ? new SharedValue.Real(number.v) : null;
    }

    private static Varargs store(Varargs args, Storing how) {
        SharedDictionary dictionary = DictionaryArguments.dictionary(args);
        long timeToLive = DictionaryArguments.timeToLive(args.arg(4));
        LuaString key = DictionaryArguments.key(args);
        if (!DictionaryArguments.usable(key)) {
            return DictionaryArguments.refused(args, key);
        }
        LuaValue given = args.arg(3);
        if (given.isnil()) {
            return how == Storing.SET || how == Storing.SAFE_SET ? remove(dictionary, key) : NOTHING_TO_STORE;
        }
        SharedValue value = given.isboolean() ? SharedValue.Flag.of(given.toboolean()) : shared(given);
        if (value == null) {
            return BAD_TYPE;
        }
        Change change = dictionary.store(Text.bytes(key), value, timeToLive, DictionaryArguments.flags(args), how);
        if (change.done()) {
            return change.forcible() ? STORED_BY_FORCE : STORED;
        }
        return notStored(describe(change.result()), change.forcible());
    }

    private static Varargs notStored(String why, boolean forcible) {
        return LuaValue.varargsOf(FALSE, LuaString.valueOf(why), LuaBoolean.valueOf(forcible));
    }

    /** What a unit is told of a change that was not made. */
    static String describe(Result result) {
        return switch (result) {
            case DONE -> throw new IllegalArgumentException("it was made");
            case EXISTS -> "exists";
            case NOT_FOUND -> "not found";
            case NO_MEMORY, LIST_FULL -> "no memory";
            case NOT_A_NUMBER -> "not a number";
            case NOT_A_LIST -> "value not a list";
        };
    }

    private static Varargs delete(Varargs args) {
        SharedDictionary dictionary = DictionaryArguments.dictionary(args);
        LuaString key = DictionaryArguments.key(args);
        return DictionaryArguments.usable(key) ? remove(dictionary, key) : DictionaryArguments.refused(args, key);
    }

    private static Varargs remove(SharedDictionary dictionary, LuaString key) {
        dictionary.remove(Text.bytes(key));
        return STORED;
    }

    private static Varargs increment(Varargs args) {
        SharedDictionary dictionary = DictionaryArguments.dictionary(args);
        LuaString key = DictionaryArguments.key(args);
        if (!DictionaryArguments.usable(key)) {
            return DictionaryArguments.refused(args, key);
        }
        if (!(Numbers.toNumber(args.arg(3)) instanceof Num by)) {
            throw new ScriptError("cannot convert 'nil' to 'double'");
        }
        boolean begins = args.arg(4).toboolean();
        double first = begins ? number(args.arg(4), "init") : 0;
        long timeToLive = initTimeToLive(args.arg(5), begins);
        byte[] bytes = Text.bytes(key);
        Change change =
                begins ? dictionary.increment(bytes, by.v, first, timeToLive) : dictionary.increment(bytes, by.v);
        if (!change.done()) {
            return DictionaryArguments.refusal(describe(change.result()));
        }
        LuaValue sum = Num.of(change.number());
        return begins ? LuaValue.varargsOf(sum, NIL, LuaBoolean.valueOf(change.forcible())) : sum;
    }

    private static long initTimeToLive(LuaValue seconds, boolean begins) {
        if (seconds.isnil()) {
            return 0;
        }
        double number = number(seconds, "init_ttl");
        if (number < 0) {
            throw new ScriptError("bad \"init_ttl\" argument");
        }
        if (!begins) {
            throw new ScriptError("must provide \"init\" when providing \"init_ttl\"");
        }
        return DictionaryArguments.millis(number);
    }

    private static double number(LuaValue value, String name) {
        if (Numbers.toNumber(value) instanceof Num number) {
            return number.v;
        }
        throw new ScriptError("bad " + name + " arg: number expected, got " + value.typename());
    }
}
