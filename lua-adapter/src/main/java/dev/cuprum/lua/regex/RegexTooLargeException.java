package dev.cuprum.lua.regex;

/** The program of an expression would be too large. */
final class RegexTooLargeException extends Exception {

    private static final long serialVersionUID = 1L;

    RegexTooLargeException() {
        super(null, null, false, false);
    }
}
