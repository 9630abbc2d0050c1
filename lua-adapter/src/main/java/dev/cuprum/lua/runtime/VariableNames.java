package dev.cuprum.lua.runtime;

import org.luaj.vm2.LocVars;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/**
 * Finds out what a value on the stack is called in the source, for messages: {@code global 'foo'}. It looks for the
 * instruction that put the value there (the approach of Lua's own ldebug.c).
 */
final class VariableNames {

    private static final int MAX_MOVES = 10;

    private VariableNames() {}

    /** The name of the operand that was to blame in the frame's current instruction; empty where it has none. */
    static String of(Frame frame, LuaValue culprit) {
        Prototype code = frame.function.code;
        int i = code.code[frame.pc];
        int a = Lua.GETARG_A(i);
        int b = Lua.GETARG_B(i);
        int c = Lua.GETARG_C(i);
        return switch (Lua.GET_OPCODE(i)) {
            case Lua.OP_GETTABUP -> upvalue(code, b);
            case Lua.OP_SETTABUP -> upvalue(code, a);
            case Lua.OP_GETTABLE, Lua.OP_SELF, Lua.OP_UNM, Lua.OP_LEN -> register(frame, b, culprit);
            case Lua.OP_SETTABLE, Lua.OP_CALL, Lua.OP_TAILCALL -> register(frame, a, culprit);
            case Lua.OP_ADD, Lua.OP_SUB, Lua.OP_MUL, Lua.OP_DIV, Lua.OP_MOD, Lua.OP_POW ->
                operands(frame, b, c, culprit);
            case Lua.OP_CONCAT -> range(frame, b, c, culprit);
            default -> "";
        };
    }

    private static String operands(Frame frame, int b, int c, LuaValue culprit) {
        String name = register(frame, b, culprit);
        return name.isEmpty() ? register(frame, c, culprit) : name;
    }

    private static String range(Frame frame, int from, int to, LuaValue culprit) {
        for (int i = to; i >= from; i--) {
            String name = register(frame, i, culprit);
            if (!name.isEmpty()) {
                return name;
            }
        }
        return "";
    }

    private static String register(Frame frame, int register, LuaValue culprit) {
        if (register >= frame.stack.length || frame.stack[register] == null) {
            return "";
        }
        boolean holds = frame.stack[register].raweq(culprit);
        return holds ? register(frame.function.code, frame.pc, register, MAX_MOVES) : "";
    }

    private static String register(Prototype code, int pc, int register, int moves) {
        String local = local(code, register, pc);
        if (!local.isEmpty()) {
            return "local '" + local + "'";
        }
        int setter = setter(code, pc, register);
        if (setter < 0 || moves == 0) {
            return "";
        }
        int i = code.code[setter];
        int b = Lua.GETARG_B(i);
        return switch (Lua.GET_OPCODE(i)) {
            case Lua.OP_MOVE -> b < Lua.GETARG_A(i) ? register(code, setter, b, moves - 1) : "";
            case Lua.OP_GETTABUP -> {
                boolean global = "_ENV".equals(name(code.upvalues[b].name));
                yield constant(code, global ? "global" : "field", Lua.GETARG_C(i));
            }
            case Lua.OP_GETTABLE -> constant(code, "field", Lua.GETARG_C(i));
            case Lua.OP_SELF -> constant(code, "method", Lua.GETARG_C(i));
            case Lua.OP_GETUPVAL -> upvalue(code, b);
            default -> "";
        };
    }

    private static String upvalue(Prototype code, int index) {
        return "upvalue '" + name(code.upvalues[index].name) + "'";
    }

    private static String constant(Prototype code, String kind, int operand) {
        boolean named = Lua.ISK(operand) && code.k[Lua.INDEXK(operand)] instanceof LuaString;
        return named ? kind + " '" + Text.describe(code.k[Lua.INDEXK(operand)]) + "'" : "";
    }

    private static String name(LuaString name) {
        return name == null ? "?" : name.tojstring();
    }

    private static String local(Prototype code, int register, int pc) {
        int left = register;
        for (LocVars variable : code.locvars) {
            if (variable.startpc > pc) {
                break;
            }
            if (pc < variable.endpc && left-- == 0) {
                String name = variable.varname.tojstring();
                return name.startsWith("(") ? "" : name;
            }
        }
        return "";
    }

    /** The last instruction before that one which set the register; -1 where there is none. */
    private static int setter(Prototype code, int before, int register) {
        int found = -1;
        for (int pc = 0; pc < before; pc++) {
            int i = code.code[pc];
            int a = Lua.GETARG_A(i);
            switch (Lua.GET_OPCODE(i)) {
                case Lua.OP_LOADNIL -> found = a <= register && register <= a + Lua.GETARG_B(i) ? pc : found;
                case Lua.OP_TFORCALL -> found = register >= a + 2 ? pc : found;
                case Lua.OP_CALL, Lua.OP_TAILCALL -> found = register >= a ? pc : found;
                case Lua.OP_JMP -> {
                    int target = pc + 1 + Lua.GETARG_sBx(i);
                    pc = pc < target && target <= before ? target - 1 : pc;
                }
                case Lua.OP_SETLIST, Lua.OP_EXTRAARG -> {}
                default -> found = setsRegisterA(i) && a == register ? pc : found;
            }
        }
        return found;
    }

    private static boolean setsRegisterA(int instruction) {
        return switch (Lua.GET_OPCODE(instruction)) {
            case Lua.OP_SETTABUP, Lua.OP_SETUPVAL, Lua.OP_SETTABLE, Lua.OP_RETURN, Lua.OP_TEST -> false;
            case Lua.OP_EQ, Lua.OP_LT, Lua.OP_LE -> false;
            default -> true;
        };
    }
}
