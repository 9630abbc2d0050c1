package dev.cuprum.lua.ngx;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.Numbers;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Table;
import dev.cuprum.lua.runtime.Text;
import dev.cuprum.state.SharedDictionary;
import java.util.OptionalLong;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The functions of a dictionary for the time its items live, and for what it holds as a whole. */
final class DictionaryUpkeep {

    private static final int DEFAULT_KEYS = 1024;

    private static final Varargs NOT_FOUND = DictionaryArguments.refusal("not found");

    private DictionaryUpkeep() {}

    static void addTo(ReadOnlyTable functions) {
        functions
                .with("ttl", DictionaryUpkeep::timeToLive)
                .with("expire", DictionaryUpkeep::expire)
                .with("flush_all", DictionaryUpkeep::flushAll)
                .with("flush_expired", DictionaryUpkeep::flushExpired)
                .with("get_keys", DictionaryUpkeep::keys)
                .with(
                        "capacity",
                        args -> Num.of(DictionaryArguments.dictionary(args).capacity()))
                .with(
                        "free_space",
                        args -> Num.of(DictionaryArguments.dictionary(args).freeSpace()));
    }

    private static Varargs timeToLive(Varargs args) {
        SharedDictionary dictionary = DictionaryArguments.dictionary(args);
        LuaString key = DictionaryArguments.key(args);
        if (!DictionaryArguments.usable(key)) {
            return DictionaryArguments.refused(args, key);
        }
        OptionalLong millis = dictionary.timeToLive(Text.bytes(key));
        return millis.isPresent() ? Num.of(millis.getAsLong() / 1000.0) : NOT_FOUND;
    }

    private static Varargs expire(Varargs args) {
        SharedDictionary dictionary = DictionaryArguments.dictionary(args);
        LuaValue seconds = args.arg(3);
        if (!seconds.toboolean()) {
            throw new ScriptError("bad \"exptime\" argument");
        }
        LuaString key = DictionaryArguments.key(args);
        if (!DictionaryArguments.usable(key)) {
            return DictionaryArguments.refused(args, key);
        }
        if (!(Numbers.toNumber(seconds) instanceof Num number)) {
            throw new ScriptError(
                    "attempt to perform arithmetic on local 'exptime' (a " + seconds.typename() + " value)");
        }
        boolean found = dictionary.expire(Text.bytes(key), DictionaryArguments.millis(number.v));
        return found ? LuaValue.TRUE : NOT_FOUND;
    }

    private static Varargs flushAll(Varargs args) {
        DictionaryArguments.dictionary(args).flushAll();
        return Calls.NOTHING;
    }

    private static Varargs flushExpired(Varargs args) {
        SharedDictionary dictionary = counted(args);
        return Num.of(dictionary.flushExpired(args.narg() == 2 ? Args.integer(args, 2) : 0));
    }

    private static Varargs keys(Varargs args) {
        SharedDictionary dictionary = counted(args);
        int most = args.narg() == 2 ? Args.integer(args, 2) : DEFAULT_KEYS;
        Budget budget = LuaRun.current().budget();
        Table keys = new Table();
        dictionary.keys(most, key -> {
            budget.poll();
            keys.push(Text.string(key));
        });
        return keys;
    }

    private static SharedDictionary counted(Varargs args) {
        if (args.narg() != 1 && args.narg() != 2) {
            throw new ScriptError("expecting 1 or 2 argument(s), but saw " + args.narg());
        }
        return DictionaryArguments.checked(args);
    }
}
