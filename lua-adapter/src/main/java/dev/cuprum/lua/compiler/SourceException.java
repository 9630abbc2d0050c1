package dev.cuprum.lua.compiler;

/** Says that a text is not Lua: in which line, and why. */
public final class SourceException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;

    SourceException(int line, String message) {
        super(message);
        this.line = line;
    }

    /** The line, from 1; 0 where no line is to blame. */
    public int line() {
        return line;
    }
}
