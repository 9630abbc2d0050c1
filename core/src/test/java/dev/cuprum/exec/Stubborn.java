package dev.cuprum.exec;

import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.Outcome;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A unit that looks at no limit and is deaf to interrupts: it goes on until the test lets it end. */
final class Stubborn implements CompiledUnit {

    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    private volatile Consumer<Execution> first = execution -> {};
    private volatile Consumer<Execution> last = execution -> {};

    /** What the unit does before all else. */
    Stubborn atTheBeginning(Consumer<Execution> action) {
        first = action;
        return this;
    }

    /** What the unit does when it may end. */
    Stubborn atTheEnd(Consumer<Execution> action) {
        last = action;
        return this;
    }

    /** How many executions have begun. */
    int begun() {
        return begun.get();
    }

    /** What {@link #atTheEnd} has thrown. */
    @Nullable
    Throwable thrown() {
        return thrown.get();
    }

    void end() {
        mayEnd.countDown();
    }

    @Override
    public Outcome run(Execution execution) {
        first.accept(execution);
        begun.incrementAndGet();
        while (mayEnd.getCount() > 0) {
            Thread.onSpinWait();
        }
        try {
            last.accept(execution);
        } catch (RuntimeException | Error e) {
            thrown.set(e);
            throw e;
        }
        return new Outcome.Exited(403);
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.OWN_THREAD);
    }
}
