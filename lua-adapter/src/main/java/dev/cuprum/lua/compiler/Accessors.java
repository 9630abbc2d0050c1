package dev.cuprum.lua.compiler;

import org.luaj.vm2.LuaString;
import org.objectweb.asm.Opcodes;

/**
 * Methods that read or write fields for one place in the code each. They do what {@code Access} does for all places, but
 * HotSpot keeps what it learns about a place by method: what one unit does with its tables does not slow another.
 *
 * <p>A field with a constant key is looked for first at the node where this place has found it before, which is right
 * for all tables that were made alike. Threads may overwrite each other's predictions; each is checked where it is used.
 */
final class Accessors {

    /** Reads a field whose key is known. */
    static final String GET = "(" + Names.A_VALUE + ")" + Names.A_VALUE;

    /** Reads a field for all places. */
    static final String GET_COMMON = "(" + Names.A_VALUE + Names.A_STRING + ")" + Names.A_VALUE;

    /** Measures. */
    static final String LENGTH = "(" + Names.A_VALUE + ")D";

    /** So many in one function; places beyond share the common methods. */
    private static final int MOST = 400;

    /** So many in one chunk: the code of a larger one takes long enough to write. */
    private static final int MOST_IN_CHUNK = 800;

    /** Sets a field whose key is known. */
    static final String SET = "(" + Names.A_VALUE + Names.A_VALUE + ")V";

    private final ChunkCode chunk;
    private final StencilMethods methods;
    private final Constants constants;
    private final String owner;
    private final Getters getters = new Getters(this);
    private final Setters setters = new Setters(this);
    private int count;

    Accessors(ChunkCode chunk, StencilMethods methods, Constants constants, String owner) {
        this.chunk = chunk;
        this.methods = methods;
        this.constants = constants;
        this.owner = owner;
    }

    private boolean isFull() {
        return count >= MOST || chunk.accessors >= MOST_IN_CHUNK;
    }

    /** Adds a method, and says what it is called. */
    String add(String verb, Stencil stencil, String descriptor) {
        return add(verb, stencil, descriptor, "", "");
    }

    /**
     * Adds a method, and says what it is called.
     *
     * @param key what it reads or sets
     * @param other the method that does it where this one cannot; empty for none
     */
    String add(String verb, Stencil stencil, String descriptor, LuaString key, String other) {
        return add(verb, stencil, descriptor, constants.field(key, Names.STRING), other);
    }

    private String add(String verb, Stencil stencil, String descriptor, String key, String other) {
        chunk.accessors++;
        int number = count++;
        String name = verb + number;
        methods.add(stencil, Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, name, descriptor, number, key, other);
        return name;
    }

    /** The slot of a field in the tables that the chunk's constructors make; less than 0 where it is not known. */
    int slotOf(LuaString key) {
        return chunk.records.slotOf(key);
    }

    /** Reads the field of the value on the stack that a constant names, which is on a line, and the value has names. */
    void get(MethodCode method, LuaString key, int line, String... names) {
        String getter = isFull() ? null : getters.field(key);
        if (getter == null) {
            constants.push(method.code, key, Names.STRING);
            method.operation(line, "__index", names);
            method.callStatic(Names.ACCESS, "get", GET_COMMON);
        } else {
            method.operation(line, "__index", names);
            method.callStatic(owner, getter, GET);
        }
    }

    /** Measures the value on the stack. */
    void length(MethodCode method) {
        if (isFull()) {
            method.callStatic(Names.ACCESS, "length", LENGTH);
        } else {
            method.callStatic(owner, getters.length(), LENGTH);
        }
    }

    /**
     * Makes a value of the number on the stack.
     *
     * @param number its descriptor: a double, a long or an int
     */
    void box(MethodCode method, String number) {
        String descriptor = "(" + number + ")" + Names.A_NUM;
        if (isFull()) {
            method.callStatic(Names.NUM, "of", descriptor);
            return;
        }
        method.callStatic(owner, add("box", Boxes.of(number), descriptor), descriptor);
    }

    /** Reads the method of the value on the stack that a constant names. */
    void method(MethodCode method, LuaString key, int line, String... names) {
        if (isFull()) {
            get(method, key, line, names);
        } else {
            String getter = getters.method(key);
            method.operation(line, "__index", names);
            method.callStatic(owner, getter, GET);
        }
    }

    /** Sets the field that a constant names of the value on the stack to the value above it. */
    void set(MethodCode method, LuaString key) {
        method.callStatic(owner, setters.field(key), SET);
    }

    /** Whether there can be one more method that sets a field with such a key. */
    boolean canSet(LuaString key) {
        // What a metatable has is noted elsewhere, and must be noted anew.
        return !isFull() && !(key.m_length > 1 && key.luaByte(0) == '_' && key.luaByte(1) == '_');
    }

    /**
     * Reads the element of the value on the stack whose key is above it.
     *
     * @param key the descriptor of the key
     */
    void getElement(MethodCode method, String key) {
        String descriptor = "(" + Names.A_VALUE + key + ")" + Names.A_VALUE;
        if (isFull()) {
            method.callStatic(Names.ACCESS, "get", descriptor);
        } else {
            method.callStatic(owner, getters.element(key, descriptor), descriptor);
        }
    }

    /**
     * Sets an element: the value is on the stack, above the key and the table.
     *
     * @param key the descriptor of the key
     */
    void setElement(MethodCode method, String key) {
        String descriptor = "(" + Names.A_VALUE + key + Names.A_VALUE + ")V";
        if (isFull()) {
            method.callStatic(Names.ACCESS, "set", descriptor);
        } else {
            method.callStatic(owner, setters.element(key, descriptor), descriptor);
        }
    }
}
