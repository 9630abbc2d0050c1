package dev.cuprum.exec;

import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Keeps a unit that keeps failing from running, and tries it again after a while.
 *
 * <p>While closed it remembers the last 20 executions as bits of one word and opens when half of them failed, or at
 * once after three timeouts among them, because each of those held a thread for its whole budget. Open, it refuses
 * everything for ten seconds, twice as long after every failed trial, five minutes at most. Then it is half open: one
 * execution at a time is let through, and three good ones in a row close it.
 *
 * <p>Safe for use by several threads. While all goes well nothing is written: {@link #succeeded} reads one field.
 * Everything else is under the lock.
 */
public final class Breaker {

    /** What a breaker does. */
    public enum State {
        /** Lets everything through. */
        CLOSED,
        /** Refuses everything. */
        OPEN,
        /** Lets one execution through at a time, to see. */
        HALF_OPEN;

        /** The name as it is written outside. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Learns of the changes of a breaker. */
    @FunctionalInterface
    interface Observer {
        void changed(State from, State to, String reason);
    }

    static final int WINDOW = 20;
    static final int FAILURES = 10;
    static final int TIMEOUTS = 3;
    static final int TRIALS = 3;
    static final long FIRST_PAUSE_NANOS = 10_000_000_000L;
    static final long LONGEST_PAUSE_NANOS = 300_000_000_000L;

    private static final int MASK = (1 << WINDOW) - 1;

    private final LongSupplier nanoTime;
    private final Observer observer;
    private final ReentrantLock lock = new ReentrantLock();

    private volatile State state = State.CLOSED;
    /** Whether some execution of the window failed; while not, a success changes nothing. */
    private volatile boolean troubled;

    private int failed;
    private int timedOut;
    private int goodTrials;
    private boolean trialRunning;
    private long trialStarted;
    private long pauseNanos = FIRST_PAUSE_NANOS;
    private long openUntil;
    private String reason = "";

    Breaker(LongSupplier nanoTime, Observer observer) {
        this.nanoTime = nanoTime;
        this.observer = observer;
    }

    /** What it does at the moment. */
    public State state() {
        return state;
    }

    /** Whether an execution may begin; each that does is to be followed by {@link #succeeded} or a failure. */
    boolean admits() {
        return state == State.CLOSED || admitsTrial();
    }

    /** Why it is open, for people. */
    String reason() {
        lock.lock();
        try {
            return reason;
        } finally {
            lock.unlock();
        }
    }

    private boolean admitsTrial() {
        lock.lock();
        try {
            if (state == State.CLOSED) {
                return true;
            }
            long now = nanoTime.getAsLong();
            if (state == State.OPEN) {
                if (now - openUntil < 0) {
                    return false;
                }
                goodTrials = 0;
                trialRunning = false;
                change(State.HALF_OPEN, "the pause is over, trying again");
            }
            if (trialRunning && now - trialStarted < FIRST_PAUSE_NANOS) {
                return false;
            }
            trialRunning = true;
            trialStarted = now;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** An execution ended well. */
    void succeeded() {
        if (state != State.CLOSED || troubled) {
            record(false, false, "");
        }
    }

    /** An execution failed. */
    void failed(String message) {
        record(true, false, message);
    }

    /** An execution used up its time. */
    void timedOut(String message) {
        record(true, true, message);
    }

    private void record(boolean bad, boolean slow, String message) {
        lock.lock();
        try {
            switch (state) {
                case CLOSED -> recordClosed(bad, slow, message);
                case HALF_OPEN -> recordTrial(bad, message);
                case OPEN -> {
                    // It began before the breaker opened, and tells nothing new.
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void recordClosed(boolean bad, boolean slow, String message) {
        failed = (failed << 1 | (bad ? 1 : 0)) & MASK;
        timedOut = (timedOut << 1 | (slow ? 1 : 0)) & MASK;
        troubled = failed != 0;
        int failures = Integer.bitCount(failed);
        int timeouts = Integer.bitCount(timedOut);
        if (bad && (failures >= FAILURES || timeouts >= TIMEOUTS)) {
            pauseNanos = FIRST_PAUSE_NANOS;
            open(
                    timeouts >= TIMEOUTS
                            ? timeouts + " timeouts within " + WINDOW + " executions"
                            : failures + " failures within " + WINDOW + " executions",
                    message);
        }
    }

    private void recordTrial(boolean bad, String message) {
        trialRunning = false;
        if (bad) {
            pauseNanos = Math.min(pauseNanos * 2, LONGEST_PAUSE_NANOS);
            open("the trial failed", message);
        } else if (++goodTrials >= TRIALS) {
            failed = 0;
            timedOut = 0;
            troubled = false;
            reason = "";
            change(State.CLOSED, goodTrials + " trials went well");
        }
    }

    private void open(String why, String message) {
        failed = 0;
        timedOut = 0;
        openUntil = nanoTime.getAsLong() + pauseNanos;
        reason = why + ", the last: " + message;
        change(State.OPEN, reason + "; next trial in " + pauseNanos / 1_000_000_000L + " s");
    }

    private void change(State to, String why) {
        State from = state;
        state = to;
        observer.changed(from, to, why);
    }
}
