package dev.cuprum.exec;

import static dev.cuprum.exec.Running.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.http.MemoryExchange;
import dev.cuprum.store.Release;
import dev.cuprum.store.Snapshot;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.FailureMode;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.Sampling;
import dev.cuprum.unit.UnitId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What becomes of a request in which a unit fails that has a fallback. */
@Isolated
final class FallbacksTest {

    private final Running running = new Running();
    private final MemoryExchange exchange = MemoryExchange.of("GET", "/");

    @AfterEach
    void close() {
        running.close();
    }

    private PhaseResult run(ComputingUnit.Builder... units) {
        return running.with(units).runner.run(running.request(exchange), Phase.REWRITE);
    }

    private PhaseResult again() {
        return running.runner.run(running.request(exchange), Phase.REWRITE);
    }

    private String body() {
        return new String(exchange.responseBody(), StandardCharsets.ISO_8859_1);
    }

    private static ComputingUnit.Builder closed(ComputingUnit.Builder unit) {
        return unit.onFailure(FailureMode.CLOSED);
    }

    private static ComputingUnit.Builder fallback(ComputingUnit.Builder unit, String id) {
        return unit.fallback(UnitId.of(id));
    }

    @Test
    void failingRunsTheFallbackInItsPlace() {
        PhaseResult result = run(
                fallback(unit("a", "write and fail"), "b"),
                unit("b", "exit 403").enabled(false));

        assertThat(result).isEqualTo(PhaseResult.REQUEST_ENDED);
        assertThat(exchange.response().status()).isEqualTo(403);
        assertThat(running.outcomes).containsExactly("a failed", "b exited");
    }

    @Test
    void theLastOfAChainOfFallbacksDecides() {
        ComputingUnit.Builder a = fallback(unit("a", "fail"), "b");
        ComputingUnit.Builder b = fallback(unit("b", "fail").enabled(false), "c");

        assertThat(run(a, b, unit("c", "write").enabled(false))).isEqualTo(PhaseResult.GO_ON);
        assertThat(body()).isEqualTo("written;");
        assertThat(run(a, b, unit("c", "fail").enabled(false))).isEqualTo(PhaseResult.GO_ON);
        assertThat(run(a, b, closed(unit("c", "fail").enabled(false)))).isEqualTo(PhaseResult.REQUEST_ENDED);
        assertThat(exchange.response().status()).isEqualTo(503);
    }

    @Test
    void aFallbackThatDoesNotRunForTheRequestProtectsNothing() {
        ComputingUnit.Builder a = fallback(unit("a", "fail"), "b");
        ComputingUnit.Builder b = unit("b", "write").enabled(false);

        assertThat(run(a, b.expiresAt(Instant.EPOCH))).isEqualTo(PhaseResult.REQUEST_ENDED);
        assertThat(exchange.response().status()).isEqualTo(503);
        assertThat(run(a, b.expiresAt(Instant.MAX).sampling(Sampling.of(0, Sampling.Mode.EVEN))))
                .isEqualTo(PhaseResult.REQUEST_ENDED);
    }

    @Test
    void aFallbackThatIsNotOnTheNodeProtectsNothing() {
        // Its first version does not compile here, so the catalog has no such unit.
        assertThat(run(fallback(unit("a", "fail"), "b"), unit("b", "syntax error")))
                .isEqualTo(PhaseResult.REQUEST_ENDED);
        assertThat(exchange.response().status()).isEqualTo(503);
    }

    @Test
    void aCircleThatOnlyThisNodeSeesEnds() {
        running.with(fallback(unit("a", "fail"), "b"), unit("b", "fail"));
        // 'a' keeps its last good version, which falls back to 'b', and the new 'b' falls back to 'a'.
        running.with(Snapshot.EMPTY.with(
                Release.put(
                        unit("a", "syntax error").build(),
                        fallback(unit("b", "fail"), "a").build()),
                9));

        assertThat(again()).isEqualTo(PhaseResult.REQUEST_ENDED);
        assertThat(running.outcomes).containsExactly("a failed", "b failed");
    }
}
