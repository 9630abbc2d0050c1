package dev.cuprum.exec;

/**
 * Ends, on a thread that was given up, all that was still to be done for a request: the request is somebody else's now,
 * and nothing of it may be touched. An {@link Error}, so that nothing on the way takes it for a failure of its own.
 */
public final class AbandonedError extends Error {

    private static final long serialVersionUID = 1L;

    AbandonedError() {
        super("the request has gone on without this thread", null, false, false);
    }
}
