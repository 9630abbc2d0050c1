package dev.cuprum.lua.ngx;

import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Text;
import dev.cuprum.state.Change;
import dev.cuprum.state.Popped;
import dev.cuprum.state.Result;
import dev.cuprum.state.SharedDictionary;
import dev.cuprum.state.SharedValue;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The functions of a dictionary for lists. Unlike the others they count their arguments and take keys as they are. */
final class DictionaryLists {

    private static final Varargs NOT_A_LIST = DictionaryArguments.refusal(DictionaryValues.describe(Result.NOT_A_LIST));
    private static final Varargs BAD_TYPE = DictionaryArguments.refusal("bad value type");

    private DictionaryLists() {}

    static void addTo(ReadOnlyTable functions) {
        functions
                .with("lpush", args -> push(args, true))
                .with("rpush", args -> push(args, false))
                .with("lpop", args -> pop(args, true))
                .with("rpop", args -> pop(args, false))
                .with("llen", DictionaryLists::length);
    }

    private static SharedDictionary dictionary(Varargs args, int expected) {
        if (args.narg() != expected) {
            throw new ScriptError("expecting " + expected + " arguments, but only seen " + args.narg());
        }
        return DictionaryArguments.dictionary(args);
    }

    private static Varargs push(Varargs args, boolean left) {
        SharedDictionary dictionary = dictionary(args, 3);
        LuaString key = DictionaryArguments.strictKey(args);
        if (!DictionaryArguments.usable(key)) {
            return DictionaryArguments.refused(args, key);
        }
        SharedValue value = DictionaryValues.shared(args.arg(3));
        if (value == null) {
            return BAD_TYPE;
        }
        Change change = dictionary.push(Text.bytes(key), value, left);
        if (change.done()) {
            return Num.of(change.number());
        }
        // Where there is no room for a new list, nginx does not say nil but false.
        LuaValue first = change.result() == Result.NO_MEMORY ? LuaValue.FALSE : LuaValue.NIL;
        return LuaValue.varargsOf(first, LuaString.valueOf(DictionaryValues.describe(change.result())));
    }

    private static Varargs pop(Varargs args, boolean left) {
        SharedDictionary dictionary = dictionary(args, 2);
        LuaString key = DictionaryArguments.strictKey(args);
        if (!DictionaryArguments.usable(key)) {
            return DictionaryArguments.refused(args, key);
        }
        Popped popped = dictionary.pop(Text.bytes(key), left);
        return popped.list() ? popped.value().map(DictionaryValues::lua).orElse(LuaValue.NIL) : NOT_A_LIST;
    }

    private static Varargs length(Varargs args) {
        SharedDictionary dictionary = dictionary(args, 2);
        LuaString key = DictionaryArguments.strictKey(args);
        if (!DictionaryArguments.usable(key)) {
            return DictionaryArguments.refused(args, key);
        }
        Change length = dictionary.length(Text.bytes(key));
        return length.done() ? Num.of(length.number()) : NOT_A_LIST;
    }
}
