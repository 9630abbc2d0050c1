package dev.cuprum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cuprum.engine.LambdaEngine;
import dev.cuprum.store.MemoryUnitStore;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.InvalidUnitException;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Units that a node has beside those of its store. */
final class OwnUnitsTest {

    private static final UnitId A = UnitId.of("a");

    private final LambdaEngine engine = new LambdaEngine();
    private final MemoryUnitStore store = new MemoryUnitStore();

    @Test
    void runBesideThoseOfTheStoreWhichTakeTheirPlace() {
        Edge.Builder builder = Edge.builder()
                .engine(engine)
                .store(store)
                .units(List.of(
                        ComputingUnit.of("own", Phase.REWRITE, "x"), ComputingUnit.of("a", Phase.REWRITE, "own")));
        try (Edge edge = builder.build()) {
            assertThat(edge.catalog().unit(UnitId.of("own"))).isPresent();
            assertThat(store.load().units()).isEmpty();

            edge.put(ComputingUnit.of("a", Phase.REWRITE, "published"));

            assertThat(edge.catalog().unit(UnitId.of("own"))).isPresent();
            assertThat(edge.catalog().unit(A).orElseThrow().unit().code()).isEqualTo("published");
            edge.remove(A);
            assertThat(edge.catalog().unit(A).orElseThrow().unit().code()).isEqualTo("own");
        }
    }

    @Test
    void oneThatWouldNotRunKeepsTheEdgeFromStarting() {
        ComputingUnit balancer = ComputingUnit.of("b", Phase.BALANCER, "x");
        Edge.Builder builder = Edge.builder()
                .engine(engine)
                .store(store)
                .units(List.of(ComputingUnit.of("a", Phase.REWRITE, "x"), balancer));

        assertThatExceptionOfType(InvalidUnitException.class)
                .isThrownBy(builder::build)
                .satisfies(e -> assertThat(e.problems().get(0).field()).isEqualTo("put[1].phase"));
    }
}
