package dev.cuprum.engine;

/**
 * Calls are nested too deeply: {@link Budget#enter} throws it. An engine makes of it what its language knows, an error
 * that a unit may catch, and a failure where the unit does not.
 */
public final class DepthExceededException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;

    DepthExceededException(int line) {
        super("stack overflow", null, false, false);
        this.line = line;
    }

    /** The line of the unit that was being executed; 0 where that is not known. */
    public int line() {
        return line;
    }
}
