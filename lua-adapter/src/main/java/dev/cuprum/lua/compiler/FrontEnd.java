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

    /** Calls of {@code module}, which sets the environment of its caller. */
    private static final List<LuaString> MODULES = List.of(
            LuaString.valueOf("module("),
            LuaString.valueOf("module ("),
            LuaString.valueOf("module\""),
            LuaString.valueOf("module \""),
            LuaString.valueOf("module'"),
            LuaString.valueOf("module '"));

    private FrontEnd() {}

    /**
     * Compiles a unit. It runs with {@code edge_computing} in scope as a local.
     *
     * @param name the unit's name, which its run-time errors carry
     * @throws SourceException where the code is not Lua
     */
    public static Chunk unit(String code, String name) throws SourceException {
        LuaString source = Text.string(code.getBytes(StandardCharsets.UTF_8));
        return chunk(source, name, List.of("edge_computing"), new Budget());
    }

    /**
     * Compiles a module that is published as a unit. It runs with its name as the argument.
     *
     * @param name the unit's name, which its run-time errors carry
     * @throws SourceException where the code is not Lua
     */
    public static Chunk module(String code, String name) throws SourceException {
        LuaString source = Text.string(code.getBytes(StandardCharsets.UTF_8));
        return chunk(source, name, List.of(), new Budget());
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
        try {
            return compile(source, name, parameters, budget);
        } catch (StackOverflowError e) {
            return new DeepCompilation(() -> compile(source, name, parameters, budget), budget).chunk();
        }
    }

    private static Chunk compile(LuaString source, String name, List<String> parameters, Budget budget)
            throws SourceException {
        FunctionBody body = Parser.parse(source.m_bytes, source.m_offset, source.m_length, parameters, budget);
        boolean tracked =
                source.indexOf(ENVIRONMENTS, 0) >= 0 || MODULES.stream().anyMatch(call -> source.indexOf(call, 0) >= 0);
        return ChunkCode.compile(body, name, tracked, budget);
    }
}
