package dev.cuprum.lua.compiler;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.runtime.Access;
import dev.cuprum.lua.runtime.Arithmetic;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.Cell;
import dev.cuprum.lua.runtime.Closure;
import dev.cuprum.lua.runtime.CodeLoader;
import dev.cuprum.lua.runtime.Comparison;
import dev.cuprum.lua.runtime.Concatenation;
import dev.cuprum.lua.runtime.Exit;
import dev.cuprum.lua.runtime.Function;
import dev.cuprum.lua.runtime.Iteration;
import dev.cuprum.lua.runtime.Loops;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.NumberCell;
import dev.cuprum.lua.runtime.Several;
import dev.cuprum.lua.runtime.Shape;
import dev.cuprum.lua.runtime.Table;
import dev.cuprum.lua.runtime.TailCall;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.objectweb.asm.Type;

/** The classes that compiled code names. */
final class Names {

    static final String ACCESS = Type.getInternalName(Access.class);
    static final String ARITHMETIC = Type.getInternalName(Arithmetic.class);
    static final String BUDGET = Type.getInternalName(Budget.class);
    static final String CALLS = Type.getInternalName(Calls.class);
    static final String CELL = Type.getInternalName(Cell.class);
    static final String CLOSURE = Type.getInternalName(Closure.class);
    static final String CODE_LOADER = Type.getInternalName(CodeLoader.class);
    static final String COMPARISON = Type.getInternalName(Comparison.class);
    static final String CONCATENATION = Type.getInternalName(Concatenation.class);
    static final String EXIT = Type.getInternalName(Exit.class);
    static final String FUNCTION = Type.getInternalName(Function.class);
    static final String ITERATION = Type.getInternalName(Iteration.class);
    static final String LOOPS = Type.getInternalName(Loops.class);
    static final String NUM = Type.getInternalName(Num.class);
    static final String NUMBER_CELL = Type.getInternalName(NumberCell.class);
    static final String RUN = Type.getInternalName(LuaRun.class);
    static final String SEVERAL = Type.getInternalName(Several.class);
    static final String SHAPE = Type.getInternalName(Shape.class);
    static final String STRING = Type.getInternalName(LuaString.class);
    static final String TABLE = Type.getInternalName(Table.class);
    static final String TAIL_CALL = Type.getInternalName(TailCall.class);
    static final String VALUE = Type.getInternalName(LuaValue.class);
    static final String VARARGS = Type.getInternalName(Varargs.class);

    static final String A_BUDGET = Type.getDescriptor(Budget.class);
    static final String A_CELL = Type.getDescriptor(Cell.class);
    static final String A_FUNCTION = Type.getDescriptor(Function.class);
    static final String A_NUM = Type.getDescriptor(Num.class);
    static final String A_NUMBER_CELL = Type.getDescriptor(NumberCell.class);
    static final String A_STRING = Type.getDescriptor(LuaString.class);
    static final String A_TABLE = Type.getDescriptor(Table.class);
    static final String A_VALUE = Type.getDescriptor(LuaValue.class);
    static final String SOME = Type.getDescriptor(Varargs.class);
    static final String OBJECTS = "[Ljava/lang/Object;";

    private Names() {}
}
