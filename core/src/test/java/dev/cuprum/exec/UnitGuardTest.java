package dev.cuprum.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.engine.Outcome;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.Sampling;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
final class UnitGuardTest {

    private static final MemoryExchange ANY = MemoryExchange.of("GET", "/");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2030-01-01T00:00:00Z"));

    private UnitGuard guard(ComputingUnit.Builder unit) {
        return new UnitGuard(unit.build(), new EdgeListener() {}, now::get, new FakeClock(), () -> 0);
    }

    private static ComputingUnit.Builder unit() {
        return ComputingUnit.of("a", Phase.REWRITE, "x").toBuilder();
    }

    @Test
    void lastsUntilTheInstantItExpires() {
        UnitGuard guard = guard(unit().expiresAt(Instant.parse("2030-01-01T00:00:01Z")));

        now.set(Instant.parse("2030-01-01T00:00:00.999Z"));
        assertThat(guard.refuse(ANY)).isEmpty();

        now.set(Instant.parse("2030-01-01T00:00:01Z"));
        assertThat(guard.refuse(ANY)).contains(new Outcome.Skipped("expired"));
    }

    @Test
    void mayExpireFurtherAwayThanMillisecondsCount() {
        assertThat(guard(unit().expiresAt(Instant.MAX)).refuse(ANY)).isEmpty();
        assertThat(guard(unit().expiresAt(Instant.MIN)).refuse(ANY)).contains(new Outcome.Skipped("expired"));
    }

    @Test
    void skipsWhatItsSamplingLeavesOut() {
        UnitGuard guard = guard(unit().sampling(Sampling.of(0, Sampling.Mode.EVEN)));

        assertThat(guard.refuse(ANY)).contains(new Outcome.Skipped("sampling"));
    }

    @Test
    void rejectsUnitWhenBreakerIsOpen() {
        UnitGuard guard = guard(unit());
        for (int i = 0; i < 3; i++) {
            guard.ended(new Outcome.TimedOut("50 ms budget used up at line 3"));
        }

        assertThat(guard.state()).isEqualTo("open");
        assertThat(guard.refuse(ANY))
                .contains(new Outcome.Rejected("its breaker is open: 3 timeouts within 20 executions, the last: 50 ms"
                        + " budget used up at line 3"));
    }

    @Test
    void takesAnExitForAGoodEnd() {
        UnitGuard guard = guard(unit());
        for (int i = 0; i < 100; i++) {
            guard.ended(new Outcome.Exited(500));
        }

        assertThat(guard.state()).isEqualTo("closed");
    }

    @Test
    void asksTheBreakerOnlyForWhatTheSamplingTakes() {
        UnitGuard guard = guard(unit().sampling(Sampling.of(0, Sampling.Mode.EVEN)));
        for (int i = 0; i < 10; i++) {
            guard.ended(new Outcome.Failed("on purpose"));
        }

        assertThat(guard.refuse(ANY)).contains(new Outcome.Skipped("sampling"));
    }
}
