package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Variable.Storage;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.Site;
import dev.cuprum.lua.runtime.Sites;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** One method while it is written: its instructions, the places of variables on its frame, and what messages need. */
final class MethodCode {

    /** What a frame can have, and ASM computes with. */
    private static final int MOST_SLOTS = 32_000;

    private record Place(Label label, Site site) {}

    final FunctionCode function;
    final String name;
    final MethodVisitor code;

    /** Where what an execution may use is kept, the depth before the call, and the arguments beyond the parameters. */
    int budget;

    int depth;
    int varargs = -1;

    /** Where the function begins again when it ends by calling itself; null in its parts. */
    FunctionCode.@Nullable SelfCall again;

    private final IdentityHashMap<Variable, Integer> slots = new IdentityHashMap<>();
    private final List<Place> places = new ArrayList<>();
    private int next;
    private int most;
    private int below;

    MethodCode(FunctionCode function, String name, MethodVisitor code, int firstSlot) {
        this.function = function;
        this.name = name;
        this.code = code;
        this.next = firstSlot;
        this.most = firstSlot;
    }

    /**
     * A place for something that takes so many slots.
     *
     * @throws MethodTooLargeException where no frame has so many
     */
    int slot(int size) {
        int slot = next;
        next += size;
        most = Math.max(most, next);
        if (most > MOST_SLOTS) {
            throw new MethodTooLargeException(function.owner, name, "", most);
        }
        return slot;
    }

    /** How many slots are taken; to be given to {@link #release}. */
    int mark() {
        return next;
    }

    /** Frees the slots that were taken since. */
    void release(int mark) {
        next = mark;
    }

    /** About how much stack it takes with the parts that it calls, in words. */
    int words() {
        return most + FunctionCode.FRAME + below;
    }

    /** Notes that it calls a part that takes so much stack. */
    void reaches(int words) {
        below = Math.max(below, words);
    }

    /** A place for a variable. */
    int declare(Variable variable) {
        Storage storage = variable.storage();
        int slot = slot(
                switch (storage) {
                    case NUMBER, INTEGER -> 2;
                    case PAIR -> 3;
                    default -> 1;
                });
        slots.put(variable, slot);
        return slot;
    }

    /** Gives a variable its place back. */
    void redeclare(Variable variable, int slot) {
        slots.put(variable, slot);
    }

    /** The place of a variable of this function. */
    int slotOf(Variable variable) {
        Integer slot = slots.get(variable);
        if (slot == null) {
            throw new IllegalStateException("no place for " + variable.name);
        }
        return slot;
    }

    /** Says that the next instruction can fail, and how to tell where: what its operands are called. */
    void site(int line, boolean last, List<String> names) {
        site(new Site(line, names, last, ""));
    }

    private void site(Site site) {
        Label here = new Label();
        code.visitLabel(here);
        places.add(new Place(here, site));
    }

    /** The same for an operation that can call a metamethod. */
    void operation(int line, String event, List<String> names) {
        site(new Site(line, names, false, event));
    }

    void operation(int line, String event, String... names) {
        operation(line, event, List.of(names));
    }

    void site(int line, String... names) {
        site(line, false, List.of(names));
    }

    /** Adds what messages need, once the class is complete. */
    void addSites(Sites sites) {
        for (Place place : places) {
            sites.add(name, place.label.getOffset(), place.site);
        }
    }

    void op(int opcode) {
        code.visitInsn(opcode);
    }

    void var(int opcode, int slot) {
        code.visitVarInsn(opcode, slot);
    }

    void jump(int opcode, Label label) {
        code.visitJumpInsn(opcode, label);
    }

    void label(Label label) {
        code.visitLabel(label);
    }

    void type(int opcode, String type) {
        code.visitTypeInsn(opcode, type);
    }

    void callStatic(String owner, String method, String descriptor) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, owner, method, descriptor, false);
    }

    void callVirtual(String owner, String method, String descriptor) {
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, method, descriptor, false);
    }

    void getField(String owner, String field, String descriptor) {
        code.visitFieldInsn(Opcodes.GETFIELD, owner, field, descriptor);
    }

    void putField(String owner, String field, String descriptor) {
        code.visitFieldInsn(Opcodes.PUTFIELD, owner, field, descriptor);
    }

    /** Pushes nil. */
    void nil() {
        code.visitFieldInsn(Opcodes.GETSTATIC, Names.VALUE, "NIL", Names.A_VALUE);
    }

    /** Pushes a boolean. */
    void truth(boolean value) {
        code.visitFieldInsn(Opcodes.GETSTATIC, Names.VALUE, value ? "TRUE" : "FALSE", "Lorg/luaj/vm2/LuaBoolean;");
    }

    /** Pushes an int. */
    void integer(int value) {
        if (value >= -1 && value <= 5) {
            code.visitInsn(Opcodes.ICONST_0 + value);
        } else if (value == (byte) value) {
            code.visitIntInsn(Opcodes.BIPUSH, value);
        } else if (value == (short) value) {
            code.visitIntInsn(Opcodes.SIPUSH, value);
        } else {
            code.visitLdcInsn(value);
        }
    }

    /** Pushes a double. */
    void number(double value) {
        if (Double.doubleToRawLongBits(value) == 0) {
            code.visitInsn(Opcodes.DCONST_0);
        } else if (value == 1) {
            code.visitInsn(Opcodes.DCONST_1);
        } else {
            code.visitLdcInsn(value);
        }
    }

    /** Turns a double on the stack into a value. */
    void box() {
        function.accessors.box(this, "D");
    }

    /** The same where it hardly ever happens. */
    void boxRarely() {
        callStatic(Names.NUM, "of", "(D)" + Names.A_NUM);
    }

    /** Turns a value on the stack that is a number into a double. */
    void unbox() {
        type(Opcodes.CHECKCAST, Names.NUM);
        getField(Names.NUM, "v", "D");
    }

    /** Pushes a constant that is nil, a boolean, a string or a number. */
    void constant(LuaValue value) {
        if (value.isnil()) {
            nil();
        } else if (value.isboolean()) {
            truth(value.toboolean());
        } else {
            function.constants.push(code, value, value instanceof Num ? Names.NUM : Names.STRING);
        }
    }

    /**
     * Looks at the budget.
     *
     * @param line which line to name where it is used up
     */
    void poll(int line) {
        if (FunctionCode.POLLS) {
            var(Opcodes.ALOAD, budget);
            site(line);
            callVirtual(Names.BUDGET, "poll", "()V");
        }
    }
}
