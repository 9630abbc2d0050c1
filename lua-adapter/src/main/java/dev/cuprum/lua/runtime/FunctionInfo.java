package dev.cuprum.lua.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the debug library can tell about a function.
 *
 * @param what Lua, main or C, as debug.getinfo has it
 * @param source the name of its chunk in full
 * @param shortSource the name of its chunk as messages have it
 * @param currentLine where it is; -1 where it is not on the stack, or is a library's
 * @param line where it is written; -1 for a library's
 * @param lastLine where it ends; -1 for a library's
 * @param parameters how many parameters have names
 * @param vararg whether it takes any number of arguments
 * @param name what its caller calls it; empty where that is not known
 * @param kind of that name, such as global or method
 */
public record FunctionInfo(
        String what,
        String source,
        String shortSource,
        int currentLine,
        int line,
        int lastLine,
        int parameters,
        boolean vararg,
        String name,
        String kind) {

    /** A function that is not on the stack. */
    public static FunctionInfo of(Function function) {
        if (function.getClass().getClassLoader() instanceof CodeLoader loader) {
            return of(loader, loader.origin(function.getClass()), -1, "");
        }
        return library("");
    }

    /**
     * The functions on the stack, the one that is running first: that of the library that asks.
     *
     * @param most not more than so many
     */
    public static List<FunctionInfo> stack(int most) {
        List<Positions.Level> levels = Handling.levels(most);
        List<FunctionInfo> stack = new ArrayList<>();
        for (int i = 0; i < levels.size(); i++) {
            Positions.Level level = levels.get(i);
            Site caller = i + 1 < levels.size() ? levels.get(i + 1).site() : null;
            stack.add(of(level, caller == null ? "" : caller.called()));
        }
        return stack;
    }

    private static FunctionInfo of(Positions.Level level, String called) {
        CodeLoader loader = level.loader();
        CodeLoader.@Nullable Origin origin = level.origin();
        return loader == null || origin == null ? library(called) : of(loader, origin, level.line(), called);
    }

    private static FunctionInfo of(CodeLoader loader, CodeLoader.Origin origin, int currentLine, String called) {
        return new FunctionInfo(
                origin.line() == 0 ? "main" : "Lua",
                loader.source(),
                loader.chunk(),
                currentLine,
                origin.line(),
                origin.lastLine(),
                origin.parameters(),
                origin.vararg(),
                name(called),
                kind(called));
    }

    private static FunctionInfo library(String called) {
        return new FunctionInfo("C", "=[C]", "[C]", -1, -1, -1, 0, true, name(called), kind(called));
    }

    private static String name(String called) {
        int start = called.indexOf('\'');
        return start < 0 ? "" : called.substring(start + 1, called.length() - 1);
    }

    private static String kind(String called) {
        int end = called.indexOf(" '");
        return end < 0 ? called.isEmpty() ? "" : "metamethod" : called.substring(0, end);
    }
}
