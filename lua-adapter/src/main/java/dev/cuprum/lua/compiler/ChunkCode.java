package dev.cuprum.lua.compiler;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.runtime.CodeLoader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.luaj.vm2.LuaString;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.MethodTooLargeException;

/** Writes the classes of a chunk, one for each function. */
final class ChunkCode {

    static final String PACKAGE = "dev/cuprum/lua/code/";

    final Types types;

    /** Which calls are replaced by what the functions calculate. */
    final Inlining inlining;

    final Records records;

    /** Whether functions note that they are entered, for those who ask for the environments of their callers. */
    final boolean tracked;

    /** What the work may use. */
    final Budget budget;

    /** How many places in it have methods of their own to read or write fields. */
    int accessors;

    /** The texts that are written in the chunk. */
    private final Set<LuaString> texts = new HashSet<>();

    private final IdentityHashMap<FunctionBody, FunctionCode> codes = new IdentityHashMap<>();
    private final Deque<FunctionCode> open = new ArrayDeque<>();

    private ChunkCode(Types types, Inlining inlining, Records records, boolean tracked, Budget budget) {
        this.types = types;
        this.inlining = inlining;
        this.records = records;
        this.tracked = tracked;
        this.budget = budget;
    }

    /**
     * Compiles a chunk.
     *
     * @throws SourceException where a function is too large for the JVM in spite of all division
     */
    static Chunk compile(FunctionBody body, String name, boolean tracked, Budget budget) throws SourceException {
        budget.poll();
        Division.divide(body, budget);
        budget.poll();
        Callees.find(body, tracked, budget);
        budget.poll();
        Inlining inlining = Inlining.of(body, tracked, budget);
        Records records = new Records();
        Types types = Survey.of(body, inlining, records, budget);
        budget.poll();
        if (!body.inner.isEmpty()) {
            Purity.find(body, types);
            Charging.find(body, budget);
        }
        ChunkCode chunk = new ChunkCode(types, inlining, records, tracked, budget);
        String root = chunk.code(body).owner.replace('/', '.');
        Map<String, CodeLoader.Code> classes = new HashMap<>();
        while (!chunk.open.isEmpty()) {
            budget.poll();
            FunctionCode function = chunk.open.remove();
            function.compose();
            function.constants.addTexts(chunk.texts);
        }
        for (FunctionCode function : chunk.codes.values()) {
            budget.poll();
            classes.put(function.owner.replace('/', '.'), written(function));
        }
        return new Chunk(new CodeLoader(name, tracked, root, classes), Set.copyOf(chunk.texts));
    }

    private static CodeLoader.Code written(FunctionCode function) throws SourceException {
        try {
            return function.write();
        } catch (MethodTooLargeException | ClassTooLargeException e) {
            boolean main = function.body.parent == null;
            String what = main ? "main function" : "function at line " + function.body.line;
            throw new SourceException(function.body.line, what + " is too large; divide it into several");
        }
    }

    /** The class of a function, which is written sooner or later. */
    FunctionCode code(FunctionBody function) {
        FunctionCode code = codes.get(function);
        if (code == null) {
            code = new FunctionCode(this, function, PACKAGE + "F" + codes.size());
            codes.put(function, code);
            open.add(code);
        }
        return code;
    }
}
