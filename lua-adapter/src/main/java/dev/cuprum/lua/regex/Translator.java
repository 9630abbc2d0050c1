package dev.cuprum.lua.regex;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Translates a program into code of the JVM: one block for each instruction, so that nothing is left to be looked up but
 * where to go on after backtracking. Used once.
 */
final class Translator {

    /** HotSpot compiles no method with more bytes than 8,000. */
    private static final int MOST_BYTES = 7900;

    private static final int MOST_INSTRUCTIONS = 400;

    private static final String NAME = Type.getInternalName(Translation.class);
    private static final String MACHINE = Type.getInternalName(Searching.class);
    private static final Handle CLASS_DATA = new Handle(
            Opcodes.H_INVOKESTATIC,
            Type.getInternalName(MethodHandles.class),
            "classDataAt",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;I)Ljava/lang/Object;",
            false);

    static final int MACHINE_VAR = 1;
    static final int PLACE = 2;
    static final int HEIGHT = 3;
    static final int SUBJECT = 4;
    static final int END = 5;
    static final int SLOTS = 6;
    static final int STACK = 7;
    static final int AT = 8;
    static final int LAST = 9;
    static final int ADDRESS = 10;
    static final int BYTE = 11;

    final Program program;
    final Layout layout;
    final MethodVisitor code;
    final Label fail = new Label();
    private final Label dispatch = new Label();
    private final NavigableMap<Integer, Label> labels = new TreeMap<>();
    private final List<Object> data = new ArrayList<>();

    private Translator(Program program, Layout layout, MethodVisitor code) {
        this.program = program;
        this.layout = layout;
        this.code = code;
        layout.instructions().forEach(address -> labels.put(address, new Label()));
    }

    /** The code of a program; null where it has something that is not translated, or too much. */
    static @Nullable Translation translate(Program program) {
        Layout layout = program.longest() ? null : Layout.of(program, MOST_INSTRUCTIONS);
        if (layout == null) {
            return null;
        }
        ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        type.visit(Opcodes.V17, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, NAME + "Of", null, NAME, null);
        MethodVisitor constructor = type.visitMethod(0, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, NAME, "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(0, 0);
        constructor.visitEnd();
        MethodVisitor run = type.visitMethod(0, "run", "(L" + MACHINE + ";II)I", null, null);
        Translator translator = new Translator(program, layout, run);
        Label end = translator.write();
        type.visitEnd();
        return end.getOffset() > MOST_BYTES ? null : translator.define(type.toByteArray());
    }

    private Translation define(byte[] bytes) {
        try {
            MethodHandles.Lookup lookup =
                    MethodHandles.lookup().defineHiddenClassWithClassData(bytes, List.copyOf(data), true);
            return (Translation) lookup.lookupClass().getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Label write() {
        code.visitCode();
        machine("subject", "[B", SUBJECT);
        machine("end", "I", END);
        machine("slots", "[I", SLOTS);
        machine("stack", "[I", STACK);
        for (int variable : new int[] {AT, LAST, ADDRESS, BYTE}) {
            code.visitInsn(Opcodes.ICONST_0);
            set(variable);
        }
        jump(program.start());
        TranslatedOps ops = new TranslatedOps(this);
        labels.forEach((address, label) -> {
            code.visitLabel(label);
            ops.write(address);
        });
        failure();
        Label end = new Label();
        code.visitLabel(end);
        code.visitMaxs(0, 0);
        code.visitEnd();
        return end;
    }

    /** Back to what was left to try. */
    private void failure() {
        code.visitLabel(fail);
        count();
        pop(ADDRESS);
        Label frame = new Label();
        Label restore = new Label();
        code.visitLabel(restore);
        get(ADDRESS);
        code.visitJumpInsn(Opcodes.IFGE, frame);
        code.visitVarInsn(Opcodes.ALOAD, SLOTS);
        get(ADDRESS);
        code.visitInsn(Opcodes.ICONST_M1);
        code.visitInsn(Opcodes.IXOR);
        popped();
        code.visitInsn(Opcodes.IASTORE);
        pop(ADDRESS);
        code.visitJumpInsn(Opcodes.GOTO, restore);
        code.visitLabel(frame);
        pop(PLACE);
        code.visitLabel(dispatch);
        int[] keys = layout.entries().stream()
                .filter(labels::containsKey)
                .mapToInt(Integer::intValue)
                .toArray();
        Label unknown = new Label();
        get(ADDRESS);
        code.visitLookupSwitchInsn(
                unknown, keys, Arrays.stream(keys).mapToObj(this::label).toArray(Label[]::new));
        code.visitLabel(unknown);
        code.visitTypeInsn(Opcodes.NEW, "java/lang/IllegalStateException");
        code.visitInsn(Opcodes.DUP);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/IllegalStateException", "<init>", "()V", false);
        code.visitInsn(Opcodes.ATHROW);
    }

    /** Counts a step, and gives up where there have been too many. */
    void count() {
        Label more = new Label();
        code.visitVarInsn(Opcodes.ALOAD, MACHINE_VAR);
        code.visitInsn(Opcodes.DUP);
        code.visitFieldInsn(Opcodes.GETFIELD, MACHINE, "fuel", "I");
        code.visitInsn(Opcodes.ICONST_1);
        code.visitInsn(Opcodes.ISUB);
        code.visitInsn(Opcodes.DUP_X1);
        code.visitFieldInsn(Opcodes.PUTFIELD, MACHINE, "fuel", "I");
        code.visitJumpInsn(Opcodes.IFGE, more);
        call("refuel", "()Z");
        code.visitJumpInsn(Opcodes.IFNE, more);
        call("exhausted", "()I");
        code.visitInsn(Opcodes.IRETURN);
        code.visitLabel(more);
    }

    /** Loads a field of the machine into a variable. */
    void machine(String field, String descriptor, int variable) {
        code.visitVarInsn(Opcodes.ALOAD, MACHINE_VAR);
        code.visitFieldInsn(Opcodes.GETFIELD, MACHINE, field, descriptor);
        code.visitVarInsn(descriptor.equals("I") ? Opcodes.ISTORE : Opcodes.ASTORE, variable);
    }

    /** Calls a method of the machine; the arguments are pushed in between. */
    void call(String method, String descriptor, int... arguments) {
        code.visitVarInsn(Opcodes.ALOAD, MACHINE_VAR);
        for (int argument : arguments) {
            get(argument);
        }
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, MACHINE, method, descriptor, false);
    }

    void get(int variable) {
        code.visitVarInsn(Opcodes.ILOAD, variable);
    }

    void set(int variable) {
        code.visitVarInsn(Opcodes.ISTORE, variable);
    }

    void number(int value) {
        if (value >= Byte.MIN_VALUE && value <= Byte.MAX_VALUE) {
            code.visitIntInsn(Opcodes.BIPUSH, value);
        } else {
            code.visitLdcInsn(value);
        }
    }

    /** Pushes an array of the program as a constant. */
    void constant(Object array, String descriptor) {
        int index = data.indexOf(array);
        if (index < 0) {
            index = data.size();
            data.add(array);
        }
        code.visitLdcInsn(new ConstantDynamic("_", descriptor, CLASS_DATA, index));
    }

    /** Pushes what is on top of the machine's stack, and takes it from there. */
    void popped() {
        code.visitIincInsn(HEIGHT, -1);
        code.visitVarInsn(Opcodes.ALOAD, STACK);
        get(HEIGHT);
        code.visitInsn(Opcodes.IALOAD);
    }

    private void pop(int variable) {
        popped();
        set(variable);
    }

    Label label(int address) {
        Label label = labels.get(address);
        if (label == null) {
            throw new IllegalStateException("there is no instruction at " + address);
        }
        return label;
    }

    void jump(int address) {
        code.visitJumpInsn(Opcodes.GOTO, label(address));
    }

    /** Goes where the variable of addresses says. */
    void dispatch() {
        code.visitJumpInsn(Opcodes.GOTO, dispatch);
    }

    /** Fails at the end of the subject. */
    void ended() {
        get(PLACE);
        get(END);
        code.visitJumpInsn(Opcodes.IF_ICMPGE, fail);
    }

    /** Makes the stack large enough for what an instruction may push. */
    void room() {
        Label enough = new Label();
        get(HEIGHT);
        number(Steps.ROOM);
        code.visitInsn(Opcodes.IADD);
        code.visitVarInsn(Opcodes.ALOAD, STACK);
        code.visitInsn(Opcodes.ARRAYLENGTH);
        code.visitJumpInsn(Opcodes.IF_ICMPLE, enough);
        code.visitVarInsn(Opcodes.ALOAD, MACHINE_VAR);
        get(HEIGHT);
        number(Steps.ROOM);
        code.visitInsn(Opcodes.IADD);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, MACHINE, "grow", "(I)[I", false);
        code.visitVarInsn(Opcodes.ASTORE, STACK);
        code.visitLabel(enough);
    }

    /** Puts a number so many places above the top of the stack. */
    void push(int offset, Runnable value) {
        code.visitVarInsn(Opcodes.ALOAD, STACK);
        get(HEIGHT);
        number(offset);
        code.visitInsn(Opcodes.IADD);
        value.run();
        code.visitInsn(Opcodes.IASTORE);
    }

    /** Sets a slot. */
    void slot(int slot, Runnable value) {
        code.visitVarInsn(Opcodes.ALOAD, SLOTS);
        number(slot);
        value.run();
        code.visitInsn(Opcodes.IASTORE);
    }
}
