package dev.cuprum.undertow.standalone;

import dev.cuprum.Edge;
import java.util.ArrayDeque;
import java.util.Deque;

/** What was started so far, to be closed where the rest cannot start: the last first. Not thread-safe. */
final class Closing {

    private final Deque<Runnable> closers = new ArrayDeque<>();

    Closing(Edge edge) {
        closers.push(edge::close);
    }

    Listening with(Listening started) {
        closers.push(started::close);
        return started;
    }

    ControlPlane with(ControlPlane started) {
        closers.push(started::close);
        return started;
    }

    void close() {
        closers.forEach(Runnable::run);
    }
}
