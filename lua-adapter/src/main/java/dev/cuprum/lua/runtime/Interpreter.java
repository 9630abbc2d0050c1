package dev.cuprum.lua.runtime;

import dev.cuprum.engine.Budget;
import dev.cuprum.engine.LimitExceededError;
import java.util.Arrays;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.TailcallVarargs;
import org.luaj.vm2.Upvaldesc;
import org.luaj.vm2.Varargs;

/**
 * Runs the instructions of LuaC.
 *
 * <p>LuaJ has an interpreter too; this one exists for what that one cannot do: it looks at the budget at every call and
 * at every jump backwards, reserves before it joins strings, writes numbers as Lua does, and says in its errors which
 * variable was nil. An instruction is a packed int; the bits of its fields are those of {@link Lua}. The instructions
 * that are rare stand in methods of their own, so that the loop stays small enough for HotSpot to compile.
 */
final class Interpreter {

    private static final int B = Lua.POS_B;
    private static final int C = Lua.POS_C;
    private static final int MASK = 0x1ff;
    private static final int CONSTANT = 0x100;
    private static final int JUMP_BIAS = 0x1ffff;

    private Interpreter() {}

    /** Calls a function: {@code stack} begins with its parameters, {@code extra} is what it got beyond them. */
    static Varargs execute(Closure function, LuaRun run, LuaValue[] stack, Varargs extra) {
        Prototype prototype = function.code;
        Upvalue[] open = prototype.p.length > 0 ? new Upvalue[stack.length] : null;
        Frame frame = new Frame(function, run, stack, extra, open);
        run.enter();
        try {
            return loop(frame);
        } catch (ScriptError e) {
            e.passes(prototype, frame.pc);
            throw e;
        } catch (OperandError e) {
            ScriptError error = new ScriptError(e.message(VariableNames.of(frame, e.culprit())));
            error.passes(prototype, frame.pc);
            throw error;
        } catch (LuaError e) {
            ScriptError error = new ScriptError(ScriptError.valueOf(e), 1);
            error.passes(prototype, frame.pc);
            throw error;
        } catch (RuntimeException e) {
            ScriptError error = new ScriptError(
                    e instanceof IllegalArgumentException ? String.valueOf(e.getMessage()) : "internal error: " + e);
            error.passes(prototype, frame.pc);
            throw error;
        } catch (LimitExceededError e) {
            run.stopped(prototype, frame.pc);
            throw e;
        } finally {
            run.leave();
        }
    }

