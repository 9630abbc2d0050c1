package dev.cuprum.lua.lib;

import dev.cuprum.lua.lib.JsonSettings.InvalidNumbers;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Native;
import dev.cuprum.lua.runtime.Num;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.luaj.vm2.LuaBoolean;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The functions by which units change the settings of JSON, and ask for them. */
final class JsonOptions {

    private final Supplier<JsonSettings> settings;

    JsonOptions(Supplier<JsonSettings> settings) {
        this.settings = settings;
    }

    /** A function for a setting that is on or off. */
    Native.Body flag(Function<JsonSettings, Boolean> get, BiConsumer<JsonSettings, Boolean> set) {
        return args -> {
            JsonSettings of = checked(args, 1);
            if (!args.arg1().isnil()) {
                set.accept(of, choice(args, "off", "on") == 1);
            }
            return LuaValue.valueOf(get.apply(of));
        };
    }

    /** A function for a setting that is a number. */
    Native.Body number(int least, int most, ToIntFunction<JsonSettings> get, ObjIntConsumer<JsonSettings> set) {
        return args -> {
            JsonSettings of = checked(args, 1);
            return integer(args, 1, least, most, of, get, set);
        };
    }

    Varargs invalidNumbers(Varargs args) {
        JsonSettings of = checked(args, 1);
        InvalidNumbers[] choices = InvalidNumbers.values();
        if (!args.arg1().isnil()) {
            of.encodesInvalidNumbers = choices[choice(args, "off", "on", "null")];
        }
        return switch (of.encodesInvalidNumbers) {
            case REFUSED -> LuaValue.FALSE;
            case WRITTEN -> LuaValue.TRUE;
            case NULL -> LuaString.valueOf(InvalidNumbers.NULL.name().toLowerCase(Locale.ROOT));
        };
    }

    Varargs sparseArray(Varargs args) {
        JsonSettings of = checked(args, 3);
        if (!args.arg1().isnil()) {
            of.sparseAsObject = choice(args, "off", "on") == 1;
        }
        int most = Integer.MAX_VALUE;
        LuaValue ratio = integer(args, 2, 0, most, of, s -> s.sparseRatio, (s, value) -> s.sparseRatio = value);
        LuaValue safe = integer(args, 3, 0, most, of, s -> s.sparseSafe, (s, value) -> s.sparseSafe = value);
        return LuaValue.varargsOf(LuaValue.valueOf(of.sparseAsObject), ratio, safe);
    }

    private JsonSettings checked(Varargs args, int most) {
        if (args.narg() > most) {
            throw Args.wrong(most + 1, "found too many arguments");
        }
        return settings.get();
    }

    private static LuaValue integer(
            Varargs args,
            int i,
            int least,
            int most,
            JsonSettings of,
            ToIntFunction<JsonSettings> get,
            ObjIntConsumer<JsonSettings> set) {
        if (!args.arg(i).isnil()) {
            int value = Args.integer(args, i);
            if (value < least || value > most) {
                throw Args.wrong(1, "expected integer between " + least + " and " + most);
            }
            set.accept(of, value);
        }
        return Num.of(get.applyAsInt(of));
    }

    /** Which of some words the first argument is; a boolean for the first two. */
    private static int choice(Varargs args, String... words) {
        if (args.arg1() instanceof LuaBoolean on) {
            return on.v ? 1 : 0;
        }
        LuaString word = Args.string(args, 1);
        for (int i = 0; i < words.length; i++) {
            if (word.raweq(LuaString.valueOf(words[i]))) {
                return i;
            }
        }
        throw Args.wrong(1, "invalid option '" + word.tojstring() + "'");
    }
}
