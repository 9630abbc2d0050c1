package dev.cuprum.undertow.standalone.command;

/** Says that a control plane cannot be asked now, or does not do what it is asked. */
final class ControlException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ControlException(String message) {
        super(message);
    }

    ControlException(String message, Throwable cause) {
        super(message, cause);
    }
}
