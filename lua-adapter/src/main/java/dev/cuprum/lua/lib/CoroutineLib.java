package dev.cuprum.lua.lib;

import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Coroutine;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The coroutine library. */
final class CoroutineLib {

    private CoroutineLib() {}

    static ReadOnlyTable create() {
        return new ReadOnlyTable("coroutine")
                .with("create", args -> new Coroutine(LuaRun.current(), Args.function(args, 1)))
                .with("isyieldable", args -> LuaValue.valueOf(Coroutine.running(LuaRun.current()) != null))
                .with("resume", args -> coroutine(args).resume(args.subargs(2)))
                .with("running", args -> running())
                .with("status", args -> LuaString.valueOf(coroutine(args).status()))
                .with("wrap", args -> new Coroutine.Wrapped(new Coroutine(LuaRun.current(), Args.function(args, 1))))
                .with("yield", args -> Coroutine.leave(LuaRun.current(), args))
                .seal();
    }

    private static Varargs running() {
        Coroutine running = Coroutine.running(LuaRun.current());
        return running == null ? LuaValue.NIL : running;
    }

    private static Coroutine coroutine(Varargs args) {
        if (args.arg1() instanceof Coroutine coroutine) {
            return coroutine;
        }
        throw Args.wrong(1, "coroutine expected");
    }
}
