package dev.cuprum.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import dev.cuprum.engine.LimitExceededError.Limit;
import dev.cuprum.unit.Limits;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
final class BudgetTest {

    private static final Limits LIMITS = Limits.of(50, 16);
    private static final long MIB = 1 << 20;

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final Budget budget = new Budget(clock::get);

    /** Keeps what a test allocates from being optimised away. */
    @SuppressWarnings("unused")
    private static volatile Object sink;

    /** Which allocates megabytes that would count for the executions of tests. */
    @BeforeAll
    static void loadAssertions() {
        assertThatNoException().isThrownBy(() -> {});
        assertThatExceptionOfType(LimitExceededError.class)
                .isThrownBy(() -> {
                    throw LimitExceededError.abandoned();
                })
                .withMessage(LimitExceededError.abandoned().getMessage());
    }

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
    void countsFromTheStartAndNotFromTheFirstHint() {
        budget.start(LIMITS);
        for (int i = 0; i < 17; i++) {
            sink = new byte[(int) MIB];
        }
        budget.hint();

        assertThat(exceeded().limit()).isEqualTo(Limit.MEMORY);
    }

    /** Executions that follow one another at once may begin with the same reading of the thread's counter. */
    @Test
    void manyThatFollowOneAnotherAreEachHeldToTheirLimitAndToNoMuchLess() {
        Budget budgets = new Budget();
        for (int i = 0; i < 200; i++) {
            budgets.start(Limits.of(60_000, 1));
            sink = new byte[100_000];
            budgets.stop();
            budgets.start(Limits.of(60_000, 1));
            sink = new byte[(int) MIB / 2];
            budgets.hint();
            assertThatNoException().isThrownBy(budgets::poll);

            sink = new byte[(int) MIB / 2];
            budgets.hint();
            assertThatExceptionOfType(LimitExceededError.class)
                    .isThrownBy(budgets::poll)
                    .withMessage("1 MB memory budget used up");
            budgets.stop();
        }
    }

    @Test
    void theFirstExecutionOnAThreadIsNotChargedForWhatTheThreadHasAllocatedBefore() {
        for (int i = 0; i < 50; i++) {
            Long allocated = CompletableFuture.supplyAsync(
                            () -> {
                                sink = new byte[(int) (8 * MIB)];
                                Budget first = new Budget();
                                first.start(Limits.of(60_000, 1));
                                try {
                                    return first.allocated();
                                } finally {
                                    first.stop();
                                }
                            },
                            work -> new Thread(work).start())
                    .join();
            assertThat(allocated).isLessThan(MIB);
        }
    }

    @Test
    void countsWhatItIsChargedFor() {
        budget.charge(MIB << 20);
        budget.start(LIMITS);
        assertThatNoException().isThrownBy(() -> budget.charge(10 * MIB));
        assertThatNoException().isThrownBy(() -> budget.reserve(3 * MIB));

        assertThatExceptionOfType(LimitExceededError.class)
                .isThrownBy(() -> budget.reserve(7 * MIB))
                .withMessage("16 MB memory budget used up");
        assertThatExceptionOfType(LimitExceededError.class).isThrownBy(() -> budget.charge(7 * MIB));
        budget.stop();

        budget.start(LIMITS);
        assertThatNoException().isThrownBy(() -> budget.reserve(10 * MIB));
    }

    @Test
    void saysWhereTheCounterOfTheThreadMayArrive() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        budget.start(LIMITS);
        long most = budget.mostAllocated();

