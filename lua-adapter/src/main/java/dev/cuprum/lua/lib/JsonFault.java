package dev.cuprum.lua.lib;

/** Says why something cannot be written as JSON, or is none: becomes an error, or a result of the safe functions. */
final class JsonFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JsonFault(String message) {
        super(message, null, false, false);
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
