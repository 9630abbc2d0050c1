package dev.cuprum.lua.compiler;

import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/** Looks for texts in compiled code, which tell what a unit is going to use. */
public final class Constants {

    private Constants() {}

    /** Whether the code, or a function in it, names that text literally. */
    public static boolean mention(Prototype code, String text) {
        return mention(code, LuaString.valueOf(text));
    }

    private static boolean mention(Prototype code, LuaString text) {
        for (LuaValue constant : code.k) {
            if (constant instanceof LuaString string && string.raweq(text)) {
                return true;
            }
        }
        for (Prototype inner : code.p) {
            if (mention(inner, text)) {
                return true;
            }
        }
        return false;
    }
}
