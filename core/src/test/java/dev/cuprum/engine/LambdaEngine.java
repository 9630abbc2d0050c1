package dev.cuprum.engine;

import dev.cuprum.unit.ComputingUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An engine whose language is a list of names, each of a piece of Java: for tests that are not about a language. Code
 * that is not such a name does nothing, and a line that has {@code syntax error} in it does not compile.
 */
public final class LambdaEngine implements ScriptEngine {

    private final Map<String, CompiledUnit> pieces = new ConcurrentHashMap<>();
    private final AtomicInteger compilations = new AtomicInteger();
    private final String language;

    /** An engine that takes the place of Lua. */
    public LambdaEngine() {
        this("lua");
    }

    public LambdaEngine(String language) {
        this.language = language;
    }

    /** Says what the code of that name does. */
    public LambdaEngine on(String code, CompiledUnit piece) {
        pieces.put(code, piece);
        return this;
    }

    /** How many units it was asked to compile. */
    public int compilations() {
        return compilations.get();
    }

    @Override
    public String language() {
        return language;
    }

    @Override
    public String description() {
        return "names of pieces of Java";
    }

    @Override
    public CompiledUnit compile(ComputingUnit unit) throws CompilationException {
        compilations.incrementAndGet();
        List<String> lines = unit.code().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("syntax error")) {
                throw new CompilationException(i + 1, "unexpected symbol near 'error'");
            }
        }
        return pieces.getOrDefault(unit.code(), execution -> Outcome.Completed.INSTANCE);
    }
}
