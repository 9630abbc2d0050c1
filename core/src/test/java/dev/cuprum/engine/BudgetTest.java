package dev.cuprum.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cuprum.engine.LimitExceededError.Limit;
import dev.cuprum.unit.Limits;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class BudgetTest {

    private static final Limits LIMITS = Limits.of(50, 16);
    private static final long MIB = 1 << 20;

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final Budget budget = new Budget(clock::get);

    /** Keeps what a test allocates from being optimised away. */
    @SuppressWarnings("unused")
    private static volatile Object sink;

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private LimitExceededError exceeded() {
        return catchThrowableOfType(LimitExceededError.class, budget::poll);
    }

    @Test
    void endsTheExecutionAtTheFirstHintAfterItsTime() {
        budget.start(LIMITS);
        pass(Duration.ofMillis(49));
        budget.hint();
        budget.poll();

        pass(Duration.ofMillis(1));
        budget.poll();
        budget.hint();

        LimitExceededError error = exceeded();
        assertThat(error.limit()).isEqualTo(Limit.TIME);
        assertThat(error).hasMessage("50 ms budget used up");
        assertThat(error.outcome()).isEqualTo(new Outcome.TimedOut("50 ms budget used up"));
    }

    @Test
    void doesNotLookAtTheClockWithoutAHint() {
        budget.start(LIMITS);
        pass(Duration.ofHours(1));

        assertThatNoException().isThrownBy(budget::poll);
    }

    @Test
    void whoeverCatchesTheErrorRunsIntoItAgain() {
        budget.start(LIMITS);
        pass(Duration.ofMillis(60));
        budget.hint();

        for (int i = 0; i < 5; i++) {
            assertThat(exceeded()).isNotNull();
        }
    }

    @Test
    void aLateHintNeverEndsTheNextExecution() {
        budget.start(LIMITS);
        pass(Duration.ofMillis(60));
        budget.hint();
        assertThat(exceeded()).isNotNull();
        budget.stop();

        budget.hint();
        assertThatNoException().isThrownBy(budget::poll);
        budget.start(LIMITS);
        assertThatNoException().isThrownBy(budget::poll);
        budget.hint();
        assertThatNoException().isThrownBy(budget::poll);
    }

    @Test
    void isOnlyAskedWhileItRuns() {
        assertThat(budget.running()).isFalse();
        budget.start(LIMITS);
        assertThat(budget.running()).isTrue();
        budget.stop();
        assertThat(budget.running()).isFalse();
        budget.hint();
        assertThatNoException().isThrownBy(() -> budget.reserve(Long.MAX_VALUE));
    }

    @Test
    void refusesAllocationsBeyondTheLimitBeforeTheyAreMade() {
        budget.start(LIMITS);

        assertThatNoException().isThrownBy(() -> budget.reserve(15 * MIB));
        for (long bytes : new long[] {16 * MIB + 1, 1L << 40, Long.MAX_VALUE}) {
            assertThatExceptionOfType(LimitExceededError.class)
                    .isThrownBy(() -> budget.reserve(bytes))
                    .withMessage("16 MB memory budget used up");
        }
    }

    @Test
    void countsWhatWasAllocatedInSmallPieces() {
        budget.start(LIMITS);
        budget.hint();
        budget.poll();
        for (int i = 0; i < 17; i++) {
            sink = new byte[(int) MIB];
        }
        budget.hint();

        budget.place(() -> 7);
        LimitExceededError error = exceeded();
        assertThat(error.limit()).isEqualTo(Limit.MEMORY);
        assertThat(error.outcome()).isEqualTo(new Outcome.Failed("16 MB memory budget used up at line 7"));
        assertThat(exceeded()).isNotNull();
    }

    @Test
    void smallReservationsCostNoLookAtTheLimits() {
        budget.start(LIMITS);
        pass(Duration.ofHours(1));

        assertThatNoException().isThrownBy(() -> budget.reserve(1000));
        assertThatExceptionOfType(LimitExceededError.class).isThrownBy(() -> budget.reserve(100_000));
    }

    @Test
    void tellsWhatIsLeft() {
        budget.start(LIMITS);
        pass(Duration.ofMillis(20));
        assertThat(budget.remainingNanos()).isEqualTo(30_000_000);
        pass(Duration.ofMillis(31));
        assertThat(budget.remainingNanos()).isNegative();
    }

    @Test
    void outcomesThatAreFailuresSaySo() {
        assertThat(new Outcome.Failed("x").isFailure()).isTrue();
        assertThat(new Outcome.TimedOut("x").isFailure()).isTrue();
        assertThat(new Outcome.Rejected("x").isFailure()).isTrue();
        assertThat(new Outcome.Skipped("x").isFailure()).isFalse();
        assertThat(new Outcome.Exited(500).isFailure()).isFalse();
        assertThat(Outcome.Completed.INSTANCE.isFailure()).isFalse();
    }
}
