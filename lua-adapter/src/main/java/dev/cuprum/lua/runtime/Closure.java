package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Varargs;

/** A function of a unit: its code, and the locals around it that it uses. */
public final class Closure extends LuaFunction {

    private static final Upvalue[] NONE_USED = {};

    final Prototype code;
    final Upvalue[] upvalues;
    private final LuaRun run;

    Closure(LuaRun run, Prototype code, Upvalue[] upvalues) {
        this.run = run;
        this.code = code;
        this.upvalues = upvalues;
    }

    /** The function of a chunk or a unit, with its globals. */
    public static Closure of(LuaRun run, Prototype code, LuaTable globals) {
        // Nothing is around it, so the one upvalue that it can have is its environment.
        Upvalue[] upvalues =
                code.upvalues.length == 0 ? NONE_USED : new Upvalue[] {new Upvalue(new LuaValue[] {globals}, 0)};
        return new Closure(run, code, upvalues);
    }

    /** The execution it is called in: most often the one it was made in, unless ngx.ctx has carried it further. */
    private LuaRun run() {
        return run.live() ? run : LuaRun.current();
    }

    private LuaValue[] frame(int given) {
        LuaValue[] stack = new LuaValue[code.maxstacksize];
        for (int i = given; i < code.numparams; i++) {
            stack[i] = NIL;
        }
        return stack;
    }

    @Override
    public LuaValue call() {
        return Interpreter.execute(this, run(), frame(0), NONE).arg1();
    }

    @Override
    public LuaValue call(LuaValue a) {
        LuaValue[] stack = frame(1);
        if (code.numparams == 0) {
            return Interpreter.execute(this, run(), stack, a).arg1();
        }
        stack[0] = a;
        return Interpreter.execute(this, run(), stack, NONE).arg1();
    }

    @Override
    public LuaValue call(LuaValue a, LuaValue b) {
        if (code.numparams < 2) {
            return invoke(varargsOf(a, b)).arg1();
        }
        LuaValue[] stack = frame(2);
        stack[0] = a;
        stack[1] = b;
        return Interpreter.execute(this, run(), stack, NONE).arg1();
    }

    @Override
    public LuaValue call(LuaValue a, LuaValue b, LuaValue c) {
        if (code.numparams < 3) {
            return invoke(varargsOf(a, b, c)).arg1();
        }
        LuaValue[] stack = frame(3);
        stack[0] = a;
        stack[1] = b;
        stack[2] = c;
        return Interpreter.execute(this, run(), stack, NONE).arg1();
    }

    @Override
    public Varargs invoke(Varargs args) {
        return onInvoke(args).eval();
    }

    @Override
    public Varargs onInvoke(Varargs args) {
        LuaValue[] stack = new LuaValue[code.maxstacksize];
        for (int i = 0; i < code.numparams; i++) {
            stack[i] = args.arg(i + 1);
        }
        return Interpreter.execute(this, run(), stack, code.is_vararg != 0 ? args.subargs(code.numparams + 1) : NONE);
    }
}
