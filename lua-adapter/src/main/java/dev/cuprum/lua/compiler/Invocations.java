package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Expression.Call;
import dev.cuprum.lua.compiler.Expression.Constant;
import dev.cuprum.lua.compiler.Expression.Local;
import dev.cuprum.lua.compiler.Expression.MethodCall;
import dev.cuprum.lua.runtime.Text;
import java.util.ArrayList;
import java.util.List;
import org.luaj.vm2.LuaString;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Writes calls. */
final class Invocations {

    /** What is to be left on the stack. */
    enum Wanted {
        /** Nothing. */
        NONE,
        /** The first result. */
        ONE,
        /** All results. */
        ALL,
        /** All results, or a call that is still to be made: what a function may return. */
        LAST
    }

    /** So many arguments have a method of their own. */
    private static final int MOST_ARGUMENTS = 3;

    /** Stands for any number of arguments. */
    private static final int ANY = -1;

    private final MethodCode method;
    private final Values values;

    Invocations(MethodCode method, Values values) {
        this.method = method;
        this.values = values;
    }

    /** Writes a call or a method call. */
    void push(Expression expression, Wanted wanted) {
        FunctionBody direct = Callees.direct(expression);
        if (direct != null) {
            direct((Call) expression, direct, wanted);
        } else if (expression instanceof Call call) {
            callee(call.function());
            invoke(call.arguments(), 0, call.line(), name(call.function()), wanted);
        } else {
            MethodCall call = (MethodCall) expression;
            int mark = method.mark();
            int object = method.slot(1);
            values.push(call.object());
            method.op(Opcodes.DUP);
            method.var(Opcodes.ASTORE, object);
            method.function.accessors.method(method, call.name(), call.line(), values.name(call.object()));
            checkFunction();
            method.var(Opcodes.ALOAD, object);
            invoke(call.arguments(), 1, call.line(), "method '" + Text.utf8(call.name()) + "'", wanted);
            method.release(mark);
        }
    }

    /**
     * Writes a call in last position.
     *
     * @param number whether its result is known to be a number, and wanted as one
     */
    void pushLast(Expression expression, boolean number) {
        FunctionBody direct = number ? Callees.direct(expression) : null;
        if (direct == null) {
            push(expression, Wanted.LAST);
        } else {
            pushDirect((Call) expression, direct, true);
        }
    }

    private String name(Expression function) {
        String name = values.name(function);
        boolean text = function instanceof Constant constant && constant.value() instanceof LuaString;
        return text ? "" : name;
    }

    private void callee(Expression function) {
        values.push(function);
        if (!(function instanceof Local local)) {
            checkFunction();
        } else if (local.variable().function == null) {
            checkFunction();
        } else if (!method.function.isSelf(local.variable())) {
            method.type(Opcodes.CHECKCAST, method.function.inner(local.variable().function).owner);
        }
    }

    /** Pushes the arguments of a function that is called directly, each as it takes it. */
    void pushArguments(FunctionBody called, List<Expression> arguments) {
        List<Variable> parameters = called.parameters;
        for (int i = 0; i < arguments.size(); i++) {
            if (i >= parameters.size()) {
                values.push(arguments.get(i));
                method.op(Opcodes.POP);
            } else if (parameters.get(i).number) {
                values.pushNumber(arguments.get(i));
            } else {
                values.push(arguments.get(i));
            }
        }
        for (int i = arguments.size(); i < parameters.size(); i++) {
            method.nil();
        }
    }

    private void direct(Call call, FunctionBody called, Wanted wanted) {
        pushDirect(call, called, wanted == Wanted.LAST);
        String result = FunctionCode.resultDescriptor(called);
        boolean some = result.equals(Names.SOME);
        boolean number = result.equals("D");
        if (wanted == Wanted.NONE && !some) {
            method.op(number ? Opcodes.POP2 : Opcodes.POP);
        } else if (some) {
            adjust(call.line(), wanted);
        } else if (number) {
            method.box();
        }
    }

    /** Calls a function directly, and leaves its result on the stack as it returns it. */
    void pushDirect(Call call, FunctionBody called, boolean last) {
        callee(call.function());
        pushArguments(called, call.arguments());
        if (called.pure) {
            method.function.pushDepth(method);
        }
        method.function.calls(called);
        method.site(call.line(), last, List.of(name(call.function())));
        method.callVirtual(
                method.function.inner(called).owner,
                method.function.callee(called),
                FunctionCode.directDescriptor(called));
    }

    /** Makes the value on the stack something that can be called, be it only to say that it cannot. */
    void checkFunction() {
        Label function = new Label();
        method.op(Opcodes.DUP);
        method.type(Opcodes.INSTANCEOF, Names.FUNCTION);
        method.jump(Opcodes.IFNE, function);
        method.callStatic(Names.CALLS, "callee", "(" + Names.A_VALUE + ")" + Names.A_FUNCTION);
        method.label(function);
        method.type(Opcodes.CHECKCAST, Names.FUNCTION);
    }

