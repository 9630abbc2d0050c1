package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Expression.Constant;
import dev.cuprum.lua.compiler.Expression.Global;
import dev.cuprum.lua.compiler.Expression.Index;
import dev.cuprum.lua.compiler.Expression.Local;
import dev.cuprum.lua.compiler.Statement.Assignment;
import dev.cuprum.lua.compiler.Statement.LocalDeclaration;
import dev.cuprum.lua.compiler.Variable.Storage;
import java.util.ArrayList;
import java.util.List;
import org.luaj.vm2.LuaString;
import org.objectweb.asm.Opcodes;

/** Writes declarations and assignments. */
final class Assignments {

    /** Where the table and the key of a target are kept while the values are computed. */
    private record Element(Index index, int table, int key) {}

    private final MethodCode method;
    private final Values values;
    private final Variables variables;

    Assignments(MethodCode method, Values values) {
        this.method = method;
        this.values = values;
        this.variables = values.variables();
    }

    /** Writes {@code local a, b = x, y}. */
    void declare(LocalDeclaration declaration) {
        List<Variable> declared = declaration.variables();
        List<Expression> given = declaration.values();
        if (given.size() == 1 && values.inlinedCalls().called(given.get(0), declared.size()) != null) {
            calculate(declared, given.get(0));
            return;
        }
        if (declared.size() == 1 && given.size() == 1) {
            pushFor(declared.get(0), given.get(0));
            variables.declare(declared.get(0));
            return;
        }
        // Slots first, as for the values that stay on the stack until all are computed.
        pushValues(declared.stream().map(Variables::takesNumber).toList(), given, new int[declared.size()]);
        for (int i = declared.size() - 1; i >= 0; i--) {
            variables.declare(declared.get(i));
        }
    }

    /** Declares variables with what a call gives that most likely only calculates. */
    private void calculate(List<Variable> declared, Expression call) {
        int[] pairs = new int[declared.size()];
        for (int i = 0; i < pairs.length; i++) {
            boolean pair = declared.get(i).storage() == Storage.PAIR;
            pairs[i] = pair ? method.declare(declared.get(i)) : method.slot(3);
        }
        values.inlinedCalls().intoPairs(call, pairs);
        for (int i = 0; i < pairs.length; i++) {
            if (declared.get(i).storage() != Storage.PAIR) {
                variables.pushPair(pairs[i]);
                variables.declare(declared.get(i));
            }
        }
    }

    private void pushFor(Variable variable, Expression value) {
        if (Variables.takesNumber(variable)) {
            values.pushNumber(value);
        } else {
            values.push(value);
        }
    }

    /**
     * Pushes as many values as are wanted, each as a double or as a value.
     *
     * @param pairs for each of them the pair that it is put into instead; 0 where there is none
     */
    private void pushValues(List<Boolean> numbers, List<Expression> given, int[] pairs) {
        int wanted = numbers.size();
        for (int i = 0; i < given.size(); i++) {
            Expression value = given.get(i);
            if (i == given.size() - 1 && i < wanted - 1 && Expressions.isMultiple(value)) {
                spread(value, wanted - i);
                return;
            }
            if (i >= wanted) {
                values.push(value);
                method.op(Opcodes.POP);
            } else if (numbers.get(i)) {
                values.pushNumber(value);
            } else if (pairs[i] > 0) {
                values.intoPair(value, pairs[i]);
            } else {
                values.push(value);
            }
        }
        for (int i = given.size(); i < wanted; i++) {
            method.nil();
        }
    }

    /** Pushes so many values of an expression. */
    private void spread(Expression expression, int count) {
        int mark = method.mark();
        int all = method.slot(1);
        values.pushMultiple(expression);
        method.var(Opcodes.ASTORE, all);
        for (int i = 1; i <= count; i++) {
            method.var(Opcodes.ALOAD, all);
            method.integer(i);
            method.callVirtual(Names.VARARGS, "arg", "(I)" + Names.A_VALUE);
        }
        method.release(mark);
    }

