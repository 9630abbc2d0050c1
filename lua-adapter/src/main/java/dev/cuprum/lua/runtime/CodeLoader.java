package dev.cuprum.lua.runtime;

import dev.cuprum.engine.Budget;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/**
 * Loads the classes of one chunk: one for each function, when it is first made. They go when nothing uses the chunk any
 * more. Safe for use by several threads.
 */
public final class CodeLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    /** Classes that are no chunk's, all of them from the same loader: a look at it takes longer than one at a map. */
    private static final Map<String, Class<?>> OTHERS = new ConcurrentHashMap<>();

    /** What the class of one function consists of. */
    public record Code(byte[] bytes, Object[] constants, Sites sites, Origin origin) {}

    /**
     * Where a function is written, and what it takes.
     *
     * @param line of the word {@code function}; 0 for a chunk
     * @param lastLine of the word {@code end}; 0 for a chunk
     */
    public record Origin(int line, int lastLine, int parameters, boolean vararg) {}

    private final String source;
    private final String chunk;
    private final boolean tracked;
    private final String rootName;
    private final Map<String, Code> classes;
    private volatile @Nullable Closure root;

    /**
     * @param source the name of the chunk: one that begins with @ or = is a name, any other is the source
     * @param tracked whether the functions note when they are entered and left
     * @param rootName the name of the class of the chunk itself
     * @param classes the functions by the names of their classes
     */
    public CodeLoader(String source, boolean tracked, String rootName, Map<String, Code> classes) {
        super(CodeLoader.class.getClassLoader());
        this.source = source;
        this.tracked = tracked;
        this.rootName = rootName;
        this.chunk = Positions.chunkName(source);
        this.classes = Map.copyOf(classes);
    }

    /** The name of the chunk in full. */
    String source() {
        return source;
    }

    /** The functions by the names of their classes. */
    public Map<String, Code> classes() {
        return classes;
    }

    Origin origin(Class<?> function) {
        return code(function.getName()).origin;
    }

    /** Whether its functions note when they are entered and left. */
    boolean tracked() {
        return tracked;
    }

    /** What messages call the chunk. */
    String chunk() {
        return chunk;
    }

    /** Is asked by the JVM for each class that a chunk names. */
    @Override
    public Class<?> loadClass(String name) throws ClassNotFoundException {
        Class<?> other = OTHERS.get(name);
        return other == null ? loadClass(name, false) : other;
    }

    /** Looks here first: a parent would search all of the class path for what only a chunk can have. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!classes.containsKey(name)) {
            Class<?> other = super.loadClass(name, resolve);
            OTHERS.put(name, other);
            return other;
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        Code code = classes.get(name);
        if (code == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, code.bytes, 0, code.bytes.length);
    }

    /** The constants of a compiled function. To be called by its class as it is initialised. */
    public static Object[] constants(Class<?> function) {
        return ((CodeLoader) function.getClassLoader()).code(function.getName()).constants;
    }

    private Code code(String name) {
        Code code = classes.get(name);
        if (code == null) {
            throw new IllegalStateException(name);
        }
        return code;
    }

    @Nullable
    Site site(StackWalker.StackFrame frame) {
        return code(frame.getClassName()).sites.at(frame.getMethodName(), frame.getByteCodeIndex());
    }

    /** The function of the chunk, to be opened for each execution; loads its class where that is not done yet. */
    public Closure root() {
        Closure loaded = root;
        return loaded == null ? load() : loaded;
    }

    /** Whether the JVM has loaded the function of the chunk. */
    public boolean isLoaded() {
        return root != null;
    }

    private Closure load() {
        try {
            Class.forName(rootName, true, this);
        } catch (ClassNotFoundException e) {
            throw new LinkageError("a compiled chunk does not load", e);
        }
        return Objects.requireNonNull(root);
    }

    /** Takes the function of a chunk. To be called by its class as it is initialised, which is faster than reflection. */
    public static void take(Closure root) {
        root.budget = new Budget();
        root.env = new Table();
        ((CodeLoader) root.getClass().getClassLoader()).root = root;
    }

    /** Any constant as a value. To be called by compiled code with more of them than there can be fields. */
    public static LuaValue value(Object[] constants, int index) {
        return (LuaValue) constants[index];
    }
}