    /**
     * Calls the function on the stack.
     *
     * @param before how many arguments are on the stack already: none, or the object of a method
     */
    private void invoke(List<Expression> arguments, int before, int line, String name, Wanted wanted) {
        int count = before + arguments.size();
        boolean several = Callees.endsInSeveral(arguments);
        if (count > MOST_ARGUMENTS) {
            values.pushAll(arguments);
            if (before > 0) {
                method.callStatic(Names.VALUE, "varargsOf", "(" + Names.A_VALUE + Names.SOME + ")" + Names.SOME);
            }
            call(ANY, line, name, wanted);
        } else if (several) {
            invokeSeveral(arguments, before, line, name, wanted);
        } else {
            arguments.forEach(values::push);
            call(count, line, name, wanted);
        }
        adjust(line, wanted);
    }

    /** Calls the function on the stack with arguments of which the last is a call: it most likely has one value. */
    private void invokeSeveral(List<Expression> arguments, int before, int line, String name, Wanted wanted) {
        int count = before + arguments.size();
        Expression last = arguments.get(arguments.size() - 1);
        arguments.subList(0, arguments.size() - 1).forEach(values::push);
        values.pushMultiple(last);
        Label several = new Label();
        Label end = new Label();
        method.op(Opcodes.DUP);
        method.type(Opcodes.INSTANCEOF, Names.VALUE);
        method.jump(Opcodes.IFEQ, several);
        method.type(Opcodes.CHECKCAST, Names.VALUE);
        call(count, line, name, wanted);
        method.jump(Opcodes.GOTO, end);
        method.label(several);
        if (count > 1) {
            String all = Names.A_VALUE.repeat(count - 1) + Names.SOME;
            method.callStatic(Names.VALUE, "varargsOf", "(" + all + ")" + Names.SOME);
        }
        call(ANY, line, name, wanted);
        method.label(end);
    }

    /** Calls the function on the stack with the arguments above it: so many, or all that are there. */
    private void call(int count, int line, String name, Wanted wanted) {
        String descriptor = "(" + (count == ANY ? Names.SOME : Names.A_VALUE.repeat(count)) + ")";
        String invoke = count == ANY ? "invokeAll" : "invoke" + count;
        if (wanted == Wanted.LAST) {
            last(descriptor, invoke, count, line, name);
        } else {
            method.site(line, name);
            method.callVirtual(Names.FUNCTION, invoke, descriptor + Names.SOME);
        }
    }

    /** Makes a call whose function and arguments, three at most, are on the stack. */
    void invoke(Call call, Wanted wanted) {
        int count = call.arguments().size();
        method.site(call.line(), name(call.function()));
        method.callVirtual(Names.FUNCTION, "invoke" + count, "(" + Names.A_VALUE.repeat(count) + ")" + Names.SOME);
        adjust(call.line(), wanted);
    }

    private void adjust(int line, Wanted wanted) {
        Label done = new Label();
        switch (wanted) {
            case LAST -> {}
            case ONE -> {
                method.op(Opcodes.DUP);
                method.type(Opcodes.INSTANCEOF, Names.VALUE);
                method.jump(Opcodes.IFNE, done);
                method.site(line);
                method.callStatic(Names.CALLS, "first", "(" + Names.SOME + ")" + Names.A_VALUE);
                method.label(done);
                method.type(Opcodes.CHECKCAST, Names.VALUE);
            }
            case ALL -> {
                method.site(line);
                method.callStatic(Names.CALLS, "finish", "(" + Names.SOME + ")" + Names.SOME);
            }
            default -> {
                method.op(Opcodes.DUP);
                method.type(Opcodes.INSTANCEOF, Names.TAIL_CALL);
                method.jump(Opcodes.IFEQ, done);
                method.site(line);
                method.callStatic(Names.CALLS, "finish", "(" + Names.SOME + ")" + Names.SOME);
                method.label(done);
                method.op(Opcodes.POP);
            }
        }
    }

    /**
     * A call in last position. It is made here and now as long as there is plenty of stack, which is faster; beyond that
     * the function returns it to its caller, so that a chain of such calls needs no more stack however long it is.
     */
    private void last(String descriptor, String invoke, int count, int line, String name) {
        Label deep = new Label();
        Label end = new Label();
        method.var(Opcodes.ILOAD, method.depth);
        method.integer(FunctionCode.DEEP);
        method.jump(Opcodes.IF_ICMPGT, deep);
        method.function.forget(method);
        method.site(line, true, List.of(name));
        method.callVirtual(Names.FUNCTION, invoke, descriptor + Names.SOME);
        method.function.note(method);
        method.jump(Opcodes.GOTO, end);
        method.label(deep);
        String deferred = count == ANY ? Names.SOME : Names.A_VALUE.repeat(count);
        method.site(line, name);
        method.callStatic(Names.TAIL_CALL, "of", "(" + Names.A_FUNCTION + deferred + ")" + Names.SOME);
        method.label(end);
    }

    /** All the expressions that a call evaluates. */
    static List<Expression> parts(Expression call) {
        List<Expression> parts = new ArrayList<>();
        if (call instanceof Call plain) {
            parts.add(plain.function());
            parts.addAll(plain.arguments());
        } else if (call instanceof MethodCall withObject) {
            parts.add(withObject.object());
            parts.addAll(withObject.arguments());
        }
        return parts;
    }
}
