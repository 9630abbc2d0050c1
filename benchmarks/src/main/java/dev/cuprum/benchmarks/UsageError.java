package dev.cuprum.benchmarks;

/** A tool cannot do what its command line asks for: the message says in one line why, and what to do about it. */
final class UsageError extends RuntimeException {

    private static final long serialVersionUID = 1;

    UsageError(String message) {
        super(message);
    }

    /** Runs a tool; where it cannot do what it is asked for, says so on standard error, and ends with status 2. */
    static void reportedBy(String tool, Runnable work) {
        try {
            work.run();
        } catch (UsageError e) {
            System.err.println(tool + ": " + e.getMessage());
            System.exit(2);
        }
    }
}
