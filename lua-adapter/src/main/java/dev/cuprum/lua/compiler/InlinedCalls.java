package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Expression.Binary;
import dev.cuprum.lua.compiler.Expression.Call;
import dev.cuprum.lua.compiler.Expression.Local;
import dev.cuprum.lua.compiler.Expression.Unary;
import dev.cuprum.lua.compiler.Invocations.Wanted;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Writes calls of functions that only calculate: the calculation, where the function is the one that is expected and its
 * arguments are numbers, and else the call. Nothing is counted or asked for the calculation, which is over at once.
 */
final class InlinedCalls {

    private final MethodCode method;
    private final Values values;
    private final Calculations calculations;

    /** A call of which the function and the arguments have been computed. */
    private record Begun(Call call, int function, List<Calculations.Operand> arguments, List<Expression> results) {}

    InlinedCalls(MethodCode method, Values values, Calculations calculations) {
        this.method = method;
        this.values = values;
        this.calculations = calculations;
    }

    /** Whether a call whose first result is wanted can be written so. */
    boolean can(Expression expression) {
        return called(expression, 1) != null;
    }

    /** The function that is called, where the call can be written so; null where not. */
    @Nullable
    FunctionBody called(Expression expression, int results) {
        return method.function.mayInline() ? method.function.inlining().called(expression, results) : null;
    }

    /** Puts the first results of a call into pairs, as many as there are pairs. */
    void intoPairs(Expression expression, int... pairs) {
        int mark = method.mark();
        Label slow = new Label();
        Label end = new Label();
        Begun begun = begin((Call) expression, pairs.length, slow);
        for (int i = 0; i < pairs.length; i++) {
            values.intoPair(begun.results.get(i), pairs[i]);
        }
        method.jump(Opcodes.GOTO, end);
        method.label(slow);
        call(begun, pairs.length == 1 ? Wanted.ONE : Wanted.ALL);
        if (pairs.length == 1) {
            values.variables().storePair(pairs[0]);
        } else {
            int all = method.slot(1);
            method.var(Opcodes.ASTORE, all);
            for (int i = 0; i < pairs.length; i++) {
                method.var(Opcodes.ALOAD, all);
                method.integer(i + 1);
                method.callVirtual(Names.VARARGS, "arg", "(I)" + Names.A_VALUE);
                values.variables().storePair(pairs[i]);
            }
        }
        method.label(end);
        method.release(mark);
    }

    /** Pushes the first result of a call as a value. */
    void push(Expression expression) {
        int mark = method.mark();
        int pair = method.slot(3);
        intoPairs(expression, pair);
        values.variables().pushPair(pair);
        method.release(mark);
    }

    /** Goes to a label where the first result of a call holds, or does not, as is wanted. */
    void jump(Expression expression, Label target, boolean wanted) {
        int mark = method.mark();
        Label slow = new Label();
        Label end = new Label();
        Begun begun = begin((Call) expression, 1, slow);
        Expression result = begun.results.get(0);
        if (!values.isNumber(result)) {
            values.conditions().jump(result, target, wanted);
        } else if (wanted) {
            method.jump(Opcodes.GOTO, target);
        }
        method.jump(Opcodes.GOTO, end);
        method.label(slow);
        call(begun, Wanted.ONE);
        method.callStatic(Names.CALLS, "truth", "(" + Names.A_VALUE + ")Z");
        method.jump(wanted ? Opcodes.IFNE : Opcodes.IFEQ, target);
        method.label(end);
        method.release(mark);
    }

    /** Computes the function and the arguments; goes elsewhere where they are not as they should be. */
    private Begun begin(Call call, int wanted, Label slow) {
        FunctionBody body = called(call, wanted);
        if (body == null) {
            throw new IllegalStateException(String.valueOf(call));
        }
        method.function.inlined();
        int function = method.slot(1);
        values.push(call.function());
        method.var(Opcodes.ASTORE, function);
        List<Calculations.Operand> arguments = new ArrayList<>();
        call.arguments().forEach(argument -> arguments.add(calculations.operand(argument)));
        method.var(Opcodes.ALOAD, function);
        method.type(Opcodes.INSTANCEOF, method.function.inner(body).owner);
        method.jump(Opcodes.IFEQ, slow);
        arguments.forEach(argument -> calculations.check(argument, slow));
        IdentityHashMap<Variable, Variable> parameters = new IdentityHashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            Variable own = new Variable("", method.function.body);
            parameters.put(body.parameters.get(i), own);
            calculations.pushNumber(arguments.get(i));
            values.variables().declare(own);
        }
        List<Expression> results = new ArrayList<>();
        Inlining.results(body).forEach(result -> results.add(with(parameters, result)));
        return new Begun(call, function, arguments, results);
    }

    /** The same expression of other variables. */
    private static Expression with(IdentityHashMap<Variable, Variable> variables, Expression expression) {
        if (expression instanceof Local local) {
            return new Local(variables.getOrDefault(local.variable(), local.variable()));
        }
        if (expression instanceof Unary unary) {
            return new Unary(unary.operator(), with(variables, unary.operand()), unary.line());
        }
        return expression instanceof Binary binary
                ? new Binary(
                        binary.operator(),
                        with(variables, binary.left()),
                        with(variables, binary.right()),
                        binary.line())
                : expression;
    }

    /** Makes the call after all. */
    private void call(Begun begun, Wanted wanted) {
        method.var(Opcodes.ALOAD, begun.function);
        values.invocations().checkFunction();
        begun.arguments.forEach(calculations::pushValue);
        values.invocations().invoke(begun.call, wanted);
        // The loop around it may count on it that no turn takes long.
        method.poll(begun.call.line());
    }
}
