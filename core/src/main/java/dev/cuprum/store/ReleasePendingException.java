package dev.cuprum.store;

import java.time.Instant;

/** A release was not accepted because the one that it would be built on waits for its time. Nothing was changed. */
public final class ReleasePendingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message which release waits, and what to do
     */
    public ReleasePendingException(String message) {
        super(message);
    }

    /**
     * @param pending the snapshot that waits
     * @param activateAt from when it is to run
     */
    ReleasePendingException(Snapshot pending, Instant activateAt) {
        super("generation " + pending.generation() + " is to run from " + activateAt
                + " on; publish after that, or return to an older generation, which cancels it, or to generation "
                + pending.generation() + ", which lets it run now");
    }
}
