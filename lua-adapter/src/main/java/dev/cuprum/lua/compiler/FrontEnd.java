package dev.cuprum.lua.compiler;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.runtime.Text;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.luaj.vm2.LuaString;

/** Compiles Lua. Never takes a binary chunk. */
public final class FrontEnd {

    /** What {@code setfenv} and {@code getfenv} have in common. */
    private static final LuaString ENVIRONMENTS = LuaString.valueOf("etfenv");

    private static final LuaString MODULE = LuaString.valueOf("module");

    /** Calls of {@code module}, which sets the environment of its caller. */
    private static final List<LuaString> MODULES = List.of(
            LuaString.valueOf("module("),
            LuaString.valueOf("module ("),
            LuaString.valueOf("module\""),
            LuaString.valueOf("module \""),
            LuaString.valueOf("module'"),
            LuaString.valueOf("module '"));

    private static final LuaString GLOBALS = LuaString.valueOf("_G");

    private FrontEnd() {}

    /**
     * Compiles a unit, whose code the JVM has not loaded yet. It runs with {@code edge_computing} in scope as a local.
     *
     * @param name the unit's name, which its run-time errors carry
     * @throws SourceException where the code is not Lua
     */
    public static Chunk unit(String code, String name) throws SourceException {
        byte[] source = code.getBytes(StandardCharsets.UTF_8);
        Budget budget = new Budget();
        return chunk(new SourceText(source, 0, source.length, budget), name, List.of("edge_computing"), budget);
    }

    /**
     * Compiles a module that is published as a unit. It runs with its name as the argument.
     *
     * @param name the unit's name, which its run-time errors carry
     * @throws SourceException where the code is not Lua
     */
    public static Chunk module(String code, String name) throws SourceException {
        return chunk(Text.string(code.getBytes(StandardCharsets.UTF_8)), name, List.of(), new Budget());
    }

    /**
     * Compiles a chunk.
     *
     * @param name the chunk's name, which its run-time errors carry
     * @param parameters what its first arguments are called
     * @param budget what ends the work where there is too much of it
     * @throws SourceException where the text is not Lua
     */
    public static Chunk chunk(LuaString source, String name, List<String> parameters, Budget budget)
            throws SourceException {
        return loaded(
                new SourceText(source.m_bytes, source.m_offset, source.m_length, budget), name, parameters, budget);
    }

    /**
     * Compiles a chunk that comes piece by piece. Whoever gives the pieces is asked for them on this thread.
     *
     * @param name the chunk's name, which its run-time errors carry
     * @param budget what ends the work where there is too much of it
     * @throws SourceException where the text is not Lua; what follows the mistake has not been asked for then
     */
    public static Chunk chunk(Pieces pieces, String name, Budget budget) throws SourceException {
        return loaded(new SourceText(pieces, budget), name, List.of(), budget);
    }

    /** A chunk that is about to run. */
    private static Chunk loaded(SourceText source, String name, List<String> parameters, Budget budget)
            throws SourceException {
        Chunk chunk = chunk(source, name, parameters, budget);
        chunk.code();
        return chunk;
    }

    private static Chunk chunk(SourceText source, String name, List<String> parameters, Budget budget)
            throws SourceException {
        try {
            return compile(source, name, parameters, budget);
        } catch (StackOverflowError e) {
            LuaString whole = source.whole();
            return new DeepCompilation(
                            () -> compile(
                                    new SourceText(whole.m_bytes, whole.m_offset, whole.m_length, budget),
                                    name,
                                    parameters,
                                    budget),
                            budget)
                    .chunk();
        }
    }

    private static Chunk compile(SourceText source, String name, List<String> parameters, Budget budget)
            throws SourceException {
        FunctionBody body = Parser.parse(source, parameters);
        boolean tracked = mayAskForCallers(source.whole());
        return ChunkCode.compile(body, name, tracked, budget);
    }

    /**
     * Whether a source may ask for the environments of its callers: it names the functions that do, {@code module} among
     * them, or all globals,
     * among which it can find them by names that it puts together.
     */
    private static boolean mayAskForCallers(LuaString source) {
        if (source.indexOf(ENVIRONMENTS, 0) >= 0) {
            return true;
        }
        if (source.indexOf(MODULE, 0) >= 0 && MODULES.stream().anyMatch(call -> isCalled(source, call))) {
            return true;
        }
        for (int at = source.indexOf(GLOBALS, 0); at >= 0; at = source.indexOf(GLOBALS, at + 1)) {
            int before = at == 0 ? ' ' : source.luaByte(at - 1);
            int after = at + 2 < source.m_length ? source.luaByte(at + 2) : ' ';
            if (!Lexer.isWord(before) && !Lexer.isWord(after) && after != '.') {
                return true;
            }
        }
        return false;
    }

    /** Whether a call stands in a source other than in a comment, as the word is often in those. */
    private static boolean isCalled(LuaString source, LuaString call) {
        int seen = 0;
        boolean comment = false;
        for (int at = source.indexOf(call, 0); at >= 0; at = source.indexOf(call, at + 1)) {
            for (; seen < at; seen++) {
                boolean dashes = source.luaByte(seen) == '-' && source.luaByte(seen + 1) == '-';
                comment = source.luaByte(seen) != '\n' && (comment || dashes);
            }
            if (!comment && (at == 0 || !Lexer.isWord(source.luaByte(at - 1)))) {
                return true;
            }
        }
        return false;
    }
}
