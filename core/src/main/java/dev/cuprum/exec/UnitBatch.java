package dev.cuprum.exec;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What the thread of an event loop hands over to unit threads in one turn of its loop. When it has read all that was ready, it
 * wakes them, and where they take all processors lets them go first: it does not look for what is ready next until they are
 * done. Otherwise each response would wake it, and a processor would switch from one thread to the other and back for each
 * request. It waits for tasks that end soon only: where none has ended for a millisecond it goes on, and does not wait in its
 * next turns.
 *
 * <p>A batch belongs to the thread of its loop, but for the end of its tasks, of which any thread tells.
 */
final class UnitBatch implements Runnable {

    private static final int MOST_TURNS = 255;

    /** How the thread of an event loop waits; its own. */
    static final class Loop {

        private final long patienceNanos;
        private final long longestNanos;
        /** That of this turn, as soon as there is one. */
        private @Nullable UnitBatch now;
        /** In how many turns it does not wait. */
        private int hurried;
        /** In how many turns it did not, when it last had waited in vain. */
        private int penalty;

        Loop() {
            this(TimeUnit.MILLISECONDS.toNanos(1), TimeUnit.MILLISECONDS.toNanos(5));
        }

        /**
         * One that waits for other times.
         *
         * @param patienceNanos after which time without an end of a task it goes on
         * @param longestNanos after which time it goes on in any case
         */
        Loop(long patienceNanos, long longestNanos) {
            this.patienceNanos = patienceNanos;
            this.longestNanos = longestNanos;
        }

        int hurried() {
            return hurried;
        }
    }

    private record Member(UnitThreads.Task task, UnitBatch batch) implements UnitThreads.Task {

        @Override
        public void run() {
            try {
                task.run();
            } finally {
                batch.ended();
            }
        }

        @Override
        public void refused() {
            batch.ended();
            task.refused();
        }
    }

    private final UnitThreads threads;
    private final Loop loop;
    private final Thread thread = Thread.currentThread();
    /** How many have not ended; one more until all are there. */
    private final AtomicInteger open = new AtomicInteger(1);

    private UnitBatch(UnitThreads threads, Loop loop) {
        this.threads = threads;
        this.loop = loop;
    }

    /**
     * A task as one of the batch of this turn.
     *
     * @param loop of the calling thread
     * @param later runs what it is given on the calling thread, after all that is ready in this turn
     */
    static UnitThreads.Task member(UnitThreads.Task task, UnitThreads threads, Loop loop, Executor later) {
        UnitBatch batch = loop.now;
        if (batch == null || batch.threads != threads) {
            batch = new UnitBatch(threads, loop);
            later.execute(batch);
            loop.now = batch;
        }
        batch.open.incrementAndGet();
        return new Member(task, batch);
    }

    private void ended() {
        if (open.decrementAndGet() == 0) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void run() {
        if (loop.now == this) {
            loop.now = null;
        }
        threads.wakeForAll();
        int left = open.decrementAndGet();
        if (loop.hurried > 0) {
            loop.hurried--;
        } else if (left > 0 && threads.areBusy()) {
            if (letGoFirst(left)) {
                loop.penalty /= 2;
            } else {
                loop.penalty = Math.min(MOST_TURNS, 2 * loop.penalty + 1);
                loop.hurried = loop.penalty;
            }
        }
    }

    /** Returns whether all have ended. */
    private boolean letGoFirst(int all) {
        int left = all;
        long begun = System.nanoTime();
        long since = begun;
        while (left > 0) {
            long now = System.nanoTime();
            long more = Math.min(loop.patienceNanos - (now - since), loop.longestNanos - (now - begun));
            if (more <= 0) {
                return false;
            }
            LockSupport.parkNanos(this, more);
            int before = left;
            left = open.get();
            if (left < before) {
                since = System.nanoTime();
            }
        }
        return true;
    }
}
