package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Expression.ItemsPart;
import dev.cuprum.lua.compiler.Expression.LargeTable;
import dev.cuprum.lua.compiler.Variable.Storage;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Writes parts of a function that have methods of their own, and the calls of them. */
final class Parts {

    private final MethodCode method;

    Parts(MethodCode method) {
        this.method = method;
    }

    /** Writes a part of statements, and goes on where it says. */
    void statements(Statement.Part part, Statements caller) {
        boolean entered = !part.flow().entries().isEmpty();
        String first = entered ? "I" : "";
        MethodCode code = begin(first, part.uses(), Names.SOME);
        Statements inside = Statements.of(code, part, entered ? 1 : -1);
        inside.block(part.block());
        code.op(Opcodes.ACONST_NULL);
        code.op(Opcodes.ARETURN);
        end(code);
        caller.landings().arrive(part);
        method.var(Opcodes.ALOAD, 0);
        if (entered) {
            caller.landings().pushEntry();
        }
        pushRest(code, first, part.uses(), Names.SOME);
        int mark = method.mark();
        int results = method.slot(1);
        Label goesOn = new Label();
        method.op(Opcodes.DUP);
        method.var(Opcodes.ASTORE, results);
        method.jump(Opcodes.IFNULL, goesOn);
        caller.follow(inside, results);
        method.label(goesOn);
        method.release(mark);
    }

    /** Pushes the value of a part that is an expression. */
    void push(Expression.Part part) {
        MethodCode code = begin("", part.uses(), Names.A_VALUE);
        new Values(code).push(part.inner());
        code.op(Opcodes.ARETURN);
        end(code);
        call(code, "", part.uses(), Names.A_VALUE);
    }

    /** Fills the table on the stack in, by methods for some of its items each. */
    void fill(LargeTable large, int table, Tables tables) {
        for (ItemsPart part : large.parts()) {
            MethodCode code = begin(Names.A_TABLE, part.uses(), "V");
            code.var(Opcodes.ALOAD, 1);
            new Values(code).tables().items(large.table(), part.from(), part.to());
            code.op(Opcodes.POP);
            code.op(Opcodes.RETURN);
            end(code);
            method.var(Opcodes.ALOAD, 0);
            method.var(Opcodes.ALOAD, table);
            pushRest(code, Names.A_TABLE, part.uses(), "V");
        }
    }

    private static String descriptor(String first, Uses uses, String result) {
        StringBuilder types = new StringBuilder("(").append(first).append('I');
        if (uses.varargs()) {
            types.append(Names.SOME);
        }
        for (Variable variable : uses.variables()) {
            types.append(
                    switch (variable.storage()) {
                        case INTEGER -> "J";
                        case PAIR -> "D" + Names.A_VALUE;
                        default -> FunctionCode.descriptor(variable.storage());
                    });
        }
        return types.append(')').append(result).toString();
    }

    private MethodCode begin(String first, Uses uses, String result) {
        MethodCode code = method.function.part(descriptor(first, uses, result));
        if (!first.isEmpty()) {
            code.slot(1);
        }
        code.depth = code.slot(1);
        if (uses.varargs()) {
            code.varargs = code.slot(1);
        }
        uses.variables().forEach(code::declare);
        code.budget = code.slot(1);
        code.var(Opcodes.ALOAD, 0);
        code.getField(Names.CLOSURE, "budget", Names.A_BUDGET);
        code.var(Opcodes.ASTORE, code.budget);
        return code;
    }

    private void end(MethodCode code) {
        code.code.visitMaxs(0, 0);
        code.code.visitEnd();
        method.reaches(code.words());
    }

    private void call(MethodCode code, String first, Uses uses, String result) {
        method.var(Opcodes.ALOAD, 0);
        pushRest(code, first, uses, result);
    }

    private void pushRest(MethodCode code, String first, Uses uses, String result) {
        method.var(Opcodes.ILOAD, method.depth);
        if (uses.varargs()) {
            method.var(Opcodes.ALOAD, method.varargs);
        }
        for (Variable variable : uses.variables()) {
            int slot = method.slotOf(variable);
            Storage storage = variable.storage();
            switch (storage) {
                case NUMBER -> method.var(Opcodes.DLOAD, slot);
                case INTEGER -> method.var(Opcodes.LLOAD, slot);
                case PAIR -> {
                    method.var(Opcodes.DLOAD, slot);
                    method.var(Opcodes.ALOAD, slot + 2);
                }
                default -> method.var(Opcodes.ALOAD, slot);
            }
        }
        method.site(0);
        method.callVirtual(method.function.owner, code.name, descriptor(first, uses, result));
    }
}