    private static Varargs loop(Frame frame) {
        LuaRun run = frame.run;
        Budget budget = run.budget();
        LuaValue[] stack = frame.stack;
        int[] code = frame.function.code.code;
        LuaValue[] k = frame.function.code.k;
        Upvalue[] upvalues = frame.function.upvalues;
        for (int pc = 0; ; pc++) {
            int i = code[pc];
            int a = (i >> Lua.POS_A) & 0xff;
            int b = i >>> B;
            int c = (i >> C) & MASK;
            frame.pc = pc;
            switch (i & 0x3f) {
                case Lua.OP_MOVE -> stack[a] = stack[b];
                case Lua.OP_LOADK -> stack[a] = k[i >>> Lua.POS_Bx];
                case Lua.OP_LOADBOOL -> {
                    stack[a] = b != 0 ? LuaValue.TRUE : LuaValue.FALSE;
                    pc += c != 0 ? 1 : 0;
                }
                case Lua.OP_LOADNIL -> Arrays.fill(stack, a, a + b + 1, LuaValue.NIL);
                case Lua.OP_GETUPVAL -> stack[a] = upvalues[b].get();
                case Lua.OP_GETTABUP -> stack[a] = Access.get(run, upvalues[b].get(), rk(stack, k, c));
                case Lua.OP_GETTABLE -> stack[a] = Access.get(run, stack[b], rk(stack, k, c));
                case Lua.OP_SETTABUP -> Access.set(upvalues[a].get(), rk(stack, k, b), rk(stack, k, c));
                case Lua.OP_SETUPVAL -> upvalues[b].set(stack[a]);
                case Lua.OP_SETTABLE -> Access.set(stack[a], rk(stack, k, b), rk(stack, k, c));
                case Lua.OP_NEWTABLE -> stack[a] = new LuaTable(floatingByte(b), floatingByte(c));
                case Lua.OP_SELF -> {
                    LuaValue self = stack[b];
                    LuaValue method = Access.get(run, self, rk(stack, k, c));
                    stack[a + 1] = self;
                    stack[a] = method;
                }
                case Lua.OP_ADD -> stack[a] = Arithmetic.add(rk(stack, k, b), rk(stack, k, c));
                case Lua.OP_SUB -> stack[a] = Arithmetic.subtract(rk(stack, k, b), rk(stack, k, c));
                case Lua.OP_MUL -> stack[a] = Arithmetic.multiply(rk(stack, k, b), rk(stack, k, c));
                case Lua.OP_DIV -> stack[a] = Arithmetic.divide(rk(stack, k, b), rk(stack, k, c));
                case Lua.OP_MOD -> stack[a] = Arithmetic.modulo(rk(stack, k, b), rk(stack, k, c));
                case Lua.OP_POW -> stack[a] = Arithmetic.power(rk(stack, k, b), rk(stack, k, c));
                case Lua.OP_UNM -> stack[a] = Arithmetic.negate(stack[b]);
                case Lua.OP_NOT -> stack[a] = stack[b].toboolean() ? LuaValue.FALSE : LuaValue.TRUE;
                case Lua.OP_LEN -> stack[a] = Access.length(stack[b]);
                case Lua.OP_CONCAT -> stack[a] = Concatenation.join(budget, stack, b, c);
                case Lua.OP_JMP -> {
                    int offset = (i >>> Lua.POS_Bx) - JUMP_BIAS;
                    pc += offset;
                    frame.close(a);
                    if (offset < 0) {
                        budget.poll();
                    }
                }
                case Lua.OP_EQ -> pc += rk(stack, k, b).eq_b(rk(stack, k, c)) != (a != 0) ? 1 : 0;
                case Lua.OP_LT -> pc += Comparison.less(rk(stack, k, b), rk(stack, k, c)) != (a != 0) ? 1 : 0;
                case Lua.OP_LE -> pc += Comparison.lessOrEqual(rk(stack, k, b), rk(stack, k, c)) != (a != 0) ? 1 : 0;
                case Lua.OP_TEST -> pc += stack[a].toboolean() != (c != 0) ? 1 : 0;
                case Lua.OP_TESTSET -> {
                    if (stack[b].toboolean() == (c != 0)) {
                        stack[a] = stack[b];
                    } else {
                        pc++;
                    }
                }
                case Lua.OP_CALL -> call(frame, a, b, c);
                case Lua.OP_TAILCALL -> {
                    LuaValue callee = Access.callable(stack[a]);
                    Varargs args = frame.range(a + 1, b);
                    // A library function is called from here, so that its errors have this position.
                    return callee instanceof Closure ? new TailcallVarargs(callee, args) : callee.invoke(args);
                }
                case Lua.OP_RETURN -> {
                    return b == 2 ? stack[a] : frame.range(a, b);
                }
                case Lua.OP_FORLOOP -> {
                    if (NumericFor.step(stack, a)) {
                        pc += (i >>> Lua.POS_Bx) - JUMP_BIAS;
                        budget.poll();
                    }
                }
                case Lua.OP_FORPREP -> {
                    NumericFor.prepare(stack, a);
                    pc += (i >>> Lua.POS_Bx) - JUMP_BIAS;
                }
                case Lua.OP_TFORCALL -> {
                    Varargs results = Access.callable(stack[a]).invoke(LuaValue.varargsOf(stack[a + 1], stack[a + 2]));
                    for (int j = 1; j <= c; j++) {
                        stack[a + 2 + j] = results.arg(j);
                    }
                }
                case Lua.OP_TFORLOOP -> {
                    if (!stack[a + 1].isnil()) {
                        stack[a] = stack[a + 1];
                        pc += (i >>> Lua.POS_Bx) - JUMP_BIAS;
                        budget.poll();
                    }
                }
                case Lua.OP_SETLIST -> {
                    int block = c == 0 ? code[++pc] : c;
                    setList(frame, a, b, (block - 1) * Lua.LFIELDS_PER_FLUSH);
                }
                case Lua.OP_CLOSURE -> stack[a] = closure(frame, frame.function.code.p[i >>> Lua.POS_Bx]);
                case Lua.OP_VARARG -> frame.spread(a, b);
                default -> throw new IllegalStateException("instruction " + (i & 0x3f));
            }
        }
    }

    /** An operand: a constant, or a place on the stack. */
    private static LuaValue rk(LuaValue[] stack, LuaValue[] k, int operand) {
        return (operand & CONSTANT) != 0 ? k[operand & 0xff] : stack[operand];
    }

    private static int floatingByte(int coded) {
        int exponent = (coded >> 3) & 0x1f;
        return exponent == 0 ? coded : ((coded & 7) + 8) << (exponent - 1);
    }

    private static void call(Frame frame, int a, int b, int c) {
        LuaValue[] stack = frame.stack;
        LuaValue function = Access.callable(stack[a]);
        if (c == 1 || c == 2) {
            LuaValue result =
                    switch (b) {
                        case 1 -> function.call();
                        case 2 -> function.call(stack[a + 1]);
                        case 3 -> function.call(stack[a + 1], stack[a + 2]);
                        case 4 -> function.call(stack[a + 1], stack[a + 2], stack[a + 3]);
                        default -> function.invoke(frame.range(a + 1, b)).arg1();
                    };
            if (c == 2) {
                stack[a] = result;
            }
            return;
        }
        Varargs results = function.invoke(frame.range(a + 1, b));
        if (c == 0) {
            frame.leaveOpen(a, results);
        } else {
            for (int j = 1; j < c; j++) {
                stack[a + j - 1] = results.arg(j);
            }
        }
    }

    private static void setList(Frame frame, int a, int b, int offset) {
        LuaValue table = frame.stack[a];
        Varargs values = frame.range(a + 1, b == 0 ? 0 : b + 1);
        int count = values.narg();
        for (int j = 1; j <= count; j++) {
            table.rawset(offset + j, values.arg(j));
        }
    }

    private static Closure closure(Frame frame, Prototype inner) {
        Upvaldesc[] described = inner.upvalues;
        Upvalue[] upvalues = new Upvalue[described.length];
        for (int j = 0; j < upvalues.length; j++) {
            upvalues[j] = described[j].instack
                    ? Upvalue.find(frame.open(), frame.stack, described[j].idx)
                    : frame.function.upvalues[described[j].idx];
        }
        return new Closure(frame.run, inner, upvalues);
    }
}
