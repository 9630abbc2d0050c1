package dev.cuprum.undertow.standalone;

import java.util.ArrayDeque;
import java.util.Deque;

/** What is to be closed: the last first, and each whatever the others throw. Not thread-safe. */
final class Closing implements AutoCloseable {

    private final Deque<Runnable> closers = new ArrayDeque<>();

    /** Closes something before what was given until now. */
    Closing first(Runnable closer) {
        closers.push(closer);
        return this;
    }

    /** The same for something that was started, which it gives back. */
    Listening with(Listening started) {
        closers.push(started::close);
        return started;
    }

    /** The same for something that was started, which it gives back. */
    ControlPlane with(ControlPlane started) {
        closers.push(started::close);
        return started;
    }

    /**
     * Closes everything.
     *
     * @throws RuntimeException the first that was thrown, with those that came later
     */
    @Override
    public void close() {
        Runnable next = closers.poll();
        if (next == null) {
            return;
        }
        Closing rest = this;
        try (rest) {
            next.run();
        }
    }
}
