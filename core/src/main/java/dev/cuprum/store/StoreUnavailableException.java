package dev.cuprum.store;

/** Says that a store cannot do now what it was asked to do. */
public final class StoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message which server it is about, what has happened to what was asked, and the way out
     */
    public StoreUnavailableException(String message) {
        super(message);
    }

    /**
     * @param message which server it is about, what has happened to what was asked, and the way out
     * @param cause what went wrong
     */
    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
