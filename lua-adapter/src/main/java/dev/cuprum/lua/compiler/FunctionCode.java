package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Variable.Storage;
import dev.cuprum.lua.runtime.CodeLoader;
import dev.cuprum.lua.runtime.Sites;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes the class of one function. */
final class FunctionCode {

    /** Without polls nothing can be stopped; only to measure what they cost. */
    static final boolean POLLS = !"off".equals(System.getProperty("cuprum.lua.polls"));

    /** From this depth on calls in last position are left to the caller; in words of stack. */
    static final int DEEP = 16 * 1024;

    /** What a call takes besides variables: operands, the frame's own words, and those of a call between. */
    static final int FRAME = 34;

    private static final int MOST_PARAMETERS = 3;

    /**
     * HotSpot puts a method into itself only once. So a small function that calls itself is there several times, each
     * calling the next one, and a few of its calls become one.
     */
    private static final int COPIES = 3;

    /** What a function that is copied may take, as {@link Size} has it. */
    private static final int MOST_TO_COPY = 900;

    /** So many calls are replaced by what their functions calculate. */
    private static final int MOST_INLINED = 24;

    private static final String WORDS = "words";

    /** The method of a function that is called directly. */
    static final String DIRECT = "invokeDirect";

    final FunctionBody body;
    final Types types;
    final String owner;
    final Constants constants;
    final Accessors accessors;
    private final ChunkCode chunk;
    private final ClassWriter type = new ClassFile();
    private final StencilMethods methods;
    private final List<MethodCode> written = new ArrayList<>();

    /** The functions that it calls and whose stack is counted here. */
    private final Set<FunctionBody> charges = Collections.newSetFromMap(new IdentityHashMap<>());

    /** How much stack its method takes, in words. */
    private int own;

    /** The same with what is counted here; 0 until that is known. */
    private int words;

    private final IdentityHashMap<Variable, String> fields = new IdentityHashMap<>();
    private final int copies;
    private int inlined;
    private int copy;

    FunctionCode(ChunkCode chunk, FunctionBody body, String owner) {
        this.chunk = chunk;
        this.body = body;
        this.types = chunk.types;
        this.owner = owner;
        this.constants = new Constants(owner);
        this.methods = new StencilMethods(type, owner);
        this.accessors = new Accessors(chunk, methods, constants, owner);
        for (Variable variable : body.upvalues) {
            fields.put(variable, "u" + fields.size());
        }
        this.copies = copies();
    }

    static String descriptor(Storage storage) {
        return switch (storage) {
            case NUMBER -> "D";
            case CELL -> Names.A_CELL;
            case NUMBER_CELL -> Names.A_NUMBER_CELL;
            default -> Names.A_VALUE;
        };
    }

    /** The field for a variable of a function around this one. */
    String field(Variable variable) {
        String field = fields.get(variable);
        if (field == null) {
            throw new IllegalStateException(variable.name + " is not used here");
        }
        return field;
    }

    /** Whether a variable of a function around this one always names this function. */
    boolean isSelf(Variable variable) {
        return variable.function == body && !variable.reassigned && variable.owner != body;
    }

    /** Looks at what the work may use. */
    void poll() {
        chunk.budget.poll();
    }

    /** Whether one more call may be replaced by what the function calculates: HotSpot has to compile what comes of it. */
    boolean mayInline() {
        return inlined < MOST_INLINED && !body.divided;
    }

    /** Counts a call that was replaced. */
    void inlined() {
        inlined++;
    }

    /** Which calls can be replaced. */
    Inlining inlining() {
        return chunk.inlining;
    }

    /** The constructors of the chunk. */
    Records records() {
        return chunk.records;
    }

    /** A function that is written in this one. */
    FunctionCode inner(FunctionBody function) {
        return chunk.code(function);
    }

    private boolean isMany() {
        return body.vararg || body.parameters.size() > MOST_PARAMETERS;
    }

