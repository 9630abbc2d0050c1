package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Statement.Assignment;
import dev.cuprum.lua.compiler.Statement.Break;
import dev.cuprum.lua.compiler.Statement.CallStatement;
import dev.cuprum.lua.compiler.Statement.Clause;
import dev.cuprum.lua.compiler.Statement.Do;
import dev.cuprum.lua.compiler.Statement.GenericFor;
import dev.cuprum.lua.compiler.Statement.Goto;
import dev.cuprum.lua.compiler.Statement.If;
import dev.cuprum.lua.compiler.Statement.LabelStatement;
import dev.cuprum.lua.compiler.Statement.LocalDeclaration;
import dev.cuprum.lua.compiler.Statement.LocalFunction;
import dev.cuprum.lua.compiler.Statement.NumericFor;
import dev.cuprum.lua.compiler.Statement.Repeat;
import dev.cuprum.lua.compiler.Statement.Return;
import dev.cuprum.lua.compiler.Statement.While;
import dev.cuprum.lua.compiler.Variable.Storage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Writes statements. */
final class Statements {

    private final MethodCode method;
    private final Values values;
    private final Conditions conditions;
    private final Variables variables;
    private final Assignments assignments;
    private final ForLoops loops;
    private final Deque<Label> exits = new ArrayDeque<>();
    private final IdentityHashMap<dev.cuprum.lua.compiler.Label, Label> labels = new IdentityHashMap<>();

    private final boolean part;
    private final List<Statement> outside = new ArrayList<>();

    /** The statements of a function. */
    Statements(MethodCode method) {
        this(method, false);
    }

    /** The statements of a part of a function. */
    Statements(MethodCode method, Block block) {
        this(method, true);
        addLabels(block);
    }

    private Statements(MethodCode method, boolean part) {
        this.method = method;
        this.part = part;
        this.values = new Values(method);
        this.conditions = values.conditions();
        this.variables = values.variables();
        this.assignments = new Assignments(method, values);
        this.loops = new ForLoops(method, values, this);
    }

    Variables variables() {
        return variables;
    }

    /** Writes a block: its variables are gone after it. */
    void block(Block block) {
        int mark = method.mark();
        block.statements().forEach(this::statement);
        method.release(mark);
    }

    /** Returns nothing, where the end of a function is reached. */
    void end() {
        if (method.function.body.direct && method.function.body.single) {
            // It is never reached, as every way through the function returns something.
            method.op(Opcodes.ACONST_NULL);
            method.op(Opcodes.ATHROW);
            return;
        }
        method.code.visitFieldInsn(Opcodes.GETSTATIC, Names.CALLS, "NOTHING", Names.SOME);
        leave();
    }

    /** Returns what is on the stack. */
    void leave() {
        if (!part) {
            method.function.leave(method);
        }
        boolean number = method.function.body.direct && method.function.body.result.number;
        method.op(number ? Opcodes.DRETURN : Opcodes.ARETURN);
    }

    /** Where the part leaves for: what is to be executed outside. */
    List<Statement> exits() {
        return outside;
    }

    private void addLabels(Block block) {
        for (Statement statement : block.statements()) {
            if (statement instanceof LabelStatement label) {
                labels.put(label.label(), new Label());
            }
            Walk.blocks(statement).forEach(this::addLabels);
        }
    }

    private void leaveFor(Statement jump) {
        int number = 0;
        while (number < outside.size() && !isSame(outside.get(number), jump)) {
            number++;
        }
        if (number == outside.size()) {
            outside.add(jump);
        }
        Parts.pushExit(method, number);
        method.op(Opcodes.ARETURN);
    }

    /** Whether two jumps lead to the same place. */
    private static boolean isSame(Statement one, Statement other) {
        return one instanceof Goto jump && other instanceof Goto another
                ? jump.label() == another.label()
                : one.equals(other);
    }

    private void statement(Statement statement) {
        method.function.poll();
        if (statement instanceof LocalDeclaration declaration) {
            assignments.declare(declaration);
        } else if (statement instanceof Assignment assignment) {
            assignments.assign(assignment);
        } else if (statement instanceof CallStatement call) {
            values.invocations().push(call.call(), Invocations.Wanted.NONE);
        } else if (statement instanceof If choice) {
            choose(choice);
        } else if (statement instanceof Return end) {
            returns(end);
        } else if (statement instanceof LocalFunction function) {
            localFunction(function);
        } else if (statement instanceof NumericFor loop) {
            loops.numeric(loop);
        } else if (statement instanceof GenericFor loop) {
            loops.generic(loop);
        } else if (statement instanceof Do inner) {
            block(inner.block());
        } else if (statement instanceof While loop) {
            whileLoop(loop);
        } else if (statement instanceof Repeat loop) {
            repeatLoop(loop);
        } else if (statement instanceof Statement.Part inner) {
            new Parts(method).statements(inner, this);
        } else {
            jump(statement);
        }
    }

