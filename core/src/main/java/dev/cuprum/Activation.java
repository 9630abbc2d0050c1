package dev.cuprum;

import dev.cuprum.unit.InvalidUnitException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Does something at an instant of the wall clock, which may be set forward or back meanwhile: the clock is looked at
 * twice a second, so a change of it is noticed. What is to be done takes the place of what was. Safe for use by several
 * threads.
 */
final class Activation implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Edge.class.getName());

    /** The longest between two looks at the clock. */
    private static final Duration LOOK = Duration.ofMillis(500);

    /** The longest that anything may wait for its instant. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(30);

    private final InstantSource clock;
    private @Nullable Thread thread;
    private @Nullable Instant at;
    private @Nullable Runnable action;
    private boolean closed;

    Activation(InstantSource clock) {
        this.clock = clock;
    }

    /** A release that waits keeps others out, so it is not to wait for ever by a mistake in the year. */
    void check(Instant activateAt) {
        if (activateAt.isAfter(clock.instant().plus(LONGEST_WAIT))) {
            throw InvalidUnitException.of(
                    "activateAt",
                    activateAt + " is more than " + LONGEST_WAIT.toDays() + " days from now; publish the release then");
        }
    }

    /** Does something from an instant on, and not what was to be done so far. */
    synchronized void schedule(Instant instant, Runnable what) {
        at = instant;
        action = what;
        if (thread == null) {
            thread = new Thread(this::run, "cuprum-activation");
            thread.setDaemon(true);
            thread.start();
        }
        notifyAll();
    }

    /** Lets nothing be done any more. */
    synchronized void cancel() {
        at = null;
        action = null;
    }

    private void run() {
        try {
            for (Runnable due = next(); due != null; due = next()) {
                perform(due);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void perform(Runnable due) {
        try {
            due.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a catalog could not be activated", e);
        }
    }

    private synchronized @Nullable Runnable next() throws InterruptedException {
        while (!closed) {
            Instant when = at;
            if (when == null) {
                wait();
                continue;
            }
            Duration left = Duration.between(clock.instant(), when);
            if (left.isNegative() || left.isZero()) {
                Runnable due = action;
                cancel();
                return due;
            }
            wait(left.compareTo(LOOK) < 0 ? left.toMillis() + 1 : LOOK.toMillis());
        }
        return null;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
