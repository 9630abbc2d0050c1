package dev.cuprum.engine;

/** Says that a source is not of its language: where, and why. */
public final class CompilationException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;

    /**
     * @param line the line of the unit's own source, from 1; 0 where no line is to blame
     * @param message what is wrong, without the line
     */
    public CompilationException(int line, String message) {
        super(message);
        this.line = line;
    }

    /** The line of the unit's own source, from 1; 0 where no line is to blame. */
    public int line() {
        return line;
    }

    /** The line, where one is to blame, and what is wrong. */
    public String describe() {
        return line > 0 ? "line " + line + ": " + getMessage() : String.valueOf(getMessage());
    }
}
