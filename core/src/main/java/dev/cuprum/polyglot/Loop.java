package dev.cuprum.polyglot;

import dev.cuprum.engine.Budget;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.LogLevel;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * What one execution waits for. Belongs to the thread that runs it; others only hand in what has arrived. What arrives
 * after the end is never done.
 */
final class Loop implements EventLoop {

    /** So many timers at once; a unit with more has forgotten to stop. */
    private static final int MOST_TIMERS = 1_000;

    private record Timer(long number, long due, Value callback) {
        static final Comparator<Timer> BY_TIME =
                (a, b) -> a.due != b.due ? Long.signum(a.due - b.due) : Long.compare(a.number, b.number);
    }

    private final Execution execution;
    private final LinkedBlockingQueue<Runnable> arrived = new LinkedBlockingQueue<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Timer.BY_TIME);
    private final Map<Long, Timer> byNumber = new HashMap<>();
    private long lastTimer;
    /** How many announced things have not been done yet. */
    private int expected;

    Loop(Execution execution) {
        this.execution = execution;
    }

    @Override
    public long setTimeout(Value callback, long millis) {
        if (timers.size() >= MOST_TIMERS) {
            throw new IllegalStateException("a unit has at most " + MOST_TIMERS + " timers at once");
        }
        long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Math.min(millis, Integer.MAX_VALUE));
        Timer timer = new Timer(++lastTimer, due, callback);
        timers.add(timer);
        byNumber.put(timer.number(), timer);
        return timer.number();
    }

    @Override
    public void clearTimeout(long timer) {
        Timer removed = byNumber.remove(timer);
        if (removed != null) {
            timers.remove(removed);
        }
    }

    @Override
    public Consumer<Runnable> expect() {
        expected++;
        AtomicBoolean first = new AtomicBoolean(true);
        return work -> {
            if (first.getAndSet(false)) {
                arrived.add(work);
            }
        };
    }

    @Override
    public void log(LogLevel level, String text) {
        execution.log(level, text);
    }

    /** Whether there is anything left to wait for. */
    boolean waits() {
        return expected > 0 || !timers.isEmpty();
    }

    /**
     * Waits for what comes next, as long as the budget lasts.
     *
     * @return what is to be done in the context; null where time is up
     */
    @Nullable
    Runnable next(Budget budget) throws InterruptedException {
        while (true) {
            Runnable work = arrived.poll();
            if (work != null) {
                expected--;
                return work;
            }
            Timer timer = timers.peek();
            long now = System.nanoTime();
            if (timer != null && timer.due() - now <= 0) {
                clearTimeout(timer.number());
                return () -> timer.callback().executeVoid();
            }
            long left = budget.remainingNanos();
            if (left <= 0) {
                return null;
            }
            long wait = timer == null ? left : Math.min(left, timer.due() - now);
            Runnable came = arrived.poll(wait, TimeUnit.NANOSECONDS);
            if (came != null) {
                expected--;
                return came;
            }
        }
    }
}
