package dev.cuprum.undertow.standalone.command;

/** Says that a control plane cannot be asked now, or does not do what it is asked. */
class ControlException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ControlException(String message) {
        super(message);
    }

    ControlException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Says that nobody knows whether a release was published: it was sent, and there was no answer. */
    static final class Unanswered extends ControlException {

        private static final long serialVersionUID = 1L;

        Unanswered(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
