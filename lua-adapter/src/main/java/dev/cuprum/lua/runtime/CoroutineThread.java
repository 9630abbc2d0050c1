package dev.cuprum.lua.runtime;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that lends its stack to one coroutine after another. It counts as idle before it tells that a coroutine has
 * ended, so that whoever starts one coroutine after another gets the same thread again; after some time without work it
 * ends.
 */
final class CoroutineThread extends Thread {

    private static final int MOST = 4_000;
    private static final long STACK_BYTES = 2L << 20;
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** Guards {@link #count} too; the one that was used last comes first. */
    private static final ArrayDeque<CoroutineThread> IDLE = new ArrayDeque<>();

    private static int count;
    private static int named;

    private volatile @Nullable Runnable work;

    private CoroutineThread(Runnable work) {
        super(null, null, "cuprum-coroutine-" + ++named, STACK_BYTES, false);
        this.work = work;
        setDaemon(true);
    }

    /**
     * Has a thread do something.
     *
     * @throws ScriptError where there are too many already
     */
    static void execute(Runnable work) {
        CoroutineThread thread;
        synchronized (IDLE) {
            thread = IDLE.pollFirst();
            if (thread == null && count < MOST) {
                begin(work);
                return;
            }
        }
        if (thread == null) {
            throw none();
        }
        thread.work = work;
        LockSupport.unpark(thread);
    }

    private static void begin(Runnable work) {
        try {
            new CoroutineThread(work).start();
            count++;
        } catch (OutOfMemoryError e) {
            throw none();
        }
    }

    private static ScriptError none() {
        return new ScriptError("too many coroutines: this server has no thread left for one more");
    }

    /** Says that this thread will be free in a moment; to be called by its work as the last thing but one. */
    static void free() {
        CoroutineThread thread = (CoroutineThread) Thread.currentThread();
        thread.work = null;
        synchronized (IDLE) {
            IDLE.addFirst(thread);
        }
    }

    @Override
    public void run() {
        for (Runnable next = work; next != null; next = await()) {
            next.run();
        }
    }

    /** The next thing to do; null where there was none for some time. */
    private @Nullable Runnable await() {
        long deadline = System.nanoTime() + IDLE_NANOS;
        while (true) {
            Runnable next = work;
            if (next != null) {
                return next;
            }
            long left = deadline - System.nanoTime();
            if (left <= 0 && retires()) {
                return null;
            }
            LockSupport.parkNanos(this, left > 0 ? left : IDLE_NANOS);
            interrupted();
        }
    }

    /** Ends being idle; false where somebody has just found it, whose work is about to come. */
    private boolean retires() {
        synchronized (IDLE) {
            boolean idle = IDLE.remove(this);
            count -= idle ? 1 : 0;
            return idle;
        }
    }
}
