package dev.cuprum.store;

/** Says that a store does not hold a generation, or not any more. */
public final class UnknownGenerationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param generation the one that was asked for
     * @param message which there are
     */
    public UnknownGenerationException(long generation, String message) {
        super("there is no generation " + generation + " to return to; " + message);
    }
}
