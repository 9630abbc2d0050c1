package dev.cuprum.lua.regex;

/** An expression cannot be read. */
public final class RegexSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int offset;

    RegexSyntaxException(String message, int offset) {
        super(message, null, false, false);
        this.offset = offset;
    }

    /** How many bytes of the expression could be read, from 0. */
    public int offset() {
        return offset;
    }
}
