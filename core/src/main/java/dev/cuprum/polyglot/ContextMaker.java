package dev.cuprum.polyglot;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A thread, while it is needed, that makes contexts ahead, as making one takes longer than most units may. */
final class ContextMaker implements AutoCloseable {

    private final ThreadPoolExecutor thread;

    /**
     * @param name that of the thread
     */
    ContextMaker(String name) {
        thread = new ThreadPoolExecutor(
                0,
                1,
                1,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> {
                    Thread made = new Thread(work, name);
                    made.setDaemon(true);
                    return made;
                },
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Has contexts made, unless that waits to be done already; does nothing once this is closed. */
    void ask(Runnable making) {
        if (thread.getQueue().isEmpty()) {
            thread.execute(making);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