    /** Writes a jump, or a place that one leads to. */
    void jump(Statement statement) {
        if (statement instanceof Break) {
            if (exits.isEmpty()) {
                leaveFor(statement);
            } else {
                method.jump(Opcodes.GOTO, exits.getFirst());
            }
        } else if (statement instanceof Goto jump) {
            method.poll(jump.line());
            if (part && !labels.containsKey(jump.label())) {
                leaveFor(statement);
            } else {
                method.jump(Opcodes.GOTO, label(jump.label()));
            }
        } else if (statement instanceof LabelStatement label) {
            method.label(label(label.label()));
        } else {
            throw new IllegalStateException(String.valueOf(statement));
        }
    }

    private Label label(dev.cuprum.lua.compiler.Label label) {
        return labels.computeIfAbsent(label, key -> new Label());
    }

    private void localFunction(LocalFunction function) {
        Variable variable = function.variable();
        if (variable.storage() != Storage.CELL) {
            variables.pushClosure(function.body());
            variables.declare(variable);
            return;
        }
        // The function itself sees the variable, so its cell comes first.
        method.nil();
        variables.declare(variable);
        variables.pushClosure(function.body());
        variables.assign(variable);
    }

    private void choose(If choice) {
        Label end = new Label();
        List<Clause> clauses = choice.clauses();
        for (int i = 0; i < clauses.size(); i++) {
            Label next = new Label();
            conditions.jump(clauses.get(i).condition(), next, false);
            block(clauses.get(i).block());
            if (i < clauses.size() - 1 || choice.otherwise() != null) {
                method.jump(Opcodes.GOTO, end);
            }
            method.label(next);
        }
        if (choice.otherwise() != null) {
            block(choice.otherwise());
        }
        method.label(end);
    }

    private void returns(Return end) {
        List<Expression> results = end.values();
        FunctionBody body = method.function.body;
        if (method.again != null && Callees.isSelfCall(end, body) && body.direct) {
            beginAgain((Expression.Call) results.get(0), method.again);
            return;
        }
        if (results.size() == 1 && isCall(results.get(0))) {
            values.invocations().push(results.get(0), Invocations.Wanted.LAST);
        } else if (results.size() == 1 && !Expressions.isMultiple(results.get(0))) {
            if (body.direct && body.result.number) {
                values.pushNumber(results.get(0));
            } else {
                values.push(results.get(0));
            }
        } else {
            values.pushAll(results);
        }
        leave();
    }

    private void beginAgain(Expression.Call call, FunctionCode.SelfCall again) {
        List<Variable> parameters = method.function.body.parameters;
        values.invocations().pushArguments(method.function.body, call.arguments());
        for (int i = parameters.size() - 1; i >= 0; i--) {
            boolean number = parameters.get(i).number;
            method.var(
                    number ? Opcodes.DSTORE : Opcodes.ASTORE, again.arguments().get(i));
        }
        method.poll(call.line());
        method.jump(Opcodes.GOTO, again.start());
    }

    private static boolean isCall(Expression expression) {
        return Expressions.isMultiple(expression) && !(expression instanceof Expression.Vararg);
    }

    private void whileLoop(While loop) {
        Label top = new Label();
        Label exit = new Label();
        method.label(top);
        conditions.jump(loop.condition(), exit, false);
        body(loop.block(), exit);
        method.poll(loop.line());
        method.jump(Opcodes.GOTO, top);
        method.label(exit);
    }

    private void repeatLoop(Repeat loop) {
        Label top = new Label();
        Label exit = new Label();
        int mark = method.mark();
        method.label(top);
        exits.push(exit);
        loop.block().statements().forEach(this::statement);
        exits.pop();
        conditions.jump(loop.condition(), exit, true);
        method.poll(loop.line());
        method.jump(Opcodes.GOTO, top);
        method.label(exit);
        method.release(mark);
    }

    /** Writes the body of a loop that ends at a label. */
    void body(Block block, Label exit) {
        exits.push(exit);
        block(block);
        exits.pop();
    }
}
