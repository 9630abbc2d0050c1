package dev.cuprum.migration;

/** Says that nothing can be carried over, because a source makes no sense as a whole. */
public final class MigrationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong and, where there is one, the way out
     */
    public MigrationException(String message) {
        super(message);
    }
}
