package dev.cuprum.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.exec.Breaker.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
final class BreakerTest {

    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final FakeClock clock = new FakeClock();
    private final List<String> changes = new ArrayList<>();
    private final Breaker breaker =
            new Breaker(clock, (from, to, reason) -> changes.add(from + " " + to + ": " + reason));

    private void open() {
        for (int i = 0; i < 3; i++) {
            breaker.timedOut("50 ms budget used up");
        }
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    private void failTrial() {
        assertThat(breaker.admits()).isTrue();
        breaker.failed("still");
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void opensWhenHalfOfTheLastTwentyFailed() {
        for (int i = 0; i < 9; i++) {
            breaker.failed("boom " + i);
            breaker.succeeded();
        }
        assertThat(breaker.state()).isEqualTo(State.CLOSED);

        breaker.failed("boom");

        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(breaker.admits()).isFalse();
        assertThat(breaker.reason()).isEqualTo("10 failures within 20 executions, the last: boom");
        assertThat(changes)
                .containsExactly("CLOSED OPEN: 10 failures within 20 executions, the last: boom; next trial in 10 s");
    }

    @Test
    void staysClosedWhileFewerFail() {
        for (int i = 0; i < 10_000; i++) {
            if (i % 20 < 9) {
                breaker.failed("boom");
            } else {
                breaker.succeeded();
            }
        }
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(changes).isEmpty();
    }

    @Test
    void opensAtTheThirdTimeout() {
        breaker.timedOut("slow");
        breaker.succeeded();
        breaker.timedOut("slow");
        assertThat(breaker.admits()).isTrue();

        breaker.timedOut("slow");

        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(breaker.reason()).startsWith("3 timeouts within 20 executions");
    }

    @Test
    void forgetsTimeoutsThatAreTwentyExecutionsAgo() {
        breaker.timedOut("slow");
        breaker.timedOut("slow");
        for (int i = 0; i < 19; i++) {
            breaker.succeeded();
        }

        breaker.timedOut("slow");

        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void refusesEverythingUntilThePauseIsOver() {
        open();

        clock.pass(PAUSE.minusNanos(1));
        assertThat(breaker.admits()).isFalse();

        clock.pass(Duration.ofNanos(1));
        assertThat(breaker.admits()).isTrue();
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void triesOneAtATime() {
        open();
        clock.pass(PAUSE);

        assertThat(breaker.admits()).isTrue();
        assertThat(breaker.admits()).isFalse();
        breaker.succeeded();
        assertThat(breaker.admits()).isTrue();
        assertThat(breaker.admits()).isFalse();
    }

    @Test
    void triesAgainWhenATrialNeverEnds() {
        open();
        clock.pass(PAUSE);
        assertThat(breaker.admits()).isTrue();

        clock.pass(PAUSE);

        assertThat(breaker.admits()).isTrue();
    }

    @Test
    void closesAfterThreeGoodTrials() {
        open();
        clock.pass(PAUSE);
        for (int i = 0; i < 3; i++) {
            assertThat(breaker.state()).isNotEqualTo(State.CLOSED);
            assertThat(breaker.admits()).isTrue();
            breaker.succeeded();
        }

        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(breaker.reason()).isEmpty();
        assertThat(changes.get(changes.size() - 1)).isEqualTo("HALF_OPEN CLOSED: 3 trials went well");
    }

    @Test
    void remembersNothingBadOnceItHasClosed() {
        open();
        clock.pass(PAUSE);
        for (int i = 0; i < 3; i++) {
            breaker.admits();
            breaker.succeeded();
        }

        breaker.timedOut("slow");
        breaker.timedOut("slow");

        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void pausesTwiceAsLongAfterEveryBadTrialAndFiveMinutesAtMost() {
        open();
        clock.pass(PAUSE);
        for (long seconds : new long[] {20, 40, 80, 160, 300, 300, 300}) {
            failTrial();
            clock.pass(Duration.ofSeconds(seconds).minusNanos(1));
            assertThat(breaker.admits()).as("%d s", seconds).isFalse();
            clock.pass(Duration.ofNanos(1));
        }
    }

    @Test
    void pausesShortlyAgainOnceItHasClosed() {
        open();
        clock.pass(PAUSE);
        failTrial();
        clock.pass(Duration.ofSeconds(20));
        for (int i = 0; i < 3; i++) {
            breaker.admits();
            breaker.succeeded();
        }

        open();
        clock.pass(PAUSE);

        assertThat(breaker.admits()).isTrue();
    }

    @Test
    void whatBeganBeforeItOpenedTellsNothingNew() {
        open();

        breaker.succeeded();
        breaker.failed("late");

        assertThat(breaker.state()).isEqualTo(State.OPEN);
        clock.pass(PAUSE);
        assertThat(breaker.admits()).isTrue();
    }
}
