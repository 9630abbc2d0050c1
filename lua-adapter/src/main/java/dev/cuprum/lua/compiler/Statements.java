package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Statement.Assignment;
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
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
    private final Landings landings;
    private final boolean part;

    /** Whether the part leaves the loop around it, and the labels outside that it leaves for. */
    private boolean breaks;

    private final Set<dev.cuprum.lua.compiler.Label> outside = new LinkedHashSet<>();

    /** The statements of a function. */
    static Statements of(MethodCode method, FunctionBody function) {
        Statements statements = new Statements(method, function.block, false);
        statements.landings.begin();
        return statements;
    }

    /**
     * The statements of a part of a function.
     *
     * @param entry where the number is of the label at which it begins; -1 where it begins at its beginning
     */
    static Statements of(MethodCode method, Statement.Part part, int entry) {
        Statements statements = new Statements(method, part.block(), true);
        if (entry < 0) {
            statements.landings.begin();
        } else {
            statements.landings.begin(part.flow(), entry);
        }
        return statements;
    }

    private Statements(MethodCode method, Block block, boolean part) {
        this.method = method;
        this.part = part;
        this.landings = new Landings(method);
        landings.find(block);
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

    Landings landings() {
        return landings;
    }

    private void leaveFor(int number) {
        method.integer(number);
        method.callStatic(Names.EXIT, "of", "(I)" + Names.SOME);
        method.op(Opcodes.ARETURN);
    }

    /**
     * Goes on where a part of this wants to, or returns what it returned.
     *
     * @param results where that is
     */
    void follow(Statements inside, int results) {
        if (inside.breaks || !inside.outside.isEmpty()) {
            int number = method.slot(1);
            method.var(Opcodes.ALOAD, results);
            method.callStatic(Names.EXIT, "number", "(" + Names.SOME + ")I");
            method.var(Opcodes.ISTORE, number);
            if (inside.breaks && !exits.isEmpty()) {
                method.var(Opcodes.ILOAD, number);
                method.jump(Opcodes.IFEQ, exits.getFirst());
            }
            landings.dispatch(inside.outside, number);
            breaks |= inside.breaks && exits.isEmpty();
            inside.outside.stream().filter(label -> !landings.has(label)).forEach(outside::add);
        }
        method.var(Opcodes.ALOAD, results);
        leave();
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
    private void jump(Statement statement) {
        if (statement instanceof LabelStatement here) {
            landings.arrive(here.label());
        } else if (statement instanceof Goto jump) {
            method.poll(jump.line());
            if (landings.has(jump.label())) {
                landings.jump(jump.label());
            } else {
                outside.add(jump.label());
                leaveFor(jump.label().number);
            }
        } else if (exits.isEmpty()) {
            breaks = true;
            leaveFor(Landings.BREAK);
        } else {
            method.jump(Opcodes.GOTO, exits.getFirst());
        }
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
        boolean number = body.direct && body.result.number;
        if (results.size() == 1 && isCall(results.get(0))) {
            values.invocations().pushLast(results.get(0), number);
        } else if (results.size() == 1 && !Expressions.isMultiple(results.get(0))) {
            if (number) {
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
