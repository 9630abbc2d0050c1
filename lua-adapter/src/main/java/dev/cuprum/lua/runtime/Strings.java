package dev.cuprum.lua.runtime;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * The methods and the metatable of strings, as one execution has them.
 *
 * <p>Code that calls a method of a string keeps the library's function that it has found. So that it need not ask each
 * time whether its execution has put another in its place, executions that have done so are counted, and as long as
 * there are any, nobody uses what was kept. A method that is added is never kept, and disturbs nobody.
 */
public final class Strings {

    /**
     * How many executions have changed what strings do. Read without a lock, for an execution has to see no changes but
     * its own.
     */
    private static int changed;

    private final LuaRun run;
    private final Libraries libraries;
    private @Nullable View methods;

    /** The metatable, which may also be nil; null while nobody has asked for it. */
    private @Nullable LuaValue metatable;

    private boolean differs;

    Strings(LuaRun run, Libraries libraries) {
        this.run = run;
        this.libraries = libraries;
        if (libraries.otherStrings()) {
            differ();
        }
    }

    /** Whether what code has kept of the methods of strings may be wrong. */
    public static boolean changed() {
        return changed != 0;
    }

    private static synchronized void count(int change) {
        changed += change;
    }

    /** The library, as the execution has it. */
    View methods() {
        if (methods == null) {
            methods = new StringView(libraries.strings(), this);
        }
        return methods;
    }

    /** The metatable; nil where there is none. */
    LuaValue metatable() {
        if (metatable == null) {
            metatable = new StringView(libraries.stringMetatable(), this);
        }
        return metatable;
    }

    /** Gives all strings of the execution a metatable, or, for nil, none. */
    void metatable(LuaValue chosen) {
        differ();
        metatable = chosen;
    }

    /** Called before a field is set. */
    void changing(View view, LuaValue key) {
        if (view != methods || view.shared().rawget(key) != LuaValue.NIL) {
            differ();
        }
    }

    /** Whether it has changed what strings do. */
    boolean differs() {
        return differs;
    }

    private void differ() {
        if (!differs) {
            differs = true;
            count(1);
            run.onClose(() -> count(-1));
        }
    }

    /** A metamethod of strings. */
    LuaValue metamethod(LuaString tag) {
        return differs && metatable() instanceof Table table ? table.rawget(tag) : LuaValue.NIL;
    }

    /** What a string gives for a key. */
    LuaValue index(LuaValue string, LuaValue key) {
        if (differs) {
            LuaValue index = metamethod(LuaValue.INDEX);
            if (index.isnil()) {
                throw Faults.operand("index", string, 0);
            }
            return index instanceof Function function ? function.call(string, key) : Access.get(index, key);
        }
        return methods == null ? libraries.strings().get(key) : methods.get(key);
    }

    /** What code may keep of a method that it has found; null for nothing. */
    public static @Nullable LuaValue toKeep(LuaValue found, LuaString key) {
        LuaRun run = LuaRun.current();
        return found instanceof Native
                        && !changed()
                        && run.libraries().strings().rawget(key) == found
                ? found
                : null;
    }
}
