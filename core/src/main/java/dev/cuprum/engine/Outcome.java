package dev.cuprum.engine;

import java.util.Optional;

/** How one execution of a unit ended. */
public sealed interface Outcome {

    /** It ran to its end. */
    record Completed() implements Outcome {

        /** The one there needs to be. */
        public static final Completed INSTANCE = new Completed();
    }

    /**
     * It ended itself with a status, as {@code ngx.exit} does.
     *
     * @param status an HTTP status, which ends the request; {@link #OK}, which ends the phase;
     *     {@link #DECLINED}, which ends only the unit; or {@link #ERROR}, which cuts the request off
     */
    record Exited(int status) implements Outcome {

        /** Ends the phase. */
        public static final int OK = 0;

        /** Cuts the request off: the connection is closed, without a response where none has begun. */
        public static final int ERROR = -1;

        /** Ends only the unit. */
        public static final int DECLINED = -5;
    }

    /**
     * It sent the request elsewhere inside the server, as {@code ngx.exec} and {@code ngx.req.set_uri} with a jump do.
     *
     * @param way how
     * @param path the decoded path, or the name of a route with its {@code @}
     * @param query the query to go on with; where empty, that of the request stays
     */
    record Rerouted(Way way, String path, Optional<String> query) implements Outcome {

        /** The ways to send a request elsewhere. */
        public enum Way {
            /** The route of the new path is looked for, and its rewrite phase begins; all else stays. */
            JUMP,
            /** The request begins anew with the new path. */
            REDIRECT,
            /** A named route takes the request with its path as it is, from its rewrite phase on. */
            NAMED
        }
    }

    /**
     * It did not run, and was not meant to: its sampling left this request out, or it has expired.
     *
     * @param reason which of the two
     */
    record Skipped(String reason) implements Outcome {}

    /**
     * It was kept from running: its breaker is open.
     *
     * @param reason why the breaker is open
     */
    record Rejected(String reason) implements Outcome {}

    /**
     * It used up its time and was stopped.
     *
     * @param message which budget, and at which line where that is known
     */
    record TimedOut(String message) implements Outcome {
        public TimedOut {
            message = LogText.cut(message);
        }
    }

    /**
     * It raised an error, or used up another part of its budget.
     *
     * @param message the error with its line, never shown to a client
     */
    record Failed(String message) implements Outcome {
        public Failed {
            message = LogText.cut(message);
        }
    }

    /** Whether the unit went wrong, so that its failure mode decides what becomes of the request. */
    default boolean isFailure() {
        return this instanceof Failed || this instanceof TimedOut || this instanceof Rejected;
    }

    /** The name of the kind, as logs and metrics have it: {@code timed_out}. */
    default String kind() {
        // instanceof rather than a switch: patterns in switch need a newer floor than JDK 17.
        if (this instanceof Completed) {
            return "completed";
        } else if (this instanceof Exited) {
            return "exited";
        } else if (this instanceof Rerouted) {
            return "rerouted";
        } else if (this instanceof Skipped) {
            return "skipped";
        } else if (this instanceof Rejected) {
            return "rejected";
        }
        return this instanceof TimedOut ? "timed_out" : "failed";
    }
}
