package dev.cuprum.exec;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock of nanoseconds that a test turns. Starts just before the numbers run over. */
final class FakeClock implements LongSupplier {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

    @Override
    public long getAsLong() {
        return now.get();
    }

    void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
