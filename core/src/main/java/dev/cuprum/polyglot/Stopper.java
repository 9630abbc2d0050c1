package dev.cuprum.polyglot;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that close contexts while something still runs in them: closing waits until it has ended, which may be never.
 * There are as many as there are executions that do not end, and one or two more for a moment.
 */
final class Stopper {

    private static final ThreadPoolExecutor THREADS = threads();

    private Stopper() {}

    private static ThreadPoolExecutor threads() {
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            Thread thread = new Thread(work, "cuprum-polyglot-stopper");
            thread.setDaemon(true);
            return thread;
        });
    }

    static void stop(Runnable closing) {
        THREADS.execute(closing);
    }
}
