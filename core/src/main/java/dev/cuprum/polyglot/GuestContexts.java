package dev.cuprum.polyglot;

import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Makes contexts for one language, each for one use. One is made ahead, as that takes some languages longer than most units
 * may. Safe for use by several threads.
 */
final class GuestContexts implements AutoCloseable {

    private final String language;
    private final Supervisor supervisor = new Supervisor();
    private final ConcurrentLinkedQueue<GuestContext> ready = new ConcurrentLinkedQueue<>();
    private final ContextMaker maker;
    private volatile boolean closed;

    GuestContexts(String language) {
        this.language = language;
        maker = new ContextMaker("cuprum-polyglot-" + language);
    }

    /** A context for one use; whoever takes it closes it. */
    GuestContext take() {
        Realm.moveOutOfThisThread();
        GuestContext context = ready.poll();
        maker.ask(this::makeReady);
        return context == null ? new GuestContext(language, supervisor) : context;
    }

    private void makeReady() {
        if (!closed && ready.isEmpty()) {
            ready.add(new GuestContext(language, supervisor));
            if (closed) {
                closeReady();
            }
        }
    }

    private void closeReady() {
        for (GuestContext context = ready.poll(); context != null; context = ready.poll()) {
            context.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        maker.close();
        closeReady();
        supervisor.close();
    }
}