    /** Composes the class; that of each function which it calls or makes is open then. */
    void compose() {
        String kind = body.direct ? "$OfDirect" : isMany() ? "$OfMany" : "$Of" + body.parameters.size();
        String parent = Names.CLOSURE + kind;
        type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL, owner, null, parent, null);
        for (Variable variable : body.upvalues) {
            if (!isSelf(variable)) {
                type.visitField(0, field(variable), descriptor(variable.storage()), null, null);
            }
        }
        methods.add(Openings.constructor(parent), Opcodes.ACC_PUBLIC, "<init>", Openings.CONSTRUCTOR);
        if (body.parent == null) {
            methods.add(Openings.OPEN, Opcodes.ACC_PUBLIC, "open", Openings.OPENS);
        }
        invoke();
        initialise();
    }

    /** Fills in the constants, and hands over the function of a chunk. */
    private void initialise() {
        if (body.parent != null && constants.isEmpty()) {
            return;
        }
        MethodVisitor method = type.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
        method.visitCode();
        constants.write(type, method);
        if (body.parent == null) {
            method.visitTypeInsn(Opcodes.NEW, owner);
            method.visitInsn(Opcodes.DUP);
            method.visitInsn(Opcodes.ACONST_NULL);
            method.visitInsn(Opcodes.ACONST_NULL);
            method.visitMethodInsn(Opcodes.INVOKESPECIAL, owner, "<init>", Openings.CONSTRUCTOR, false);
            method.visitMethodInsn(
                    Opcodes.INVOKESTATIC, Names.CODE_LOADER, "take", "(L" + Names.CLOSURE + ";)V", false);
        }
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    /** The whole class, once all of the chunk are composed. */
    CodeLoader.Code write() {
        int access = Opcodes.ACC_STATIC | Opcodes.ACC_FINAL | Opcodes.ACC_PRIVATE;
        type.visitField(access, WORDS, "I", null, words());
        type.visitEnd();
        Sites sites = new Sites();
        byte[] bytes = type.toByteArray();
        written.forEach(method -> method.addSites(sites));
        int named = body.parent == null ? 0 : body.parameters.size();
        CodeLoader.Origin origin = new CodeLoader.Origin(body.line, body.lastLine, named, body.vararg);
        return new CodeLoader.Code(bytes, constants.values(), sites, origin);
    }

    private void invoke() {
        if (!body.direct) {
            invoke(isMany() ? "invokeAll" : "invoke" + body.parameters.size());
            return;
        }
        for (int i = 0; i < copies; i++) {
            copy = i;
            invoke(direct(i));
        }
    }

    /** How many times a function that is called directly is there. */
    private int copies() {
        boolean small = body.upvalues.stream().anyMatch(this::isSelf)
                && body.inner.isEmpty()
                && !body.divided
                && new Size().of(body.block) <= MOST_TO_COPY;
        return small ? COPIES : 1;
    }

    private static String direct(int copy) {
        return copy == 0 ? DIRECT : DIRECT + copy;
    }

    /** The method by which the method that is being written calls a function directly. */
    String callee(FunctionBody called) {
        return called == body && copies > 1 ? direct((copy + 1) % copies) : DIRECT;
    }

    private void invoke(String name) {
        MethodVisitor code = type.visitMethod(Opcodes.ACC_PUBLIC, name, descriptor(), null, null);
        code.visitCode();
        MethodCode method = new MethodCode(this, name, code, 1);
        written.add(method);
        List<Integer> arguments = new ArrayList<>();
        if (isMany() && !body.direct) {
            method.slot(1);
        } else {
            for (Variable parameter : body.parameters) {
                arguments.add(method.slot(isDouble(parameter) ? 2 : 1));
            }
            method.depth = body.pure ? method.slot(1) : method.depth;
        }
        enter(method);
        Statements statements = Statements.of(method, body);
        Label start = new Label();
        method.again = new SelfCall(start, arguments);
        method.label(start);
        parameters(method, statements, arguments);
        statements.block(body.block);
        statements.end();
        code.visitMaxs(0, 0);
        code.visitEnd();
        if (copy == 0) {
            own = method.words();
        }
    }

    /** How much stack a call takes, with that of the functions whose stack is counted here; in words. */
    private int words() {
        if (words == 0) {
            int below = 0;
            for (FunctionBody called : charges) {
                below = Math.max(below, inner(called).words());
            }
            words = own + below;
        }
        return words;
    }

    private boolean isDouble(Variable parameter) {
        return body.direct && parameter.number;
    }

    /** What the method that is the function takes and returns. */
    private String descriptor() {
        if (body.direct) {
            return directDescriptor(body);
        }
        return "(" + (isMany() ? Names.SOME : Names.A_VALUE.repeat(body.parameters.size())) + ")" + Names.SOME;
    }

    /** What the method of a function takes and returns that is called directly. */
    static String directDescriptor(FunctionBody body) {
        StringBuilder types = new StringBuilder("(");
        for (Variable parameter : body.parameters) {
            types.append(parameter.number ? "D" : Names.A_VALUE);
        }
        return types.append(body.pure ? "I)" : ")")
                .append(resultDescriptor(body))
                .toString();
    }

    /** What a function returns that is called directly: a number, one value, or any values. */
    static String resultDescriptor(FunctionBody body) {
        return body.result.number ? "D" : body.single ? Names.A_VALUE : Names.SOME;
    }

    /** A method for a part of the function. */
    MethodCode part(String descriptor) {
        String name = "part" + written.size();
        MethodVisitor code = type.visitMethod(Opcodes.ACC_PRIVATE, name, descriptor, null, null);
        code.visitCode();
        MethodCode method = new MethodCode(this, name, code, 1);
        written.add(method);
        return method;
    }

    private void enter(MethodCode method) {
        method.budget = method.slot(1);
        method.var(Opcodes.ALOAD, 0);
        method.getField(Names.CLOSURE, "budget", Names.A_BUDGET);
        method.var(Opcodes.ASTORE, method.budget);
        if (body.charged) {
            method.depth = method.slot(1);
            if (!body.leaf) {
                method.poll(body.firstLine);
            }
            method.var(Opcodes.ALOAD, method.budget);
            method.callVirtual(Names.BUDGET, "depth", "()I");
            method.var(Opcodes.ISTORE, method.depth);
            return;
        }
        if (body.pure) {
            method.var(Opcodes.ILOAD, method.depth);
            pushWords(method);
            method.op(Opcodes.IADD);
            method.var(Opcodes.ISTORE, method.depth);
            // Whatever calls itself comes by the first of its copies again and again.
            if (copy == 0) {
                method.var(Opcodes.ALOAD, method.budget);
                method.var(Opcodes.ILOAD, method.depth);
                method.site(body.firstLine);
                method.callVirtual(Names.BUDGET, "check", "(I)V");
            }
            return;
        }
        method.depth = method.slot(1);
        method.var(Opcodes.ALOAD, method.budget);
        pushWords(method);
        method.site(body.firstLine);
        method.callVirtual(Names.BUDGET, "enter", "(I)I");
        method.var(Opcodes.ISTORE, method.depth);
        note(method);
    }

    private void pushWords(MethodCode method) {
        method.code.visitFieldInsn(Opcodes.GETSTATIC, owner, WORDS, "I");
    }

    /** Pushes how deeply calls are nested within this function. */
    void pushDepth(MethodCode method) {
        method.var(Opcodes.ILOAD, method.depth);
        if (!body.pure && !body.charged) {
            pushWords(method);
            method.op(Opcodes.IADD);
        }
    }

    /** Notes that it calls a function directly. */
    void calls(FunctionBody called) {
        if (called.charged) {
            charges.add(called);
        }
    }

    /** Notes that the function is on the stack, where that is asked for. */
    void note(MethodCode method) {
        if (chunk.tracked) {
            method.var(Opcodes.ALOAD, 0);
            method.callStatic(Names.RUN, "push", "(L" + Names.CLOSURE + ";)V");
        }
    }

    /** Takes back that the function is on the stack. */
    void forget(MethodCode method) {
        if (chunk.tracked) {
            method.callStatic(Names.RUN, "pop", "()V");
        }
    }

    /** Leaves the function; what it returns stays on the stack. */
    void leave(MethodCode method) {
        if (body.pure || body.charged) {
            return;
        }
        method.var(Opcodes.ALOAD, method.budget);
        method.var(Opcodes.ILOAD, method.depth);
        method.callVirtual(Names.BUDGET, "leave", "(I)V");
        forget(method);
    }

    private void parameters(MethodCode method, Statements statements, List<Integer> arguments) {
        for (int i = 0; i < body.parameters.size(); i++) {
            Variable parameter = body.parameters.get(i);
            if (arguments.isEmpty()) {
                method.var(Opcodes.ALOAD, 1);
                method.integer(i + 1);
                method.callVirtual(Names.VARARGS, "arg", "(I)" + Names.A_VALUE);
            } else {
                method.var(isDouble(parameter) ? Opcodes.DLOAD : Opcodes.ALOAD, arguments.get(i));
            }
            statements.variables().declare(parameter);
        }
        if (body.vararg) {
            method.varargs = method.slot(1);
            method.var(Opcodes.ALOAD, 1);
            method.integer(body.parameters.size() + 1);
            method.callStatic(Names.CALLS, "rest", "(" + Names.SOME + "I)" + Names.SOME);
            method.var(Opcodes.ASTORE, method.varargs);
        }
    }

    /**
     * Where the function begins again when it ends by calling itself.
     *
     * @param arguments where its arguments are
     */
    record SelfCall(Label start, List<Integer> arguments) {}
}
