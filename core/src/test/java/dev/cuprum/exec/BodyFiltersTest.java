package dev.cuprum.exec;

import static dev.cuprum.exec.Running.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.Outcome;
import dev.cuprum.http.BodyChunk;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.FailureMode;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.Sampling;
import dev.cuprum.unit.UnitId;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
final class BodyFiltersTest {

    private final Running running = new Running();
    private final MemoryExchange exchange = MemoryExchange.of("GET", "/").startResponse();
    private RequestRun run = running.request(exchange);

    @AfterEach
    void close() {
        running.close();
    }

    private static ComputingUnit.Builder filter(String id, String code) {
        return unit(id, Phase.BODY_FILTER, code);
    }

    private static CompiledUnit appending(String text) {
        return execution -> {
            BodyChunk chunk = execution.exchange().response().chunk().orElseThrow();
            String before = new String(chunk.bytes(), StandardCharsets.ISO_8859_1);
            chunk.replace((before + text).getBytes(StandardCharsets.ISO_8859_1));
            return Outcome.Completed.INSTANCE;
        };
    }

    private void request(ComputingUnit.Builder... units) {
        running.engine.on("+a", appending("a")).on("+b", appending("b"));
        running.engine.on("+c, fail at 2", execution -> {
            appending("c").run(execution);
            return piece().startsWith("2") ? new Outcome.Failed("at 2") : Outcome.Completed.INSTANCE;
        });
        run = running.with(units).request(exchange);
    }

    private String piece() {
        return new String(exchange.response().chunk().orElseThrow().bytes(), StandardCharsets.ISO_8859_1);
    }

    private String filter(String piece) {
        exchange.chunk(piece.getBytes(StandardCharsets.ISO_8859_1), false);
        return running.runner.runBodyFilters(run) ? piece() : "ended";
    }

    @Test
    void everyFilterSeesEveryPieceInOrder() {
        request(filter("x", "+a"), filter("y", "+b"), unit("z", Phase.LOG, "+b"));

        assertThat(filter("1")).isEqualTo("1ab");
        assertThat(filter("")).isEqualTo("ab");
        assertThat(run.ran()).extracting(UnitId::value).containsExactly("x", "y");
    }

    @Test
    void samplingIsAskedOncePerRequest() {
        Sampling half = Sampling.of(50, Sampling.Mode.EVEN);
        request(filter("x", "+a").sampling(half));

        assertThat(filter("1") + filter("2") + filter("3")).isEqualTo("123");
        run = running.request(exchange);
        assertThat(filter("1") + filter("2") + filter("3")).isEqualTo("1a2a3a");
        assertThat(running.outcomes).filteredOn("x skipped"::equals).hasSize(1);
    }

    @Test
    void aFilterThatFailsOpenSeesNoMoreAndLeavesNoTrace() {
        request(filter("x", "+c, fail at 2"), filter("y", "+b"));

        assertThat(filter("1") + " " + filter("2") + " " + filter("3")).isEqualTo("1cb 2b 3b");
        assertThat(running.outcomes)
                .filteredOn(outcome -> outcome.startsWith("x"))
                .containsExactly("x completed", "x failed");
    }

    @Test
    void aFilterThatFailsClosedEndsTheResponse() {
        request(filter("x", "+c, fail at 2").onFailure(FailureMode.CLOSED), filter("y", "+b"));

        assertThat(filter("1")).isEqualTo("1cb");
        assertThat(filter("2")).isEqualTo("ended");
        assertThat(run.ended()).isTrue();
    }

    @Test
    void aFilterThatFailsClosedEndsTheResponseWhenItsBreakerIsOpenToo() {
        request(filter("x", "fail").onFailure(FailureMode.CLOSED));
        for (int i = 0; i < 10; i++) {
            assertThat(filter("1")).isEqualTo("ended");
            run = running.request(exchange);
        }
        assertThat(running.state("x")).isEqualTo("open");

        assertThat(filter("1")).isEqualTo("ended");
        assertThat(running.outcomes).endsWith("x rejected");
    }

    @Test
    void theFallbackOfAFilterGoesOnWithTheRest() {
        request(
                filter("x", "+c, fail at 2").fallback(UnitId.of("y")),
                filter("y", "+a").enabled(false),
                filter("z", "+b"));

        assertThat(filter("1") + " " + filter("2") + " " + filter("3")).isEqualTo("1cb 2ab 3ab");
    }

    @Test
    void exitsEndTheResponseOrTheRestOfTheFiltersForThePiece() {
        request(filter("x", "exit 403"), filter("y", "+b"));
        assertThat(filter("1")).isEqualTo("ended");

        request(filter("x", "exit 0"), filter("y", "+b"));
        assertThat(filter("1")).isEqualTo("1");
    }
}