        assertThat(most - threads.getCurrentThreadAllocatedBytes()).isBetween(15 * MIB, 16 * MIB);
        budget.charge(10 * MIB);
        assertThat(budget.mostAllocated()).isEqualTo(most - 10 * MIB);
    }

    @Test
    void countsWhatIsAllocatedOnOtherThreads() throws Exception {
        budget.start(LIMITS);
        budget.leaveThread();
        CompletableFuture.runAsync(() -> {
                    // What that thread allocated for others is not the execution's.
                    sink = new byte[(int) (20 * MIB)];
                    budget.enterThread();
                    sink = new byte[(int) (10 * MIB)];
                    budget.leaveThread();
                    sink = new byte[(int) (20 * MIB)];
                })
                .get();
        sink = new byte[(int) (20 * MIB)];
        budget.enterThread();

        assertThatNoException().isThrownBy(() -> budget.reserve(4 * MIB));
        assertThatExceptionOfType(LimitExceededError.class).isThrownBy(() -> budget.reserve(7 * MIB));
    }

    @Test
    void changesOfThreadMeanNothingWhileNothingRuns() {
        budget.leaveThread();
        sink = new byte[(int) (20 * MIB)];
        budget.enterThread();
        budget.start(LIMITS);

        assertThatNoException().isThrownBy(() -> budget.reserve(15 * MIB));
    }

    @Test
    void callsEndWhereTheyAreNestedTooDeeply() {
        budget.start(LIMITS);
        int words = budget.deepest() / 2 + 1;

        assertThat(budget.enter(words)).isZero();
        assertThatExceptionOfType(DepthExceededException.class)
                .isThrownBy(() -> budget.enter(words))
                .withMessage("stack overflow");
        assertThat(budget.depth()).isEqualTo(words);
        assertThat(budget.enter(1)).isEqualTo(words);
        assertThat(budget.depth()).isEqualTo(words + 1);

        budget.leave(0);
        assertThat(budget.enter(words)).isZero();
        budget.stop();
        budget.start(LIMITS);
        assertThat(budget.depth()).isZero();
    }

    @Test
    void callsArePolls() {
        budget.start(LIMITS);
        pass(Duration.ofMillis(60));
        assertThat(budget.enter(0)).isZero();
        budget.hint();

        assertThatExceptionOfType(LimitExceededError.class).isThrownBy(() -> budget.enter(0));
        assertThatExceptionOfType(LimitExceededError.class).isThrownBy(() -> budget.enter(1));
        assertThat(budget.depth()).isZero();
    }

    @Test
    void aHintWithinTheLimitsLeavesTheDepthAsItWas() {
        budget.start(LIMITS);
        budget.deepest(100);
        budget.hint();

        assertThat(budget.enter(100)).isZero();
        budget.hint();
        assertThatExceptionOfType(DepthExceededException.class).isThrownBy(() -> budget.enter(1));
        assertThatExceptionOfType(DepthExceededException.class).isThrownBy(() -> budget.enter(1));
    }

    @Test
    void callsMayBeNestedAsDeeplyAsItIsSaidUntilTheExecutionStops() {
        budget.start(LIMITS);
        int usual = budget.deepest();
        budget.deepest(10);
        assertThatExceptionOfType(DepthExceededException.class).isThrownBy(() -> budget.enter(11));
        budget.hint();
        budget.deepest(20);
        assertThatNoException().isThrownBy(() -> budget.enter(11));
        budget.stop();

        budget.start(LIMITS);
        assertThat(budget.deepest()).isEqualTo(usual).isPositive();
    }

    @Test
    void forgetsWhoKnowsTheLineWhenTheExecutionStops() {
        budget.start(LIMITS);
        budget.place(() -> 7);
        budget.stop();

        budget.start(LIMITS);
        pass(Duration.ofMillis(60));
        budget.hint();
        assertThat(exceeded().line()).isZero();
    }

    @Test
    void anExecutionInsideAnotherHasLimitsOfItsOwnAndLeavesThoseOfTheOther() {
        budget.start(LIMITS);
        budget.place(() -> 7);
        budget.enter(100);
        pass(Duration.ofMillis(10));
        sink = new byte[(int) (4 * MIB)];

        budget.start(Limits.of(20, 8));
        assertThat(budget.depth()).isEqualTo(100);
        assertThat(budget.remainingNanos()).isEqualTo(20_000_000);
        budget.enter(50);
        budget.deepest(200);
        assertThatNoException().isThrownBy(() -> budget.reserve(7 * MIB));
        sink = new byte[(int) (7 * MIB)];
        assertThatExceptionOfType(LimitExceededError.class)
                .isThrownBy(() -> budget.reserve(2 * MIB))
                .withMessage("8 MB memory budget used up");
        pass(Duration.ofMillis(20));
        budget.hint();
        assertThat(exceeded().outcome()).isEqualTo(new Outcome.TimedOut("20 ms budget used up"));
        budget.stop();

        assertThat(budget.running()).isTrue();
        assertThatNoException().isThrownBy(budget::poll);
        assertThat(budget.depth()).isEqualTo(100);
        assertThat(budget.deepest()).isGreaterThan(200);
        assertThat(budget.remainingNanos()).isEqualTo(20_000_000);
        assertThatNoException().isThrownBy(() -> budget.reserve(2 * MIB));
        assertThatExceptionOfType(LimitExceededError.class).isThrownBy(() -> budget.reserve(6 * MIB));
        pass(Duration.ofMillis(20));
        budget.hint();
        assertThat(exceeded().outcome()).isEqualTo(new Outcome.TimedOut("50 ms budget used up at line 7"));
        budget.stop();
        assertThat(budget.running()).isFalse();
    }

    @Test
    void theTimeOfARequestIsThatOfItsExecutionsAndNotThatBetweenThem() {
        Budget shared = Budget.ofRequest(clock::get, Limits.of(100, 64));
        for (int i = 0; i < 2; i++) {
            shared.start(LIMITS);
            assertThat(shared.remainingNanos()).isEqualTo(50_000_000);
            pass(Duration.ofMillis(40));
            shared.stop();
            pass(Duration.ofHours(1));
        }

        shared.start(LIMITS);
        assertThat(shared.remainingNanos()).isEqualTo(20_000_000);
        shared.place(() -> 7);
        pass(Duration.ofMillis(20));
        shared.hint();
        LimitExceededError error = catchThrowableOfType(LimitExceededError.class, shared::poll);
        assertThat(error.outcome()).isEqualTo(new Outcome.TimedOut("100 ms budget of the request used up at line 7"));
        shared.stop();

        assertThat(shared.exhaustion()).contains(new Outcome.TimedOut("100 ms budget of the request used up"));
        shared.start(LIMITS);
        assertThatExceptionOfType(LimitExceededError.class).isThrownBy(shared::poll);
    }

    @Test
    void theMemoryOfARequestIsThatOfItsExecutions() {
        Budget shared = Budget.ofRequest(clock::get, Limits.of(100, 20));
        shared.start(LIMITS);
        sink = new byte[(int) (12 * MIB)];
        pass(Duration.ofMillis(1));
        shared.stop();
        sink = new byte[(int) (12 * MIB)];
        assertThat(shared.exhaustion()).isEmpty();

        shared.start(LIMITS);
        assertThatNoException().isThrownBy(() -> shared.reserve(7 * MIB));
        LimitExceededError error = catchThrowableOfType(LimitExceededError.class, () -> shared.reserve(9 * MIB));
        assertThat(error.outcome()).isEqualTo(new Outcome.Failed("20 MB memory budget of the request used up"));
        shared.stop();
        assertThat(shared.exhaustion()).contains(error.outcome());
    }

    @Test
    void whatIsFreeDoesNotCountForTheRequest() {
        Budget shared = Budget.ofRequest(clock::get, Limits.of(10, 4));
        for (int i = 0; i < 100; i++) {
            shared.start(LIMITS, clock.get(), 1_000_000, 2 * MIB);
            sink = new byte[(int) MIB];
            pass(Duration.ofMillis(1));
            shared.hint();
            shared.poll();
            shared.stop();
        }
        assertThat(shared.exhaustion()).isEmpty();

        for (int i = 0; i < 10; i++) {
            shared.start(LIMITS, clock.get(), 1_000_000, 2 * MIB);
            pass(Duration.ofMillis(2));
            shared.stop();
        }
        assertThat(shared.exhaustion()).isPresent();
    }

    @Test
    void executionsInsideOthersCountOnceForTheRequest() {
        Budget shared = Budget.ofRequest(clock::get, Limits.of(100, 64));
        shared.start(LIMITS);
        pass(Duration.ofMillis(10));
        shared.start(LIMITS);
        pass(Duration.ofMillis(20));
        shared.stop();
        shared.stop();

        shared.start(Limits.of(100, 16));
        assertThat(shared.remainingNanos()).isEqualTo(70_000_000);
        pass(Duration.ofMillis(30));
        shared.start(Limits.of(100, 16));
        assertThat(shared.remainingNanos()).isEqualTo(40_000_000);
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
