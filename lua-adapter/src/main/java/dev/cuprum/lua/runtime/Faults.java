package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Makes the errors of operations, with their position and the name of what is to blame. */
final class Faults {

    private Faults() {}

    /** An error of the operation that a function of a unit is at. */
    static ScriptError here(String message) {
        return ScriptError.of(LuaString.valueOf(Positions.level(0).position() + message));
    }

    /**
     * An operation on a value that it cannot be done with.
     *
     * @param operation as in "attempt to …"
     * @param operand which operand the value is, from 0
     */
    static ScriptError operand(String operation, LuaValue culprit, int operand) {
        Positions.Level level = Positions.level(0);
        String name = level.site() == null ? "" : level.site().name(operand);
        String what = name.isEmpty() || name.equals(Site.ITERATOR)
                ? "a " + culprit.typename() + " value"
                : name + " (a " + culprit.typename() + " value)";
        return ScriptError.of(LuaString.valueOf(level.position() + "attempt to " + operation + " " + what));
    }

    /** An operation on a value that comes from nowhere in the source. */
    static ScriptError unnamed(String operation, LuaValue culprit) {
        return here("attempt to " + operation + " a " + culprit.typename() + " value");
    }

    /**
     * A wrong argument of the library function that is running, which is called what its caller calls it.
     *
     * @param index which argument, from 1
     */
    static ScriptError argument(int index, String fault) {
        Positions.Level caller = Positions.level(1);
        String called = caller.site() == null ? "" : caller.site().called();
        String message;
        if (called.startsWith("method ")) {
            message = index == 1
                    ? "calling " + quoted(called) + " on bad self (" + fault + ")"
                    : "bad argument #" + (index - 1) + " to " + quoted(called) + " (" + fault + ")";
        } else {
            message = "bad argument #" + index + " to " + quoted(called) + " (" + fault + ")";
        }
        return ScriptError.of(LuaString.valueOf(caller.position() + message));
    }

    private static String quoted(String name) {
        return name.isEmpty() ? "'?'" : name.substring(name.indexOf('\''));
    }

    /** A message with the position that is to blame for it before it. */
    static LuaString positioned(LuaString message, int level) {
        String position = Positions.level(level).position();
        return position.isEmpty() ? message : (LuaString) Concatenation.join(LuaString.valueOf(position), message);
    }
}
