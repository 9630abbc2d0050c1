package dev.cuprum.undertow.standalone.command;

/** Says that a source cannot be read now. */
final class SourceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SourceException(String message) {
        super(message);
    }

    SourceException(String message, Throwable cause) {
        super(message, cause);
    }
}
