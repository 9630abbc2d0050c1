package dev.cuprum.redis;

/** Says that what Redis has was not written by a publication. */
final class AlteredException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AlteredException(String message) {
        super(message);
    }
}
