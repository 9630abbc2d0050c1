package dev.cuprum.lua.compiler;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.compiler.LuaC;
import org.luaj.vm2.lib.MathLib;
import org.luaj.vm2.lib.jse.JseMathLib;

/** Turns Lua text into prototypes, with LuaJ's compiler. Never takes a binary chunk. */
public final class FrontEnd {

    private static final int ESCAPE = 27;

    /** What LuaC puts before its messages: the chunk's name, which is always the same here, and the line. */
    private static final Pattern MESSAGE = Pattern.compile("x:(\\d+): (.*)", Pattern.DOTALL);

    /** LuaC says the number of a word here, which helps nobody. */
    private static final Pattern UNEXPECTED = Pattern.compile("unexpected symbol \\d+ \\(.*\\)", Pattern.DOTALL);

    static {
        // LuaC computes what is constant itself, and powers by a rough approximation unless it is given better.
        MathLib.MATHLIB = new JseMathLib();
    }

    private FrontEnd() {}

    /**
     * Compiles a unit. It runs with {@code edge_computing} in scope as a local.
     *
     * @param name the unit's name, which its run-time errors carry
     * @return the function that is the unit; its one possible upvalue is its environment
     * @throws SourceException where the code is not Lua
     */
    public static Prototype unit(String code, String name) throws SourceException {
        // First on its own: what closes the function around it early, and opens another, would pass inside it.
        chunk(bytes(code), name);
        // On one line with the unit's first, so that lines are the unit's own.
        return chunk(bytes("return function(edge_computing) " + code + "\nend"), name).p[0];
    }

    /**
     * Compiles a chunk.
     *
     * @param source the text; whoever must limit the work does so as the text is read
     * @param name the chunk's name, which its run-time errors carry
     * @throws SourceException where the text is not Lua
     */
    public static Prototype chunk(InputStream source, String name) throws SourceException {
        LastToken reading = new LastToken(source);
        try {
            source.mark(1);
            if (source.read() == ESCAPE) {
                throw new SourceException(0, "this is a binary chunk, and only Lua source is run here");
            }
            source.reset();
            Prototype prototype = LuaC.instance.compile(reading, "=x");
            rename(prototype, LuaString.valueOf(name));
            return prototype;
        } catch (LuaError e) {
            throw described(e, reading);
        } catch (IOException | RuntimeException e) {
            throw new SourceException(0, "the compiler cannot take this code: " + e);
        } catch (StackOverflowError e) {
            throw new SourceException(0, "the code is nested too deeply");
        }
    }

    private static InputStream bytes(String code) {
        return new ByteArrayInputStream(code.getBytes(StandardCharsets.UTF_8));
    }

    private static SourceException described(LuaError error, LastToken reading) {
        Matcher matcher = MESSAGE.matcher(String.valueOf(error.getMessage()));
        if (!matcher.matches()) {
            return new SourceException(0, String.valueOf(error.getMessage()));
        }
        String message = UNEXPECTED
                .matcher(matcher.group(2))
                .replaceFirst("unexpected symbol")
                .replace("syntax error", "'=' expected");
        boolean ofAWord = !message.contains("too many") && !message.contains("too complex");
        return new SourceException(
                Integer.parseInt(matcher.group(1)), message + (ofAWord ? " near '" + reading.word() + "'" : ""));
    }

    private static void rename(Prototype prototype, LuaString name) {
        prototype.source = name;
        for (Prototype inner : prototype.p) {
            rename(inner, name);
        }
    }
}