    /** Writes {@code a, b.c = x, y}. */
    void assign(Assignment assignment) {
        if (assignment.targets().size() == 1 && assignment.values().size() == 1) {
            assignOne(assignment.targets().get(0), assignment.values().get(0));
            return;
        }
        int mark = method.mark();
        List<Element> elements = new ArrayList<>();
        List<Boolean> numbers = new ArrayList<>();
        int[] pairs = new int[assignment.targets().size()];
        for (Expression target : assignment.targets()) {
            if (target instanceof Index index) {
                elements.add(element(index));
            }
            if (isPairOfItsOwn(assignment, numbers.size())) {
                pairs[numbers.size()] = method.slot(3);
            }
            numbers.add(target instanceof Local local && Variables.takesNumber(local.variable()));
        }
        pushValues(numbers, assignment.values(), pairs);
        int element = elements.size();
        for (int i = assignment.targets().size() - 1; i >= 0; i--) {
            Expression target = assignment.targets().get(i);
            if (pairs[i] > 0) {
                variables.copyPair(pairs[i], method.slotOf(((Local) target).variable()));
            } else if (target instanceof Local local) {
                variables.assign(local.variable());
            } else if (target instanceof Global global) {
                store(global);
            } else {
                store(elements.get(--element));
            }
        }
        method.release(mark);
    }

    /** Whether a target is kept as a pair, and has an expression with one value of its own. */
    private static boolean isPairOfItsOwn(Assignment assignment, int i) {
        List<Expression> given = assignment.values();
        boolean own = i < given.size() - 1 || i == given.size() - 1 && !Expressions.isMultiple(given.get(i));
        return own && Values.isPair(assignment.targets().get(i));
    }

    private void assignOne(Expression target, Expression value) {
        if (target instanceof Local local) {
            Variable variable = local.variable();
            if (variable.storage() == Storage.PAIR) {
                values.intoPair(value, method.slotOf(variable));
            } else {
                pushFor(variable, value);
                variables.assign(variable);
            }
        } else if (target instanceof Global global) {
            values.push(value);
            store(global);
        } else {
            assignOne((Index) target, value);
        }
    }

    private void assignOne(Index index, Expression value) {
        Accessors accessors = method.function.accessors;
        if (index.key() instanceof Constant constant
                && constant.value() instanceof LuaString key
                && accessors.canSet(key)
                && !values.isReadLate(index.object())) {
            values.push(index.object());
            values.push(value);
            method.operation(index.line(), "__newindex", values.name(index.object()));
            accessors.set(method, key);
            return;
        }
        int mark = method.mark();
        String key = values.pushElement(index);
        method.release(mark);
        values.push(value);
        method.operation(index.line(), "__newindex", values.name(index.object()));
        if (key.equals(Names.A_STRING)) {
            method.callStatic(Names.ACCESS, "set", "(" + Names.A_VALUE + key + Names.A_VALUE + ")V");
        } else {
            accessors.setElement(method, key);
        }
    }

    private Element element(Index index) {
        int table = method.slot(1);
        values.push(index.object());
        method.var(Opcodes.ASTORE, table);
        int key = method.slot(1);
        values.push(index.key());
        method.var(Opcodes.ASTORE, key);
        return new Element(index, table, key);
    }

    private void store(Element element) {
        int mark = method.mark();
        int value = method.slot(1);
        method.var(Opcodes.ASTORE, value);
        method.var(Opcodes.ALOAD, element.table);
        method.var(Opcodes.ALOAD, element.key);
        method.var(Opcodes.ALOAD, value);
        method.operation(element.index.line(), "__newindex", values.name(element.index.object()));
        method.callStatic(Names.ACCESS, "set", "(" + Names.A_VALUE + Names.A_VALUE + Names.A_VALUE + ")V");
        method.release(mark);
    }

    /** Assigns the value on the stack to a global. */
    private void store(Global global) {
        method.var(Opcodes.ALOAD, 0);
        method.getField(Names.CLOSURE, "env", Names.A_TABLE);
        method.op(Opcodes.SWAP);
        method.constant(global.name());
        method.op(Opcodes.SWAP);
        method.operation(global.line(), "__newindex");
        method.callVirtual(Names.TABLE, "set", "(" + Names.A_STRING + Names.A_VALUE + ")V");
    }
}
