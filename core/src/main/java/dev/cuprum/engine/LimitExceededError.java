package dev.cuprum.engine;

/**
 * Ends an execution that has used up its budget. An {@link Error}, so that no engine's handling of ordinary errors
 * catches it by mistake: an engine lets it pass through everything a unit can write, and turns it into an outcome at
 * the very end.
 */
public final class LimitExceededError extends Error {

    private static final long serialVersionUID = 1L;

    /** The part of a budget that was used up. */
    public enum Limit {
        /** Wall-clock time. */
        TIME,
        /** Allocated memory. */
        MEMORY
    }

    private final Limit limit;
    private final int line;

    LimitExceededError(Limit limit, String message, int line) {
        super(message, null, false, false);
        this.limit = limit;
        this.line = line;
    }

    /** Ends an execution that the host has given up on: it is for nobody any more. */
    public static LimitExceededError abandoned() {
        return new LimitExceededError(Limit.TIME, "time used up; the request has gone on without the unit", 0);
    }

    /** The line of the unit at which it was stopped; 0 where that is not known. */
    public int line() {
        return line;
    }

    /** The part of the budget that was used up. */
    public Limit limit() {
        return limit;
    }

    /** The outcome of the execution that this ended. */
    public Outcome outcome() {
        String message = getMessage() + (line > 0 ? " at line " + line : "");
        return limit == Limit.TIME ? new Outcome.TimedOut(message) : new Outcome.Failed(message);
    }
}
