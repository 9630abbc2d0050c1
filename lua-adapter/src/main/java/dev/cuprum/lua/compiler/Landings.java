package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Statement.LabelStatement;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Where jumps lead within one method: to a label of the method, or to the call of a part that has the label. The number
 * of the label in the function tells which it is, here and in the part.
 */
final class Landings {

    /** The number of what is behind the innermost loop. */
    static final int BREAK = 0;

    private final MethodCode method;
    private final IdentityHashMap<dev.cuprum.lua.compiler.Label, Label> places = new IdentityHashMap<>();
    private final IdentityHashMap<dev.cuprum.lua.compiler.Label, Statement.Part> parts = new IdentityHashMap<>();
    private final IdentityHashMap<Statement.Part, Label> calls = new IdentityHashMap<>();

    /** Where the number is kept of the label at which the next part begins; 0 is its beginning. */
    private int entry = -1;

    Landings(MethodCode method) {
        this.method = method;
    }

    /** Finds all labels in the block that the method is made of. */
    void find(Block block) {
        for (Statement statement : block.statements()) {
            if (statement instanceof LabelStatement here) {
                places.put(here.label(), new Label());
            } else if (statement instanceof Statement.Part part
                    && !part.flow().entries().isEmpty()) {
                part.flow().entries().forEach(label -> parts.put(label, part));
                calls.put(part, new Label());
            }
            Walk.blocks(statement).forEach(this::find);
        }
    }

    /** Begins the method of a function. */
    void begin() {
        if (!calls.isEmpty()) {
            entry = method.slot(1);
            clearEntry();
        }
    }

    /**
     * Begins the method of a part.
     *
     * @param parameter where the number is of the label at which it is to begin
     */
    void begin(Flow flow, int parameter) {
        begin();
        method.var(Opcodes.ILOAD, parameter);
        Label start = new Label();
        method.jump(Opcodes.IFEQ, start);
        dispatch(flow.entries(), parameter);
        method.label(start);
    }

    private void clearEntry() {
        method.integer(0);
        method.var(Opcodes.ISTORE, entry);
    }

    /** Notes that a label is here. */
    void arrive(dev.cuprum.lua.compiler.Label label) {
        method.label(places.computeIfAbsent(label, key -> new Label()));
    }

    /** Whether a label is in this method, or in a part that it calls. */
    boolean has(dev.cuprum.lua.compiler.Label label) {
        return places.containsKey(label) || parts.containsKey(label);
    }

    /** Jumps to a label that is in this method, or in a part that it calls. */
    void jump(dev.cuprum.lua.compiler.Label label) {
        Label place = places.get(label);
        if (place != null) {
            method.jump(Opcodes.GOTO, place);
        } else {
            method.integer(label.number);
            method.var(Opcodes.ISTORE, entry);
            method.jump(Opcodes.GOTO, call(parts.get(label)));
        }
    }

    private Label call(Statement.@Nullable Part part) {
        Label call = calls.get(part);
        if (call == null) {
            throw new IllegalStateException("no such part");
        }
        return call;
    }

    /** Notes that a part is called here. */
    void arrive(Statement.Part part) {
        if (calls.containsKey(part)) {
            method.label(call(part));
        }
    }

    /** Pushes at which label the next part begins, and forgets it. */
    void pushEntry() {
        method.var(Opcodes.ILOAD, entry);
        clearEntry();
    }

    /** Jumps to the label whose number is kept at a place, if it is one of these and can be reached here. */
    void dispatch(Collection<dev.cuprum.lua.compiler.Label> labels, int number) {
        for (dev.cuprum.lua.compiler.Label label : labels) {
            Label place = places.get(label);
            if (place != null) {
                method.var(Opcodes.ILOAD, number);
                method.integer(label.number);
                method.jump(Opcodes.IF_ICMPEQ, place);
            }
        }
        IdentityHashMap<Statement.Part, Boolean> done = new IdentityHashMap<>();
        for (dev.cuprum.lua.compiler.Label label : labels) {
            Statement.Part part = parts.get(label);
            if (part != null && done.put(part, true) == null) {
                enter(part, number);
            }
        }
    }

    /** Labels are numbered in their order, so that all between two of a part are in the part. */
    private void enter(Statement.Part part, int number) {
        List<dev.cuprum.lua.compiler.Label> entries = part.flow().entries();
        Label other = new Label();
        method.var(Opcodes.ILOAD, number);
        method.integer(entries.get(0).number);
        method.jump(Opcodes.IF_ICMPLT, other);
        method.var(Opcodes.ILOAD, number);
        method.integer(entries.get(entries.size() - 1).number);
        method.jump(Opcodes.IF_ICMPGT, other);
        method.var(Opcodes.ILOAD, number);
        method.var(Opcodes.ISTORE, entry);
        method.jump(Opcodes.GOTO, call(part));
        method.label(other);
    }
}
