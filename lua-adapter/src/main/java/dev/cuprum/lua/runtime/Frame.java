package dev.cuprum.lua.runtime;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** One call that is running: its stack, and where it is. */
final class Frame {

    final Closure function;
    final LuaRun run;
    final LuaValue[] stack;
    private final Varargs extra;
    private final Upvalue @Nullable [] open;

    /** The instruction that is running. */
    int pc;

    /** Values that go on from a place on the stack, as many as there are: of a call, or of "...". */
    private Varargs tail = LuaValue.NONE;

    private int tailStart;

    Frame(Closure function, LuaRun run, LuaValue[] stack, Varargs extra, Upvalue @Nullable [] open) {
        this.function = function;
        this.run = run;
        this.stack = stack;
        this.extra = extra;
        this.open = open;
    }

    /** The locals that inner functions use; there is a place for each where there are inner functions. */
    Upvalue[] open() {
        return Objects.requireNonNull(open);
    }

    /** Parts the inner functions' locals from {@code place - 1} on from the stack; place 0 is for none. */
    void close(int place) {
        if (place > 0 && open != null) {
            Upvalue.close(open, place - 1);
        }
    }

    void leaveOpen(int place, Varargs values) {
        tail = values;
        tailStart = place;
    }

    /** The {@code count - 1} values from a place on; count 0 is for all up to the end of the open ones. */
    Varargs range(int place, int count) {
        if (count == 0) {
            Varargs values = tail;
            tail = LuaValue.NONE;
            return place >= tailStart ? values : LuaValue.varargsOf(copy(place, tailStart - place), values);
        }
        return switch (count) {
            case 1 -> LuaValue.NONE;
            case 2 -> stack[place];
            case 3 -> LuaValue.varargsOf(stack[place], stack[place + 1]);
            default -> LuaValue.varargsOf(copy(place, count - 1));
        };
    }

    private LuaValue[] copy(int place, int length) {
        LuaValue[] values = new LuaValue[length];
        System.arraycopy(stack, place, values, 0, length);
        return values;
    }

    /** Puts {@code count - 1} of the extra arguments on the stack; count 0 leaves all of them open. */
    void spread(int place, int count) {
        if (count == 0) {
            leaveOpen(place, extra);
            return;
        }
        for (int i = 1; i < count; i++) {
            stack[place + i - 1] = extra.arg(i);
        }
    }
}
